import { mean } from "../inference/descriptive.ts";
import { meanInterval } from "../inference/interval.ts";
import { defaultLevel, type IntervalOptions } from "../inference/interval-options.ts";
import type { PairedDifference } from "../inference/paired.ts";
import { caseValues } from "../scores/case-series.ts";
import type { LabelScores } from "../scores/label-scores.ts";
import { agreementRange } from "../scores/metric-traits.ts";
import {
  adjustFamily,
  type BoundComparison,
  casesNeeded,
  isBelowZero,
  position,
} from "./bound-comparison.ts";
import { defaultMargin, type Equivalence, equivalence } from "./equivalence.ts";
import type { LeakSuspicion, ModelSuspicions } from "./leak/leak-suspicions.ts";
import { type Differences, type ModelEvidence, modelEvidence, type ReferenceType } from "./model-evidence.ts";
import { type Evidence, type PlacementState, placementState } from "./placement-state.ts";
import { equivalenceText, modelScores, type ReferenceBounds, referenceBounds } from "./reference-bounds.ts";

/** Place of a model by the comparisons of one estimand. */
export interface PlacementResult {
  readonly state: PlacementState;
  /** The state in words. */
  readonly text: string;
  /** Against inter-rater agreement; null without it. */
  readonly lower: BoundComparison | null;
  /** Against intra-rater agreement; null without it. */
  readonly upper: BoundComparison | null;
}

/** One model on the interval of one label and metric; its own state is that of these raters. */
export interface Placement extends PlacementResult {
  readonly model: string;
  readonly label: number;
  readonly name: string;
  readonly metric: string;
  /** `raters`, the id of the one rater it is judged against, or `consensus`. */
  readonly reference: string;
  /** Mean over cases of the model's score against its reference, and its (F) interval. */
  readonly estimate: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** The bounds of this reference, each over all cases that have it; null where there is none. */
  readonly bounds: ReferenceBounds;
  /** Cases used, of the study's `expected`. */
  readonly n: number;
  readonly expected: number;
  /** Number of comparisons that count as the worst case because one of the two masks lacks the structure. */
  readonly substituted: number;
  /** Undefined comparisons by reason; those substituted are counted here too. */
  readonly undefined: Readonly<Record<string, number>>;
  /** Place for raters like these: raters and cases random. Null: not estimable (fewer than three raters, or one). */
  readonly randomRaters: PlacementResult | null;
  /** Reason to suspect that the model has seen the annotations that it is judged on; null: none. */
  readonly leak: LeakSuspicion | null;
  /** Equivalence and non-inferiority to inter-rater agreement; null without a margin. */
  readonly equivalence: Equivalence | null;
}

export interface PlacementOptions extends IntervalOptions {
  /** Metric key -> margin of equivalence in the metric's unit; default as in `defaultMargin`. */
  readonly equivalenceMargin?: Readonly<Record<string, number>> | undefined;
  /** Findings of the leak rule on this model. */
  readonly suspicions?: ModelSuspicions | undefined;
}

/**
 * Places one model on every label and metric. Within one metric and estimand, its comparisons with the bounds over
 * all labels are one family, adjusted by Holm.
 */
export function placeModel(
  model: string,
  scores: readonly LabelScores[],
  raters: readonly string[],
  reference: ReferenceType = "raters",
  options: PlacementOptions = {},
): Placement[] {
  const level = options.level ?? defaultLevel;
  const candidates = scores.map((entry) => modelEvidence(model, entry, raters, reference));
  const fixedRaters = adjusted(candidates, ({ fixedRaters }) => fixedRaters, level);
  const randomRaters = adjusted(candidates, ({ randomRaters }) => randomRaters, level);
  return candidates.map((entry) =>
    placement(model, nameOf(reference), entry, { fixedRaters, randomRaters }, raters, options),
  );
}

function nameOf(reference: ReferenceType): string {
  if (reference === "raters") return "raters";
  return "rater" in reference ? reference.rater : "consensus";
}

