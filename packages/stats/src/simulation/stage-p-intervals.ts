import { mean } from "../inference/descriptive.ts";
import { foldedNormalMean } from "../inference/folded-normal.ts";
import { meanInterval } from "../inference/interval.ts";
import { type Interval, noInterval } from "../inference/interval-options.ts";
import { randomRatersInterval } from "../interval/random-raters.ts";
import { randomRatersIntervals } from "../joint-noise/joint-noise.ts";
import type { StructureScores } from "../joint-noise/joint-noise-types.ts";
import { toleratedRho } from "../joint-noise/model-constants.ts";
import { caseValues } from "../scores/case-series.ts";
import type { MetricTraits } from "../scores/metric-traits.ts";
import { type BracketIntervals, bracketIntervals, type ReliabilityEstimate } from "./bracket-intervals.ts";
import { interSeriesOf, intraSeriesOf, type PolarScores, polarStructure, raterNames } from "./polar-study.ts";
import type { ReferenceKind } from "./stage-p-cells.ts";

/** The overlap of outlines, as the statistics see a metric. */
export const overlapTraits: MetricTraits = {
  key: "overlap of outlines",
  definition: {
    unit: "",
    range: [0, 1],
    direction: "higher",
    displacement: "loss-of-mean",
    identical: 1,
    symmetric: true,
  },
};

/** Inter and intra of a simulated study, each with the interval that the tool gives it. */
export interface StagePBounds {
  readonly inter: ReliabilityEstimate;
  readonly intra: ReliabilityEstimate;
}

/**
 * "Raters like these" from three raters on; with two that is not estimable and the interval of "these raters" stands
 * in, as in the command.
 */
export function stagePBounds({ inter, intra }: PolarScores): StagePBounds {
  const raters = raterNames(intra[0].length);
  return {
    inter: reliability(raters, interSeriesOf(inter, raters.length)),
    intra: reliability(raters, intraSeriesOf(intra)),
  };
}

function reliability(
  raters: readonly string[],
  seriesOf: ReturnType<typeof intraSeriesOf>,
): ReliabilityEstimate {
  const { range } = overlapTraits.definition;
  const values = caseValues(seriesOf(raters));
  const interval = randomRatersInterval(raters, seriesOf, range) ?? meanInterval(values, range);
  return { estimate: mean(values), low: interval.low, high: interval.high };
}

/** Intervals of one simulated study: I0 to I4, and `joint`, the tool's own. */
export interface StagePIntervals extends BracketIntervals {
  /** By the joint noise model; not given against a consensus. */
  readonly joint: Interval;
}

/**
 * The intervals of docs/methods/simulation.md for the truth against one rater, or against the consensus of the study's
 * raters.
 */
export function stagePIntervals(
  bounds: StagePBounds,
  joint: Interval,
  reference: ReferenceKind,
  raters: number,
): StagePIntervals {
  const plain = bracketIntervals({ metric: overlapTraits, ...bounds });
  return reference === "one rater"
    ? { ...plain, joint }
    : { ...consensusIntervals(plain, bounds, raters), joint: noInterval };
}

/** The tool's own interval against a rater like these, from one structure alone. */
export function stagePJoint(study: PolarScores): Interval {
  return randomRatersIntervals([overlapStructure(study)])[0] ?? noInterval;
}

/** A simulated study as one structure of the joint noise model. */
export function overlapStructure({ inter, intra }: PolarScores): StructureScores {
  return { scale: { kind: "overlap" }, ...polarStructure(inter, intra), mmPerUnit: null };
}

/**
 * Against the mean-distance consensus of K raters the variance of docs/methods/noise-model.md is mu² + (tau² +
 * sigma²) / K, and that of the ceiling sigma² / K. I0 and I1, which know nothing of references, stay as they are.
 */
function consensusIntervals(
  plain: BracketIntervals,
  { inter, intra }: StagePBounds,
  raters: number,
): BracketIntervals {
  const scale = (bias: number) => foldedNormalMean(bias, 1 / raters) / foldedNormalMean(0, 2);
  const score = (agreement: number | null, bias: number) =>
    agreement === null ? null : Math.max(0, 1 - (1 - agreement) * scale(bias));
  return {
    ...plain,
    i2: { low: score(inter.low, 0), high: score(inter.high, 0) },
    i3: { low: score(inter.estimate, toleratedRho), high: score(intra.estimate, 0) },
    i4: { low: score(inter.low, toleratedRho), high: score(intra.high, 0) },
  };
}
