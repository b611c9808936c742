import type { Interval } from "../inference/interval-options.ts";

/** A reliability: mean over cases, with the intervals of both estimands. */
export interface Reliability {
  /** Null if no comparison gave a value. */
  readonly estimate: number | null;
  /** These raters: raters fixed, cases random. */
  readonly fixedRaters: Interval;
  /** Raters like these: raters and cases random. Null: not estimable (fewer than three raters). */
  readonly randomRaters: Interval | null;
  /** Cases used, of the study's `expected`. */
  readonly n: number;
  readonly expected: number;
  /** Pairs of raters that gave a value; for intra, raters with repeats. */
  readonly pairs: number;
  readonly comparisons: { readonly used: number; readonly expected: number };
  /** Number of comparisons that count as the worst case because one of the two masks lacks the structure. */
  readonly substituted: number;
  /** Undefined comparisons by reason; those substituted are counted here too. */
  readonly undefined: Readonly<Record<string, number>>;
}