type Adjusted = ReadonlyMap<PairedDifference, BoundComparison>;

function adjusted(
  candidates: readonly ModelEvidence[],
  of: (candidate: ModelEvidence) => Differences | null,
  level: number,
): Adjusted {
  const metrics = new Set(candidates.map(({ scores }) => scores.metric.key));
  const families = [...metrics].map((key) =>
    candidates
      .filter(({ scores }) => scores.metric.key === key)
      .flatMap((candidate) => {
        const found = of(candidate);
        return found === null ? [] : [found.lower, found.upper];
      })
      .filter((entry) => entry !== null),
  );
  return new Map(families.flatMap((family) => [...adjustFamily(family, level)]));
}

function placement(
  model: string,
  reference: string,
  candidate: ModelEvidence,
  comparisons: { readonly fixedRaters: Adjusted; readonly randomRaters: Adjusted },
  raters: readonly string[],
  options: PlacementOptions,
): Placement {
  const { scores, series } = candidate;
  const level = options.level ?? defaultLevel;
  const values = caseValues(series);
  const equal = equivalenceOf(candidate, options);
  const { randomRaters } = candidate;
  const leak = suspicionOf(reference, options.suspicions?.get(scores.label) ?? []);
  const bounds = referenceBounds(candidate);
  const shown = {
    modelScores: modelScores(bounds, scores),
    equivalence: equal && equivalenceText(equal, scores),
    leak,
    isDerivedFromAll: raters.length > 0 && raters.every((rater) => !scores.independent(model, rater)),
  };
  const standingOf = (differences: Differences, of: Adjusted) => standing(differences, of, shown, level);
  return {
    model,
    label: scores.label,
    name: scores.name,
    metric: scores.metric.key,
    reference,
    estimate: values.length > 0 ? mean(values) : null,
    ...meanInterval(values, agreementRange(scores.metric), options),
    ...standingOf(candidate.fixedRaters, comparisons.fixedRaters),
    bounds,
    n: values.length,
    expected: scores.caseCount,
    substituted: series.substituted,
    undefined: series.undefined,
    randomRaters:
      randomRaters === null || (randomRaters.lower === null && randomRaters.upper === null)
        ? null
        : standingOf(randomRaters, comparisons.randomRaters),
    equivalence: equal,
    leak,
  };
}

/** Against all raters or a consensus, any of them may have been seen. */
function suspicionOf(reference: string, found: readonly LeakSuspicion[]): LeakSuspicion | null {
  const isOfAll = reference === "raters" || reference === "consensus";
  return found.find(({ rater }) => isOfAll || rater === reference) ?? null;
}

function equivalenceOf(
  { scores, fixedRaters }: ModelEvidence,
  options: PlacementOptions,
): Equivalence | null {
  const { metric } = scores;
  const given = options.equivalenceMargin?.[metric.key];
  const margin = given ?? defaultMargin(metric, fixedRaters.width?.difference ?? null);
  if (margin === null || fixedRaters.lower === null) return null;
  const found = equivalence(fixedRaters.lower, margin, options.level ?? defaultLevel);
  return found && { ...found, marginFrom: given === undefined ? "bracket" : "given" };
}

function standing(
  differences: Differences,
  comparisons: Adjusted,
  shown: Pick<Evidence, "modelScores" | "equivalence" | "leak" | "isDerivedFromAll">,
  level: number,
): PlacementResult {
  const compared = (difference: PairedDifference | null) =>
    difference === null ? null : comparisons.get(difference)!;
  const [lower, upper] = [differences.lower, differences.upper].map(compared);
  const evidence: Evidence = {
    lower: position(lower, level),
    upper: position(upper, level),
    boundsInverted: isBelowZero(differences.width, level),
    casesNeeded: lower && upper && casesNeeded(lower, upper),
    ...shown,
  };
  return { ...placementState(evidence), lower, upper };
}
