import { caseIdOf } from "@pgt/metrics";
import { isKnownClass } from "../cases/class-folder.ts";
import { baseName, parentPath } from "../cases/folder-listing.ts";
import { type CasePlace, caseAt, casePlaces, isWhole, knownCaseIn } from "./case-place.ts";
import { namesMaker } from "./entity-names.ts";
import { isImageFolder, namesImage } from "./image-names.ts";
import { casesOf, imageSets, type MaskSet, maskCount, type Placed, setsOf } from "./mask-sets.ts";
import { type Design, designOf, type Reading, readingAt } from "./reading.ts";
import { samplePaths } from "./sample-paths.ts";
import { type SplitPath, splitPaths, wordsOf } from "./split-path.ts";

/** The design found in paths, and the paths that it leaves out. */
export interface FoundLayout {
  readonly reading: Reading;
  readonly design: Design;
  /** The best reading with other sets; null if there is none. */
  readonly rival: Reading | null;
  /** Files and folders that are images by name. */
  readonly images: readonly string[];
  /** Paths that are in no set, and no images. */
  readonly others: readonly string[];
}

/** Words that a person has said what they are. */
export interface Told {
  /** A case, as it stands in a path. */
  readonly caseIs?: string;
  /** A rater, as it stands in a path. */
  readonly raterIs?: string;
}

/** Reads paths as a study: the likeliest design whose patterns find its masks and no others; null if there is none. */
export function findLayout(files: readonly string[], told: Told = {}): FoundLayout | null {
  const { masks, images } = sortedOut(files);
  const paths = splitPaths(masks);
  const sample = samplePaths(paths, told.caseIs);
  const several = readings(sample, casePlaces(sample), told);
  const found = several.length > 0 ? several : readings(sample, casePlaces(sample, true), told, true);
  for (const [at, reading] of found.entries()) {
    const design = wholeDesign(reading, paths);
    if (!design?.sets.every((set) => findsItsOwn(set, files))) continue;
    const used = new Set([...design.sets, ...design.images].flatMap((set) => [...set.masks.values()]));
    const rival = found.slice(at + 1).find((other) => !isSameDesign(other, reading)) ?? null;
    return { reading, design, rival, images, others: masks.filter((path) => !used.has(path)) };
  }
  return null;
}

/** The one set that all masks are of: its pattern and their number; null if there are several or none. */
export function loneSet(files: readonly string[]): { pattern: string; masks: number } | null {
  const paths = splitPaths(sortedOut(files).masks);
  const sample = samplePaths(paths);
  const [found] = casePlaces(sample)
    .flatMap((place) => {
      const set = loneSetAt(place, sample);
      return set ? [{ place, masks: set.masks.size }] : [];
    })
    .sort((a, b) => a.masks - b.masks);
  const set = found && loneSetAt(found.place, paths);
  return set ? { pattern: set.pattern, masks: set.masks.size } : null;
}

/** The one set beside images, if every path has the place. */
function loneSetAt(place: CasePlace, paths: readonly SplitPath[]): MaskSet | null {
  const sets = setsOf(placedAt(place, paths)) ?? [];
  const images = imageSets(sets);
  const [set, ...others] = sets.filter((one) => !images.has(one));
  const isAll = maskCount(sets) === paths.length && others.length === 0;
  return set && isAll && (images.size > 0 || isWhole(place)) ? set : null;
}

function readings(
  paths: readonly SplitPath[],
  places: readonly CasePlace[],
  { caseIs, raterIs }: Told,
  isOneCase = false,
): Reading[] {
  const isTold = caseIs !== undefined || raterIs !== undefined;
  return places
    .flatMap((place) => readingAt(place, paths, { isOneCase, isTold }) ?? [])
    .filter(({ design, names }) => {
      const isCase = caseIs === undefined || casesOf(design.matched).has(caseIs);
      return isCase && (raterIs === undefined || names.some((name) => name.split("/").includes(raterIs)));
    })
    .sort(byPlausibility);
}

function byPlausibility(a: Reading, b: Reading): number {
  const round = (value: number) => Math.round(value * 100);
  const isFileName = ({ place }: Reading) => (place.part === -1 && isWhole(place) ? 1 : 0);
  const words = ({ place: { first, last } }: Reading) => (last < 0 ? 20 + last : last) - first;
  return (
    round(b.coverage) - round(a.coverage) ||
    round(b.margin) - round(a.margin) ||
    isFileName(b) - isFileName(a) ||
    round(b.fill) - round(a.fill) ||
    a.design.matched.length - b.design.matched.length ||
    words(a) - words(b)
  );
}

