import { mean } from "../inference/descriptive.ts";
import { meanInterval } from "../inference/interval.ts";

/** A queue of masks with errors of known place. */
export interface QueueRound {
  /** Errors that each item shows, by their number, in the order of the queue. */
  readonly found: readonly (readonly number[])[];
  /** Errors that were put in. */
  readonly errors: number;
}

/** Lengths of a queue at which its precision is told. */
export const precisionPlaces = [5, 10, 20] as const;

export interface QueuePrecision {
  readonly k: number;
  /** Mean over rounds of the share of the first k items that show an error. */
  readonly precision: number;
  /** 95 % interval over rounds; null if they are all alike, or one. */
  readonly low: number | null;
  readonly high: number | null;
  /** The same expected of the items in random order. */
  readonly random: number;
  readonly ratio: number | null;
  /** Rounds with at least k items. */
  readonly rounds: number;
}

/** Precision of the first items; rounds with fewer are left out, and lengths that no round has. */
export function queuePrecision(rounds: readonly QueueRound[]): QueuePrecision[] {
  return precisionPlaces.flatMap((k) => {
    const long = rounds.filter(({ found }) => found.length >= k);
    if (long.length === 0) return [];
    const precisions = long.map(({ found }) => hitsOf(found.slice(0, k)) / k);
    const random = mean(long.map(({ found }) => hitsOf(found) / found.length));
    const precision = mean(precisions);
    const ratio = random > 0 ? precision / random : null;
    // Rounds that are all alike do not tell how much others would differ.
    const interval =
      new Set(precisions).size > 1 ? meanInterval(precisions, [0, 1]) : { low: null, high: null };
    return [{ k, precision, ...interval, random, ratio, rounds: long.length }];
  });
}

function hitsOf(found: QueueRound["found"]): number {
  return found.filter((errors) => errors.length > 0).length;
}

export interface GainPoint {
  /** Items looked at. */
  readonly items: number;
  /** Mean share of the errors that they show. */
  readonly found: number;
  /** The same expected of the items in random order. */
  readonly random: number;
}

/** Lengths at which the gain curve is drawn, up to the longest queue. */
const curvePoints = 40;

/** Share of the errors found by the number of items looked at, mean over rounds in which any error was put in. */
export function gainCurve(rounds: readonly QueueRound[]): GainPoint[] {
  const used = rounds.filter(({ errors }) => errors > 0);
  if (used.length === 0) return [];
  const longest = Math.max(0, ...used.map(({ found }) => found.length));
  const step = Math.max(1, Math.ceil(longest / curvePoints));
  const lengths = new Set([
    ...Array.from({ length: Math.floor(longest / step) }, (_, k) => (k + 1) * step),
    longest,
  ]);
  return [...lengths].map((items) => ({
    items,
    found: mean(used.map(({ found, errors }) => new Set(found.slice(0, items).flat()).size / errors)),
    random: mean(used.map((round) => foundAtRandom(round, items))),
  }));
}

/** One less the probability that none of the items that show an error is among the first. */
function foundAtRandom({ found, errors }: QueueRound, items: number): number {
  const n = found.length;
  const shows = new Array<number>(errors).fill(0);
  for (const one of found) for (const error of one) shows[error]++;
  const missed = shows.map((showing) => {
    let probability = 1;
    for (let k = 0; k < showing; k++) probability *= Math.max(0, n - items - k) / (n - k);
    return probability;
  });
  return 1 - mean(missed);
}
