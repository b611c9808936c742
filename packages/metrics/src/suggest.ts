import { UsageError } from "./errors.ts";

/**
 * The candidates nearest to a misspelt text, nearest first, at most three; empty if none is near.
 * Near means an edit distance (insertion, deletion, substitution, swap of neighbours) of at most a third of
 * the text's length, and at least 1; a candidate that the text begins, or that begins the text, is near too.
 */
export function suggest(text: string, candidates: Iterable<string>): string[] {
  const wanted = text.toLowerCase();
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  const near: { candidate: string; distance: number }[] = [];
  for (const candidate of new Set(candidates)) {
    const known = candidate.toLowerCase();
    const distance = editDistance(wanted, known);
    const begins = wanted.length > 1 && (known.startsWith(wanted) || wanted.startsWith(known));
    if (distance <= limit || begins) near.push({ candidate, distance });
  }
  return near
    .sort((p, q) => p.distance - q.distance)
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/** ` Did you mean dice or voi?`, or nothing if no candidate is near. For the middle of a message. */
export function didYouMean(text: string, candidates: Iterable<string>): string {
  const names = suggest(text, candidates);
  return names.length === 0 ? "" : ` Did you mean ${names.join(" or ")}?`;
}

/** Optimal string alignment distance: edits and swaps of neighbours, none overlapping. */
function editDistance(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, j) => j);
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const substituted = last[j - 1] + (from[i - 1] === to[j - 1] ? 0 : 1);
      row[j] = Math.min(substituted, last[j] + 1, row[j - 1] + 1);
      const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      if (swapped) row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
    }
    beforeLast = last;
    last = row;
  }
  return last[to.length];
}

/** Every name of an object of options: the compiler sees to it that none is missing or too many. */
export type OptionKeys<Options> = { readonly [Key in keyof Required<Options>]: true };

/** Options of any work that takes a while: where they tell nothing they may be given too. */
const ofAnyWork = ["onProgress", "onPlan", "signal"];

/** @throws UsageError E_OPTION for options that are no object, or that have a name which is none of `keys`. */
export function checkOptions(options: object, keys: Readonly<Record<string, true>>): void {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw new UsageError("E_OPTION", `options: an object was expected, found ${JSON.stringify(options)}`);
  }
  const known = Object.keys(keys);
  const unknownName = Object.keys(options).find(
    (key) => !Object.hasOwn(keys, key) && !ofAnyWork.includes(key),
  );
  if (unknownName === undefined) return;
  throw new UsageError(
    "E_OPTION",
    `options: there is no option "${unknownName}".${didYouMean(unknownName, known)} The options are ${known.join(", ")}`,
  );
}
