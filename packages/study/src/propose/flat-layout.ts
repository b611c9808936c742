import { someOf, splitExtension } from "@pgt/metrics";
import { isKnownClass } from "../cases/class-folder.ts";
import { baseName, joinPath, parentPath } from "../cases/folder-listing.ts";
import { namesMaker, tellsRole } from "./entity-names.ts";
import { isImageFolder, namesImage } from "./image-names.ts";
import { type FoundLayout, grouped, isCaseWord, leftOutImages } from "./layouts.ts";

/** A file name: words and what separates them in turn, and the extension. */
interface SplitName {
  readonly path: string;
  readonly pieces: readonly string[];
  readonly ending: string;
}

/** A mask whose name was split into the case and who made it. */
interface Placed {
  readonly path: string;
  readonly id: string;
  readonly before: string;
  readonly after: string;
  readonly pattern: string;
  readonly maker: readonly string[];
}

interface Reading {
  readonly placed: readonly Placed[];
  readonly names: ReadonlyMap<string, string>;
  readonly cases: ReadonlySet<string>;
  readonly likeness: number;
  /** Words of a case. */
  readonly size: number;
}

/** More sets than a study has makers: numbers of cases are being taken for them. */
const mostSets = 50;
const notMakers =
  /^(case|patient|pat|subject|sub|scan|id|site|cent(?:er|re)|ses|session|visit|time|timepoint|tp|day|week|month|slice|left|right)?[-_. ]*\d*$/i;

/** `pat1_anna.nii.gz` beside `pat1_ben.nii.gz`: the case and who made the mask in one name. */
export function flatLayout(all: readonly string[]): FoundLayout | null {
  const folders = [...new Set(all.map(parentPath))];
  const images = new Set(folders.filter((folder) => isImageFolder(folder, folders)));
  const files = all.filter((path) => !images.has(parentPath(path)));
  const names = files.map(splitName);
  const longest = Math.max(...names.map(({ pieces }) => (pieces.length + 1) / 2));
  const readings: Reading[] = [];
  for (const fromEnd of [false, true]) {
    for (let at = 0; at < longest; at++) {
      for (let size = 1; at + size <= longest; size++) {
        const reading = readingOf(names, (words) => (fromEnd ? words - at - size : at), size);
        if (reading) readings.push(reading);
      }
    }
  }
  const best = readings.sort(byPlausibility).find((reading) => isExpressible(reading, files));
  return best ? layoutOf(best, files, images) : null;
}

function splitName(path: string): SplitName {
  const [stem, ending] = splitExtension(baseName(path));
  return { path, pieces: stem.split(/([-_. ]+)/), ending };
}

/** Every name read with the case in the same place; null if that gives no two sets of two cases. */
function readingOf(
  names: readonly SplitName[],
  startOf: (words: number) => number,
  size: number,
): Reading | null {
  const all = names.flatMap((name) => placedAt(name, startOf((name.pieces.length + 1) / 2), size));
  const sizes = new Map<string, number>();
  for (const { pattern } of all) sizes.set(pattern, (sizes.get(pattern) ?? 0) + 1);
  const placed = all.filter(({ pattern, maker }) => sizes.get(pattern)! > 1 && !maker.every(namesImage));
  const makers = new Map(placed.map(({ pattern, maker }) => [pattern, maker]));
  const cases = new Set(placed.map(({ id }) => id));
  if (makers.size < 2 || makers.size > mostSets || cases.size < 2) return null;
  const masks = names.length - all.filter(({ maker }) => maker.every(namesImage)).length;
  const isMostOfIt = placed.length * 2 > masks && placed.length * 2 >= makers.size * cases.size;
  if (!isMostOfIt || new Set(placed.map(({ pattern }) => parentPath(pattern))).size > 1) return null;
  const shortNames = withoutCommonWords(makers);
  const makerNames = [...shortNames.values()];
  if (makerNames.every((name) => notMakers.test(name)) || makerNames.some(isKnownClass)) return null;
  const likeness = meanLikeness(new Set(placed.map(nameOfCase)));
  const margin = likeness - meanLikeness(makerNames);
  if (margin < 0 || (margin === 0 && cases.size <= makers.size)) return null;
  return { placed, names: shortNames, cases, likeness, size };
}

