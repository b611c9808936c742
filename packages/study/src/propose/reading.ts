import { type CasePlace, caseAt, isWhole } from "./case-place.ts";
import { namesMaker, namesSession } from "./entity-names.ts";
import { type ChosenStructure, mergedBatches, ofOneStructure } from "./factors.ts";
import { namesImage } from "./image-names.ts";
import {
  casesOf,
  imageSets,
  type MaskSet,
  maskCount,
  matchedSets,
  namesStructure,
  type Placed,
  setsOf,
} from "./mask-sets.ts";
import { setNames } from "./set-names.ts";
import { type SplitPath, wordsOf } from "./split-path.ts";

/** The design that a tree of names has if the case stands at one place in all of them. */
export interface Reading {
  readonly place: CasePlace;
  readonly design: Design;
  /** Share of the paths that the design explains: masks of its sets, and images. */
  readonly coverage: number;
  /** How much more the cases look like cases than the makers do; below 0 they are taken for each other. */
  readonly margin: number;
  /** Share of the cells of cases and sets that hold a mask. */
  readonly fill: number;
  readonly cases: number;
  readonly names: readonly string[];
}

/** Sets of masks of the same cases, and what was set apart on the way. */
export interface Design extends ChosenStructure {
  /** Sets that share cases, of all structures. */
  readonly matched: readonly MaskSet[];
  readonly images: readonly MaskSet[];
  /** Sets without a case in common with another. */
  readonly alone: readonly MaskSet[];
}

/** More sets than a study has makers: numbers of cases are being taken for them. */
const mostSets = 50;
const notMakers =
  /^(case|patient|pat|subject|sub|scan|id|site|cent(?:er|re)|ses|session|visit|time|timepoint|tp|s|t|v|day|week|month|slice|left|right)?[-_. ]*\d*$/i;

export interface ReadingOptions {
  /** All masks are of one case. */
  readonly isOneCase?: boolean;
  /** A person has said which names are cases or raters: likeness does not matter. */
  readonly isTold?: boolean;
}

/** Reads every path with the case at one place; null if that gives no two sets of the same cases. */
export function readingAt(
  place: CasePlace,
  paths: readonly SplitPath[],
  { isOneCase = false, isTold = false }: ReadingOptions = {},
): Reading | null {
  const found = paths.map((path) => caseAt(path, place));
  const placed = paths.flatMap((path, at): Placed[] => {
    const one = found[at];
    return one ? [[path, one]] : [];
  });
  // No two masks are of the same case.
  if (new Set(placed.map(([, { text }]) => text)).size === placed.length) return null;
  const design = designOf(setsOf(placed));
  if (!design) return null;
  const cases = casesOf(design.matched);
  if (cases.size === 1 && !isOneCase && !(isWhole(place) && place.part === -1)) return null;
  // Makers of one case each do not meet the others: what was taken for makers are cases.
  if (cases.size > 1 && design.matched.every(({ masks }) => masks.size === 1)) return null;
  const names = setNames(design.sets);
  const ofCases = placed.filter(([, { text }]) => cases.has(text)).map(nameOfCase);
  const margin = meanOf(ofCases.map(likenessOfCase)) - meanOf(names.map(withoutSessions).map(likeness));
  const isLikely = isOneCase
    ? isPlausibleOne(paths, names, margin)
    : isWhole(place)
      ? isPlausible(names, margin)
      : isPlausibleSplit(design, cases, names, margin);
  if (!isLikely && !isTold) return null;
  const explained = maskCount(design.matched) + maskCount(design.images);
  return {
    place,
    design,
    coverage: explained / paths.length,
    margin,
    fill: maskCount(design.matched) / (design.matched.length * cases.size),
    cases: cases.size,
    names,
  };
}

/** The design of sets; null if there are too many or no two of the same cases. */
export function designOf(sets: readonly MaskSet[] | null): Design | null {
  if (!sets) return null;
  const images = imageSets(sets);
  const masks = mergedBatches(sets.filter((set) => !images.has(set)));
  const matched = matchedSets(masks);
  if (matched.length < 2 || matched.length > mostSets) return null;
  const alone = masks.filter((set) => !matched.includes(set));
  return { ...ofOneStructure(matched), matched, images: [...images], alone };
}

/** One case alone: two files, or sets that say who made them, twice or by a word. */
function isPlausibleOne(paths: readonly SplitPath[], names: readonly string[], margin: number): boolean {
  if (margin < 0 || names.every(namesNobody) || names.some(namesStructure)) return false;
  if (areLikeCases(names)) return false;
  const isTwice = (name: string) => new Set(name.split("/")).size < name.split("/").length;
  return paths.length === 2 || names.every((name) => namesMaker(name) || isTwice(name));
}

function namesNobody(name: string): boolean {
  return name.split("/").every((part) => notMakers.test(part));
}

/** Whole folders or names that are the cases: the makers do not look like cases instead. */
function isPlausible(names: readonly string[], margin: number): boolean {
  if (names.every(namesSession)) return true;
  if (names.every(namesNobody)) return false;
  return margin >= 0 || !areLikeCases(names);
}

/** Most of the names look like cases, and not like makers. */
function areLikeCases(names: readonly string[]): boolean {
  const alike = names.filter((name) => (/\d{2,}/.test(name) || isCaseWord(name)) && !namesMaker(name));
  return alike.length * 2 > names.length;
}

/** Names that were split are to have more cases than sets, few gaps, and no structures for makers. */
function isPlausibleSplit(
  { sets, matched }: Design,
  cases: ReadonlySet<string>,
  names: readonly string[],
  margin: number,
): boolean {
  if (margin < 0 || (margin === 0 && cases.size <= sets.length)) return false;
  if (names.every(namesNobody) || names.some(namesStructure)) return false;
  const isHalfFull = maskCount(matched) * 2 >= matched.length * cases.size;
  return isHalfFull && (cases.size === 1 || matched.every(({ masks }) => masks.size > 1));
}

/** The 1 of `AB_rater_1` is no case. */
function nameOfCase([{ parts }, { text, part, from }]: Placed): string {
  const above = wordsOf(parts[part].text.slice(0, from)).at(-1) ?? "";
  return /^\d+$/.test(text) && !/\d/.test(above) && namesMaker(above) ? `${above}_${text}` : text;
}

function withoutSessions(name: string): string {
  return name
    .split("/")
    .filter((part) => !namesSession(part))
    .join("_");
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, one) => sum + one, 0) / values.length;
}

/** Likeness of a name to those of cases, and not of raters and models; a kind of file is neither. */
function likeness(name: string): number {
  const numbered = /\d/.test(name) || isCaseWord(name) ? 1 : 0;
  const lettered = numbered > 0 && /[a-z]/i.test(name) ? 0.5 : 0;
  const long = /\d{2}/.test(name) ? 0.25 : 0;
  return (isKind(name) ? 0 : numbered + lettered + long) - (namesMaker(name) ? 2 : 0);
}

function likenessOfCase(name: string): number {
  return likeness(name) - (isKind(name) ? 1 : 0) - (namesSession(name) ? 2 : 0);
}

function isKind(name: string): boolean {
  return /seg|mask|label/i.test(name) || namesImage(name);
}

/** Tells if a name begins as those of cases do. */
function isCaseWord(name: string): boolean {
  return /^(case|patient|pat|subject|sub|scan)/i.test(name);
}
