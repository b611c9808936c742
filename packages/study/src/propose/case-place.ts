import { namesMaker, namesMask } from "./entity-names.ts";
import { namesImage } from "./image-names.ts";
import type { PathPart, SplitPath } from "./split-path.ts";

/**
 * Place of the case in a path: words `first` to `last` of one part. Each counts from the start from 0, or from the end
 * from -1, so that `first` 0 and `last` -2 is all but the last word, however many there are.
 */
export interface CasePlace {
  readonly part: number;
  readonly first: number;
  readonly last: number;
  /** Folder below it that is the other half of the case, as the visit of a patient. */
  readonly below?: number;
}

/** Text of the case in one path, and where it stands. */
export interface FoundCase {
  readonly text: string;
  readonly part: number;
  readonly from: number;
  readonly below?: number;
}

const partOfCase =
  /^(ses|visit|v|baseline|bl|follow-?up|fu|exam|study|day|week|month|year|m|pre|post|pre-?op|post-?op|nodule|lesion|slice|series)\d*$/i;
/** More places than a tree of names has: the others are not looked at. */
const mostPlaces = 400;

/** The case of a path at a place; null for a path that has no such place. */
export function caseAt({ parts }: SplitPath, { part, first, last, below }: CasePlace): FoundCase | null {
  const index = part < 0 ? parts.length + part : part;
  const found = parts[index];
  if (!found) return null;
  if (below !== undefined) {
    return { text: `${found.text}_${parts[index + 1].text}`, part: index, from: 0, below: index + 1 };
  }
  if (first === 0 && last === -1) return { text: found.text, part: index, from: 0 };
  const { words, starts, text } = found;
  const from = first < 0 ? words.length + first : first;
  const to = last < 0 ? words.length + last : last;
  if (from < 0 || to >= words.length || from > to) return null;
  return { text: text.slice(starts[from], starts[to] + words[to].length), part: index, from: starts[from] };
}

/** Tells if a place is a whole folder or a whole file name. */
export function isWhole({ first, last }: CasePlace): boolean {
  return first === 0 && last === -1;
}

/**
 * Lists the places where a case may stand: whole parts, and runs of words that differ at both ends, with the words
 * before them that are the same everywhere (`case_001`).
 */
export function casePlaces(paths: readonly SplitPath[], isAlike = false): CasePlace[] {
  const depths = paths.map(({ parts }) => parts.length);
  const [least, most] = rangeOf(depths);
  const fromEnd = Array.from({ length: most }, (_, at) => -1 - at);
  const parts = least === most ? fromEnd : [...fromEnd, ...fromEnd.map((_, at) => at)];
  const places = parts.flatMap((part) => placesIn(paths, part, isAlike));
  return [...places.slice(0, mostPlaces), ...(isAlike ? [] : pairsOfFolders(paths, fromEnd))];
}

/** Two folders that are a case together, where the lower one names a visit of a patient or a lesion in it. */
function pairsOfFolders(paths: readonly SplitPath[], parts: readonly number[]): CasePlace[] {
  return parts.flatMap((part) => {
    const lower = paths.map((path) => path.parts.at(part + 1)?.words[0] ?? "");
    const isPair = part < -2 && lower.every((word) => partOfCase.test(word));
    return isPair ? [{ part, first: 0, last: -1, below: part + 1 }] : [];
  });
}

/** @param isAlike runs of words that are the same everywhere are taken instead: the one case of few files. */
function placesIn(paths: readonly SplitPath[], part: number, isAlike: boolean): CasePlace[] {
  const found = paths.map(({ parts }) => parts.at(part)).filter((one) => one !== undefined);
  const [least, most] = rangeOf(found.map(({ words }) => words.length));
  const differs = Array.from({ length: 2 * most }, (_, at) => differsAt(found, at - most));
  const isFree = (word: number) => differs[word + most] !== isAlike;
  const isNumber = (word: number) => found.every(({ words }) => /^\d{0,2}$/.test(words.at(word) ?? ""));
  const forward = Array.from({ length: most }, (_, at) => at);
  const backward = forward.map((at) => at - most);
  const spans: CasePlace[] = [];
  const add = (firsts: readonly number[], lasts: readonly number[]) => {
    for (const first of firsts.filter(isFree)) {
      for (const last of lasts.filter(isFree)) {
        const isSameEnd = first < 0 === last < 0;
        if (isSameEnd && first > last) continue;
        // The 1 of a folder `anna_1` is no case.
        if (part !== -1 && first !== 0 && first === last && isNumber(first)) continue;
        spans.push({ part, first: isAlike ? first : startOf(found, first, isFree), last });
      }
    }
  };
  add(forward, forward);
  if (least !== most) {
    add(backward, backward);
    add(forward, backward);
  }
  return [{ part, first: 0, last: -1 }, ...spans];
}

/** Takes in words before that are the same everywhere and name neither a maker nor a kind of file. */
function startOf(found: readonly PathPart[], first: number, isFree: (word: number) => boolean): number {
  let start = first;
  const edge = first < 0 ? -Math.min(...found.map(({ words }) => words.length)) : 0;
  while (start > edge && !isFree(start - 1)) {
    const before = found[0].words.at(start - 1) ?? "";
    if (namesMaker(before) || namesMask(before) || namesImage(before)) break;
    start--;
  }
  return start;
}

function differsAt(parts: readonly PathPart[], word: number): boolean {
  let seen: string | undefined;
  for (const { words } of parts) {
    const own = words.at(word);
    if (own === undefined) continue;
    if (seen !== undefined && own !== seen) return true;
    seen = own;
  }
  return false;
}

function rangeOf(counts: readonly number[]): [least: number, most: number] {
  let [least, most] = [Number.POSITIVE_INFINITY, 0];
  for (const count of counts) {
    if (count < least) least = count;
    if (count > most) most = count;
  }
  return [least, most];
}

/** The longest case that is known and stands in a path, the nearer to the file name the sooner. */
export function knownCaseIn({ parts }: SplitPath, cases: ReadonlySet<string>): FoundCase | null {
  for (let part = parts.length - 1; part >= 0; part--) {
    const { text, words, starts } = parts[part];
    if (cases.has(text)) return { text, part, from: 0 };
    for (let size = words.length; size > 0; size--) {
      for (let first = 0; first + size <= words.length; first++) {
        const last = first + size - 1;
        const span = text.slice(starts[first], starts[last] + words[last].length);
        // A short number may stand anywhere.
        const isTelling = /[a-z]/i.test(span) || span.length > 3;
        if (isTelling && cases.has(span)) return { text: span, part, from: starts[first] };
      }
    }
  }
  return null;
}
