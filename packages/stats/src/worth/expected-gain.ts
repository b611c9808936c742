import { type Interval, noInterval } from "../interval-options.ts";
import { type ColumnBootstrapOptions, drawnColumns, percentileInterval } from "./column-bootstrap.ts";
import { type IsotonicStep, isotonicSteps, isotonicValue } from "./isotonic.ts";
import { pairPoints, qualityPairs } from "./quality-pairs.ts";
import type { WorthColumn } from "./worth-column.ts";

/** Mean downstream gain of pairs whose labels differ by a gap. */
export interface ExpectedGain extends Interval {
  readonly gap: number;
  /** Null: no pair of versions is as close as this. */
  readonly gain: number | null;
  /** The gap is larger than any observed: the gain is that of the largest. */
  readonly beyondObserved: boolean;
  /** Gains of the resamples, for what is derived from them; those without a value are left out. */
  readonly resampled: readonly number[];
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
 * E[gain | gap] as a function that does not decrease, pairs of equal gap pooled; intervals are percentiles over
 * resampled columns (METHODS 7.4, 7.5), none for fewer than two columns.
 */
export function gainCurve(columns: readonly WorthColumn[], options: ColumnBootstrapOptions = {}): GainCurve {
  const points = pairPoints(qualityPairs(columns), ({ gain }) => gain);
  const steps = isotonicSteps(points);
  const resampledSteps = (columns.length < 2 ? [] : drawnColumns(columns.length, options)).map((weights) =>
    isotonicSteps(points, ({ column }) => weights[column]),
  );
  const largest = points.at(-1)?.x ?? 0;
  const at = (gap: number): ExpectedGain => {
    const resampled = resampledSteps
      .map((curve) => isotonicValue(curve, gap))
      .filter((value) => value !== null);
    const gain = isotonicValue(steps, gap);
    const interval = gain === null ? noInterval : percentileInterval(resampled, options.level);
    return { gap, gain, ...interval, beyondObserved: gap > largest, resampled };
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
