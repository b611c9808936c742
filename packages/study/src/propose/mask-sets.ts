import { isKnownClass } from "../cases/class-folder.ts";
import { byCodeUnit } from "../cases/image-files.ts";
import { patternOf } from "./case-pattern.ts";
import type { FoundCase } from "./case-place.ts";
import { namesSession } from "./entity-names.ts";
import { namesImage } from "./image-names.ts";
import { type SplitPath, splitEnding, wordsOf } from "./split-path.ts";

/** Masks of one pattern: their paths by case. */
export interface MaskSet {
  readonly pattern: string;
  readonly masks: ReadonlyMap<string, string>;
}

/** A path and the case found in it. */
export type Placed = readonly [path: SplitPath, found: FoundCase];

/** More patterns than a study has sets: the case was not found. */
const mostPatterns = 500;

/** One set per pattern, in order of pattern; null if they are too many, or two masks are of one case. */
export function setsOf(placed: Iterable<Placed>): MaskSet[] | null {
  const sets = new Map<string, Map<string, string>>();
  for (const [path, found] of placed) {
    const pattern = patternOf(path, found);
    let masks = sets.get(pattern);
    if (!masks) {
      if (sets.size === mostPatterns) return null;
      masks = new Map();
      sets.set(pattern, masks);
    }
    if (masks.has(found.text)) return null;
    masks.set(found.text, path.path);
  }
  return withoutEndings([...sets].map(([pattern, masks]) => ({ pattern, masks }))).sort((a, b) =>
    byCodeUnit(a.pattern, b.pattern),
  );
}

/** Sets that differ in the extension alone, and have no case in common, are one: a pattern without extension has all. */
function withoutEndings(sets: readonly MaskSet[]): MaskSet[] {
  const groups = new Map<string, MaskSet[]>();
  for (const set of sets) {
    const [stem] = splitEnding(set.pattern);
    groups.set(stem, [...(groups.get(stem) ?? []), set]);
  }
  return [...groups].flatMap(([pattern, group]) => {
    const masks = new Map(group.flatMap((set) => [...set.masks]));
    const isOne = group.length > 1 && masks.size === maskCount(group);
    return isOne ? [{ pattern, masks }] : group;
  });
}

/** Sets that share a case with another; the others are something else. */
export function matchedSets(sets: readonly MaskSet[]): MaskSet[] {
  const owners = new Map<string, number>();
  for (const { masks } of sets) for (const id of masks.keys()) owners.set(id, (owners.get(id) ?? 0) + 1);
  return sets.filter(({ masks }) => [...masks.keys()].some((id) => owners.get(id)! > 1));
}

/** Number of masks in all sets. */
export function maskCount(sets: readonly MaskSet[]): number {
  return sets.reduce((sum, { masks }) => sum + masks.size, 0);
}

export function casesOf(sets: readonly MaskSet[]): Set<string> {
  return new Set(sets.flatMap(({ masks }) => [...masks.keys()]));
}

/** Parts of a pattern: its folders, and the file name without extension. */
export function partsOf(pattern: string): string[] {
  return splitEnding(pattern)[0].split("/");
}

/**
 * Sets of images: their file names say so beside the case, or they are the case alone beside others that say more
 * (`c1`, `c1_seg`), or above the `labels` of MONAI Label. None where all would be.
 */
export function imageSets(sets: readonly MaskSet[]): Set<MaskSet> {
  const words = new Map(sets.map((set) => [set, wordsOf(fileOf(set).replaceAll("{case}", " "))] as const));
  const byName = sets.filter((set) => {
    const own = words.get(set)!;
    return own.length > 0 && (namesImage(own.join("_")) || namesImage(own.at(-1)!));
  });
  const bare = sets.filter((set) => isBareImage(set, sets, words));
  const images = new Set([...(byName.length === sets.length ? [] : byName), ...bare]);
  return images.size === sets.length ? new Set() : images;
}

function isBareImage(
  set: MaskSet,
  sets: readonly MaskSet[],
  words: ReadonlyMap<MaskSet, readonly string[]>,
): boolean {
  if (fileOf(set) !== "{case}") return false;
  const folder = folderOf(set);
  return sets.some((other) => {
    if (![...set.masks.keys()].some((id) => other.masks.has(id))) return false;
    const own = words.get(other)!;
    if (folderOf(other) === folder && own.length > 0) return !namesSession(own.join("_"));
    return folderOf(other).startsWith(`${folder}labels/`);
  });
}

function fileOf({ pattern }: MaskSet): string {
  return partsOf(pattern).at(-1)!;
}

function folderOf({ pattern }: MaskSet): string {
  return pattern.slice(0, pattern.lastIndexOf("/") + 1);
}

/** Tells if a part of a pattern is the name of a structure. */
export function namesStructure(part: string): boolean {
  return isKnownClass(part.replaceAll("{case}", "").replace(/^[-_. ]+|[-_. ]+$/g, ""));
}