/** Readings whose sets are as large and begin with the same masks are one design at other words. */
function isSameDesign(a: Reading, b: Reading): boolean {
  const shapeOf = ({ design }: Reading) =>
    design.matched
      .map(({ masks }) => `${masks.size} ${[...masks.values()].sort()[0]}`)
      .sort()
      .join("\n");
  return shapeOf(a) === shapeOf(b);
}

function placedAt(place: CasePlace, paths: readonly SplitPath[]): Placed[] {
  return paths.flatMap((path): Placed[] => {
    const found = caseAt(path, place);
    return found ? [[path, found]] : [];
  });
}

/** All paths, and not a sample; those that are in no set stand where a known case is in them. */
function wholeDesign({ place }: Reading, paths: readonly SplitPath[]): Design | null {
  const placed = placedAt(place, paths);
  const design = designOf(setsOf(placed));
  if (!design) return null;
  const cases = casesOf(design.matched);
  const used = new Set([...design.matched, ...design.images].flatMap(({ masks }) => [...masks.values()]));
  const rest = paths.filter(({ path }) => !used.has(path));
  const joined = rest.flatMap((path): Placed[] => {
    const found = knownCaseIn(path, cases);
    return found ? [[path, found]] : [];
  });
  if (joined.length === 0) return design;
  const kept = placed.filter(([{ path }]) => used.has(path));
  return designOf(setsOf([...kept, ...joined])) ?? design;
}

/** Tells if the pattern of a set finds the masks of that set and no others. */
function findsItsOwn({ pattern, masks }: MaskSet, files: readonly string[]): boolean {
  if (caseIdOf(pattern) === null) return true;
  const seen = new Set<string>();
  const body = pattern.replace(/\{(case|part)\}|\*|[\\^$.+?()[\]{}|]/g, (piece, name?: string) => {
    if (piece === "*") return "[^/]*";
    if (name === undefined) return `\\${piece}`;
    if (seen.has(name)) return `\\k<${name}>`;
    seen.add(name);
    return `(?<${name}>[^/]+)`;
  });
  const expression = new RegExp(`^${body}$`, "s");
  const [start] = pattern.split(/[{*]/);
  const isOwn = (path: string) => path.startsWith(start) && expression.test(path);
  return files.filter((path) => isOwn(path.normalize("NFC"))).length === masks.size;
}

/** Masks and images apart by folders and whole names; a folder of one file per class becomes one path. */
function sortedOut(files: readonly string[]): { masks: string[]; images: string[] } {
  const byFolder = new Map<string, string[]>();
  for (const path of files) {
    const folder = parentPath(path);
    const own = byFolder.get(folder);
    if (own) own.push(path);
    else byFolder.set(folder, [path]);
  }
  const folders = [...byFolder.keys()];
  const names = new Map<string, number>();
  const images = folders.filter((folder) => isImageFolder(folder, folders));
  const masks = [...byFolder].flatMap(([folder, paths]) => {
    if (images.includes(folder)) return [];
    const ids = paths.map((path) => caseIdOf(baseName(path)) ?? "");
    return isClassFolder(folder, ids) ? [folder] : paths;
  });
  const isImage = (path: string) => {
    const name = caseIdOf(baseName(path)) ?? "";
    const isBids = name.startsWith("sub-") && namesImage(wordsOf(name).at(-1)!);
    return isBids || (namesImage(name) && !/^\d+$/.test(name));
  };
  const kept = masks.filter((path) => !isImage(path));
  if (kept.length === 0) return { masks, images };
  for (const path of masks.filter(isImage)) names.set(baseName(path), 1);
  return { masks: kept, images: [...images, ...names.keys()] };
}

/**
 * `segmentations/`, or a folder with a known class and no name of a maker or an image; `tumor` may be beside `liver`.
 */
function isClassFolder(folder: string, ids: readonly string[]): boolean {
  if (folder === "") return false;
  if (baseName(folder).toLowerCase() === "segmentations") return parentPath(folder) !== "";
  if (ids.every(isKnownClass)) return true;
  return (
    !ids.some((id) => /\d{2,}/.test(id)) &&
    ids.some(isKnownClass) &&
    !ids.some((id) => namesMaker(id) || namesImage(id))
  );
}
