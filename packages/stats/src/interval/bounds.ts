import { mean } from "../inference/descriptive.ts";
import { meanInterval } from "../inference/interval.ts";
import {
  defaultLevel,
  type Interval,
  type IntervalOptions,
  noInterval,
} from "../inference/interval-options.ts";
import type { JointNoise, NoStatistics } from "../joint-noise/joint-noise-types.ts";
import type { AnnotationNoise } from "../noise/annotation-noise.ts";
import { noiseBounds } from "../noise/noise-bounds.ts";
import type {
  BiasSensitivity,
  BracketCondition,
  CorrectedInterval,
  ModelScore,
} from "../noise/noise-bounds-type.ts";
import { type ModelField, notEstimable } from "../noise/not-estimable.ts";
import { type CaseSeries, caseValues } from "../scores/case-series.ts";
import type { LabelScores } from "../scores/label-scores.ts";
import { agreementRange, similaritySign } from "../scores/metric-traits.ts";
import { randomRatersInterval } from "./random-raters.ts";
import { interRater, intraRater } from "./reliability.ts";
import type { Reliability } from "./reliability-type.ts";

/** The bounds of one label and metric. */
export interface Bound {
  readonly label: number;
  readonly name: string;
  readonly metric: string;
  readonly unit: string;
  /** Direction in which agreement grows. Metrics that are best at zero enter by their size, hence `lower`. */
  readonly direction: "higher" | "lower";
  /** Agreement between raters, the lower bound of the Peak Ground Truth. */
  readonly inter: Reliability;
  /** Agreement of raters with their own repeats, the upper bound. Null without any repeat that has a value. */
  readonly intra: Reliability | null;
  /**
   * The Peak Ground Truth. `low` and `high` are the numeric ends of the papers' bracket [inter, intra]: where a
   * larger value is more alike, `low` is inter and `high` is intra; where a smaller one is (distances), `low` is
   * intra and `high` is inter. The end that belongs to a bound that is not known is null.
   *
   * `estimate` is the truth's score against one rater without shared bias, by the noise model; `fixedRaters` and `randomRaters` are
   * its intervals.
   */
  readonly pgt: Interval & {
    readonly estimate: number | null;
    readonly fixedRaters: Interval;
    readonly randomRaters: Interval | null;
  };
  /** Score of a model that knows the truth and a rater's style, by the noise model. */
  readonly ceiling: ModelScore | null;
  /** Annotation noise of the label in mm, the same for all its metrics. */
  readonly noiseMm: AnnotationNoise | null;
  /** Shared bias in mm from which on the truth scores below inter. */
  readonly tippingBiasMm: number | null;
  /** The truth's score under a shared bias. */
  readonly sensitivity: BiasSensitivity | null;
  /** Shared biases for which the papers' bracket holds the truth's score; null also if for none. */
  readonly bracketHolds: BracketCondition | null;
  /** The tool's own interval of the Peak Ground Truth. */
  readonly corrected: CorrectedInterval | null;
  /** Reasons why fields of the noise model, all of this project's derivation (docs/methods/noise-model.md), is null. */
  readonly notEstimable: Readonly<Partial<Record<ModelField, string>>>;
}

export function bound(
  scores: LabelScores,
  options: IntervalOptions = {},
  noise: AnnotationNoise | null = null,
  joint?: JointNoise | NoStatistics,
): Bound {
  const { tensor, metric, comparedRaters, repeatingRaters } = scores;
  const inter = reliability(
    scores,
    scores.inter,
    comparedRaters,
    (some) => interRater(tensor, some, scores.independent),
    options,
  );
  const intra =
    repeatingRaters.length === 0
      ? null
      : reliability(scores, scores.intra, repeatingRaters, (some) => intraRater(tensor, some), options);
  const direction = similaritySign(metric) === 1 ? "higher" : "lower";
  const model = noiseBounds(metric, inter, intra, noise, joint);
  const { truth, ...ofModel } = model;
  return {
    label: scores.label,
    name: scores.name,
    metric: metric.key,
    unit: metric.definition.unit,
    direction,
    inter,
    intra,
    pgt: {
      estimate: truth?.estimate ?? null,
      ...bracket(inter.estimate, intra?.estimate ?? null, direction),
      fixedRaters: truth?.fixedRaters ?? noInterval,
      randomRaters: truth?.randomRaters ?? null,
    },
    noiseMm: noise,
    ...ofModel,
    notEstimable: notEstimable(metric, inter, intra, noise, model, joint),
  };
}

function reliability(
  { metric, caseCount }: LabelScores,
  series: CaseSeries,
  raters: readonly string[],
  seriesOf: (raters: readonly string[]) => CaseSeries,
  options: IntervalOptions,
): Reliability {
  const values = caseValues(series);
  const range = agreementRange(metric);
  const fixedRaters = meanInterval(values, range, options);
  const randomRaters = randomRatersInterval(raters, seriesOf, range, options.level ?? defaultLevel);
  return {
    estimate: values.length > 0 ? mean(values) : null,
    fixedRaters,
    randomRaters: randomRaters && enclosing(randomRaters, fixedRaters),
    n: values.length,
    expected: caseCount,
    pairs: series.pairs,
    comparisons: series.comparisons,
    substituted: series.substituted,
    undefined: series.undefined,
  };
}

/**
 * The wider of the two ends each: raters drawn at random add to what is not known, and with few cases the degrees of
 * freedom of the raters alone would make an interval narrower than that of these very raters.
 */
function enclosing(one: Interval, other: Interval): Interval {
  const end = (a: number | null, b: number | null, of: (...ends: number[]) => number) =>
    a === null || b === null ? a : of(a, b);
  return { low: end(one.low, other.low, Math.min), high: end(one.high, other.high, Math.max) };
}

/** Ends by size; inverted bounds are put in order too, and W-INV says so. */
function bracket(inter: number | null, intra: number | null, direction: "higher" | "lower"): Interval {
  if (inter !== null && intra !== null) return { low: Math.min(inter, intra), high: Math.max(inter, intra) };
  return direction === "higher" ? { low: inter, high: intra } : { low: intra, high: inter };
}