function placedAt({ path, pieces, ending }: SplitName, start: number, size: number): Placed[] {
  const [first, last] = [2 * start, 2 * (start + size) - 1];
  if (start < 0 || last > pieces.length || size * 2 > pieces.length) return [];
  const id = pieces.slice(first, last).join("");
  const before = pieces.slice(0, first).join("");
  const after = pieces.slice(last).join("") + ending;
  const maker = [...pieces.slice(0, first), ...pieces.slice(last)].filter((piece) => /[^-_. ]/.test(piece));
  if (id === "" || maker.length === 0) return [];
  const folder = parentPath(path);
  const own = baseName(folder) === id ? joinPath(parentPath(folder), "{case}") : folder;
  return [{ path, id, before, after, maker, pattern: joinPath(own, `${before}{case}${after}`) }];
}

/** Names of makers by pattern. A word that all share stays if it tells a role, or before a bare number. */
function withoutCommonWords(makers: ReadonlyMap<string, readonly string[]>): Map<string, string> {
  const lists = [...makers.values()];
  const isCommon = (word: string | undefined) =>
    word !== undefined && lists.every((words) => words.includes(word));
  return new Map(
    [...makers].map(([pattern, words]) => {
      const own = words.filter((word, at) => {
        const next = words[at + 1];
        return !isCommon(word) || tellsRole(word) || (/^\d+$/.test(next ?? "") && !isCommon(next));
      });
      return [pattern, (own.length > 0 ? own : words).join("_")];
    }),
  );
}

/** The 1 of `AB_rater_1` is no case. */
function nameOfCase({ id, before }: Placed): string {
  const above = before.split(/[-_. ]+/).at(-2) ?? "";
  return /^\d+$/.test(id) && !/\d/.test(above) && namesMaker(above) ? `${above}_${id}` : id;
}

/** Likeness of names to those of cases, and not of raters, models or kinds of mask. */
function meanLikeness(names: Iterable<string>): number {
  const all = [...names].map((name) => {
    const numbered = /\d/.test(name) || isCaseWord(name) ? 1 : 0;
    const lettered = numbered > 0 && /[a-z]/i.test(name) ? 0.5 : 0;
    return numbered + lettered - (namesMaker(name) ? 2 : 0) - (/seg|mask|label/i.test(name) ? 1 : 0);
  });
  return all.reduce((sum, one) => sum + one, 0) / all.length;
}

function byPlausibility(a: Reading, b: Reading): number {
  const fill = ({ placed, names, cases }: Reading) => placed.length / (names.size * cases.size);
  return (
    b.placed.length - a.placed.length ||
    a.names.size - b.names.size ||
    fill(b) - fill(a) ||
    b.likeness - a.likeness ||
    a.size - b.size
  );
}

/** The pattern of each set finds the masks of that set and no others. */
function isExpressible({ placed }: Reading, files: readonly string[]): boolean {
  const sets = new Map<string, Placed[]>();
  for (const one of placed) sets.set(one.pattern, [...(sets.get(one.pattern) ?? []), one]);
  return [...sets.values()].every((masks) => {
    const [{ before, after }] = masks as [Placed];
    const matched = files
      .map(baseName)
      .filter(
        (name) =>
          name.startsWith(before) && name.endsWith(after) && name.length > before.length + after.length,
      );
    return matched.length === masks.length;
  });
}

function layoutOf(
  { placed, names }: Reading,
  files: readonly string[],
  images: ReadonlySet<string>,
): FoundLayout {
  const used = new Set(placed.map(({ path }) => path));
  const others = files.filter((path) => !used.has(path));
  return {
    title: "the case and who made the mask in one file name",
    groups: grouped(
      placed,
      ({ pattern }) => pattern,
      ({ id }) => id,
      ({ pattern }) => names.get(pattern)!,
    ),
    checks: [
      "Names were split where cases and makers repeat: is {case} the case in every pattern?",
      ...leftOutImages(images),
      ...(others.length > 0
        ? [`Left out, images by name or in no set of two cases: ${someOf(others)}.`]
        : []),
    ],
  };
}
