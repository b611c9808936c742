import {
  adjustFamily,
  type BoundComparison,
  casesNeeded,
  isBelowZero,
  position,
} from "./bound-comparison.ts";
import { type CaseSeries, caseValues } from "./case-series.ts";
import { mean } from "./descriptive.ts";
import { meanInterval } from "./interval.ts";
import { defaultLevel, type IntervalOptions } from "./interval-options.ts";
import type { LabelScores } from "./label-scores.ts";
import { agreementRange, similaritySign } from "./metric-traits.ts";
import { type PairedDifference, pairedDifference } from "./paired.ts";
import { type Evidence, type PlacementState, placementState } from "./placement-state.ts";
import { interRater, interRaterOf, intraRater, intraRaterOf, modelAgainstRaters } from "./reliability.ts";

/**
 * What a model is judged against, and with it which bounds apply (METHODS 3.9: always of the same type):
 * - `raters`: mean of its scores against each rater, compared with inter and intra;
 * - one rater r: its score against r, compared with inter|r and intra|r.
 */
export type ReferenceType = "raters" | { readonly rater: string };

/** One model on the interval of one label and metric. */
export interface Placement {
  readonly model: string;
  readonly label: number;
  readonly name: string;
  readonly metric: string;
  /** `raters` or the id of the one rater it is judged against. */
  readonly reference: string;
  /** Mean over cases of the model's score against its reference, and its (F) interval. */
  readonly estimate: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly state: PlacementState;
  /** The state in words. */
  readonly text: string;
  /** Cases used, of the study's `expected`. */
  readonly n: number;
  readonly expected: number;
  /** How many comparisons count as the worst case because the model missed the structure. */
  readonly substituted: number;
  /** Undefined comparisons by reason; those substituted are counted here too. */
  readonly undefined: Readonly<Record<string, number>>;
  /** Against inter-rater agreement; null without it. */
  readonly lower: BoundComparison | null;
  /** Against intra-rater agreement; null without it. */
  readonly upper: BoundComparison | null;
}

/**
 * Places one model on every label and metric. Within one metric, its comparisons with both bounds over all labels are
 * one family, adjusted by Holm.
 */
export function placeModel(
  model: string,
  scores: readonly LabelScores[],
  raters: readonly string[],
  reference: ReferenceType = "raters",
  options: IntervalOptions = {},
): Placement[] {
  const candidates = scores.map((entry) => candidate(model, entry, raters, reference));
  const metrics = new Set(scores.map(({ metric }) => metric.key));
  const level = options.level ?? defaultLevel;
  const adjusted = new Map(
    [...metrics].flatMap((key) => {
      const ofMetric = candidates.filter(({ scores: entry }) => entry.metric.key === key);
      const family = ofMetric.flatMap(({ lower, upper }) => [lower, upper]);
      return [
        ...adjustFamily(
          family.filter((entry) => entry !== null),
          level,
        ),
      ];
    }),
  );
  const referenceName = reference === "raters" ? "raters" : reference.rater;
  return candidates.map((entry) => placement(model, referenceName, entry, adjusted, options));
}

/** A model's case values beside the bounds that apply to its reference. */
interface Candidate {
  readonly scores: LabelScores;
  readonly series: CaseSeries;
  readonly lower: PairedDifference | null;
  readonly upper: PairedDifference | null;
  /** intra - inter, per case, in terms of similarity. */
  readonly width: PairedDifference | null;
}

function candidate(
  model: string,
  scores: LabelScores,
  raters: readonly string[],
  reference: ReferenceType,
): Candidate {
  const { tensor } = scores;
  const sign = similaritySign(scores.metric);
  const isSingle = reference !== "raters";
  const series = modelAgainstRaters(tensor, model, isSingle ? [reference.rater] : raters);
  const inter = isSingle ? interRaterOf(tensor, raters, reference.rater) : interRater(tensor, raters);
  const intra = isSingle ? intraRaterOf(tensor, reference.rater) : intraRater(tensor, raters);
  return {
    scores,
    series,
    lower: pairedDifference(series, inter, sign),
    upper: pairedDifference(series, intra, sign),
    width: pairedDifference(intra, inter, sign),
  };
}

function placement(
  model: string,
  reference: string,
  { scores, series, lower, upper, width }: Candidate,
  adjusted: ReadonlyMap<PairedDifference, BoundComparison>,
  options: IntervalOptions,
): Placement {
  const level = options.level ?? defaultLevel;
  const values = caseValues(series);
  const toLower = lower && adjusted.get(lower)!;
  const toUpper = upper && adjusted.get(upper)!;
  const evidence: Evidence = {
    lower: position(toLower, level),
    upper: position(toUpper, level),
    boundsInverted: isBelowZero(width, level),
    casesNeeded: toLower && toUpper && casesNeeded(toLower, toUpper),
  };
  return {
    model,
    label: scores.label,
    name: scores.name,
    metric: scores.metric.key,
    reference,
    estimate: values.length > 0 ? mean(values) : null,
    ...meanInterval(values, agreementRange(scores.metric), options),
    ...placementState(evidence),
    n: values.length,
    expected: scores.caseCount,
    substituted: series.substituted,
    undefined: series.undefined,
    lower: toLower,
    upper: toUpper,
  };
}
