import { type Interval, noInterval as none } from "../inference/interval-options.ts";
import { type IsotonicStep, type IsotonicTies, isotonicSteps } from "./isotonic.ts";
import { outcome, pairPoints, type QualityPair, qualityPairs } from "./quality-pairs.ts";
import {
  type PairWeight,
  percentileInterval,
  type ResamplingOptions,
  shareInterval,
  type TableResampling,
  tableResampling,
} from "./table-resampling.ts";
import type { WorthColumn } from "./worth-column.ts";

/** Share of pairs in which the better labels gave the better model, ties counting half. */
export interface Concordance extends Interval {
  readonly pairs: number;
  /** Null without pairs. */
  readonly share: number | null;
}

/** Pairs whose gap lies above `above` and at or below `upTo`. */
export interface GapBin extends Concordance {
  readonly above: number;
  /** Null: without end. */
  readonly upTo: number | null;
}

/** The smallest gap from which on the isotonic concordance is at least `probability` (docs/methods/worth.md). */
export interface ReliableGap {
  readonly probability: number;
  /** Null: not reached. So too for the ends of the interval, if there are resamples. */
  readonly gap: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Share of resamples in which it is not reached; null without resamples, and then there is no interval. */
  readonly notReached: number | null;
  /** The same with pairs of equal gap pooled into one value. */
  readonly tiesPooled: number | null;
}

export interface GapConcordance extends Concordance {
  readonly columns: number;
  /** Reason why there are no intervals; null if there are. */
  readonly noInterval: string | null;
  readonly bins: readonly GapBin[];
  /** Isotonic C(gap). */
  readonly steps: readonly IsotonicStep[];
  readonly reliable: readonly ReliableGap[];
}

export interface GapConcordanceOptions extends ResamplingOptions {
  /** Inner ends of the bins, ascending. */
  readonly binEnds: readonly number[];
  readonly probabilities?: readonly number[];
  readonly ties?: IsotonicTies;
}

/** Rounding of a mean of halves. */
const slack = 1e-12;

/**
 * Concordance of quality and downstream score over the pairs of versions inside a column, overall, by gap, and as a
 * function of the gap that does not decrease (docs/methods/worth.md). Intervals over datasets and versions; none for
 * columns of one dataset, and of gaps none for fewer than five datasets.
 */
export function gapConcordance(
  columns: readonly WorthColumn[],
  options: GapConcordanceOptions,
): GapConcordance {
  const { binEnds, probabilities = [0.75, 0.9], ties = "primary", level } = options;
  const pairs = qualityPairs(columns);
  const resampling = tableResampling(columns, options);
  const points = pairPoints(pairs, outcome);
  const reached = (weight: PairWeight | undefined, how: IsotonicTies) => {
    const steps = isotonicSteps(points, weight, how);
    return (probability: number) =>
      steps.find(({ value }) => value >= probability - slack)?.from ?? Number.POSITIVE_INFINITY;
  };
  const [observed, pooled] = [reached(undefined, ties), reached(undefined, "secondary")];
  const resampled = resampling.draws.map((weight) => reached(weight, ties));
  return {
    ...concordanceOf(pairs, resampling, level),
    columns: columns.length,
    noInterval: resampling.noInterval,
    bins: binsOf(pairs, binEnds, resampling, level),
    steps: isotonicSteps(points, undefined, ties),
    reliable: probabilities.map((probability) => {
      const gaps = resampled.map((gapAt) => gapAt(probability));
      const { low, high } = percentileInterval(gaps, level);
      const never = gaps.filter((gap) => gap === Number.POSITIVE_INFINITY).length;
      return {
        probability,
        gap: finite(observed(probability)),
        low: finite(low),
        high: finite(high),
        notReached: gaps.length > 0 ? never / gaps.length : null,
        tiesPooled: finite(pooled(probability)),
      };
    }),
  };
}

/** The pairs with a gap in the same bin as `gap`. */
export function binOf<B extends Pick<GapBin, "above" | "upTo">>(bins: readonly B[], gap: number): B | null {
  return bins.find(({ above, upTo }) => gap > above && (upTo === null || gap <= upTo)) ?? null;
}

function concordanceOf(
  pairs: readonly QualityPair[],
  { intervalOf, datasets }: TableResampling,
  level: number | undefined,
): Concordance {
  const shareOf = (weightOf: PairWeight) => {
    let [sum, count] = [0, 0];
    for (const pair of pairs) {
      const weight = weightOf(pair);
      sum += weight * outcome(pair);
      count += weight;
    }
    return count === 0 ? null : sum / count;
  };
  const share = shareOf(() => 1);
  if (share === null) return { pairs: 0, share, ...none };
  return { pairs: pairs.length, share, ...shareInterval(share, intervalOf(shareOf), datasets, level) };
}

function binsOf(
  pairs: readonly QualityPair[],
  ends: readonly number[],
  resampling: TableResampling,
  level: number | undefined,
): GapBin[] {
  const lows = [0, ...ends];
  return lows.map((above, at) => {
    const upTo = ends[at] ?? null;
    const inside = pairs.filter(({ gap }) => gap > above && (upTo === null || gap <= upTo));
    return { above, upTo, ...concordanceOf(inside, resampling, level) };
  });
}

function finite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}
