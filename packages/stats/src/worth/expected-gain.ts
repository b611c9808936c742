import { type Interval, noInterval as none } from "../inference/interval-options.ts";
import { getOrCreate } from "../scores/get-or-create.ts";
import { type IsotonicStep, isotonicSteps, isotonicValue } from "./isotonic.ts";
import { pairPoints, qualityPairs } from "./quality-pairs.ts";
import { type PairWeight, type ResamplingOptions, tableResampling } from "./table-resampling.ts";
import type { WorthColumn } from "./worth-column.ts";

/** Mean downstream gain of pairs whose labels differ by a gap. */
export interface ExpectedGain extends Interval {
  readonly gap: number;
  /** Null: the gap is smaller or larger than that of any pair of versions. */
  readonly gain: number | null;
  /** Mean of all pairs; null without pairs. */
  readonly largestGap: number | null;
  /** The gap is larger than any observed: there is no gain. */
  readonly beyondObserved: boolean;
  /** Reason why there is no interval, or nothing at all; null if there is one. */
  readonly noInterval: string | null;
}

export interface GainCurve {
  /** Isotonic E[gain | gap]. */
  readonly steps: readonly IsotonicStep[];
  at(gap: number): ExpectedGain;
  /** The smallest observed gap with a lower limit of the expected gain above `relevantGain`; null: none. */
  smallestGapWithGain(relevantGain: number): number | null;
}

/** The smallest gap with a gain is looked for among this many gaps. */
const mostGapsTried = 200;

/**
 * E[gain | gap] as a function that does not decrease, pairs of equal gap pooled; intervals over datasets and versions
 * (docs/methods/worth.md), none for columns of one dataset.
 */
export function gainCurve(columns: readonly WorthColumn[], options: ResamplingOptions = {}): GainCurve {
  const points = pairPoints(qualityPairs(columns), ({ gain }) => gain);
  const steps = isotonicSteps(points);
  const resampling = tableResampling(columns, options);
  const curves = new Map<PairWeight, readonly IsotonicStep[]>();
  const curveOf = (weight: PairWeight) => getOrCreate(curves, weight, () => isotonicSteps(points, weight));
  const largestGap = points.at(-1)?.x ?? null;
  const at = (gap: number): ExpectedGain => {
    const beyondObserved = largestGap === null || gap > largestGap;
    const gain = beyondObserved ? null : isotonicValue(steps, gap);
    const interval =
      gain === null ? none : resampling.intervalOf((weight) => isotonicValue(curveOf(weight), gap));
    const noInterval = beyondObserved
      ? "the gap is beyond the largest of any pair of versions"
      : gain === null
        ? "the gap is below the smallest of any pair of versions"
        : (resampling.noInterval ??
          (interval.low === null ? "too few datasets have pairs with such a gap" : null));
    return { gap, gain, ...interval, largestGap, beyondObserved, noInterval };
  };
  return {
    steps,
    at,
    smallestGapWithGain: (relevantGain) => {
      const gaps = thinned([...new Set(points.map(({ x }) => x))]);
      return gaps.find((gap) => (at(gap).low ?? Number.NEGATIVE_INFINITY) > relevantGain) ?? null;
    },
  };
}

function thinned(ascending: readonly number[]): number[] {
  const step = Math.max(1, ascending.length / mostGapsTried);
  const count = Math.min(ascending.length, mostGapsTried);
  return Array.from({ length: count }, (_, at) => ascending[Math.floor(at * step)]);
}
