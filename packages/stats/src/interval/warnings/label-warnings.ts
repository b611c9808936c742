import { listed, plural } from "@pgt/metrics";
import { mean } from "../../inference/descriptive.ts";
import { differenceBeyondRounding } from "../../inference/rounding.ts";
import { type CaseSeries, caseValues } from "../../scores/case-series.ts";
import type { LabelScores } from "../../scores/label-scores.ts";
import { agreementRange, isDistance, type MetricTraits, similaritySign } from "../../scores/metric-traits.ts";
import type { Bound } from "../bounds.ts";
import { interRater } from "../reliability.ts";
import type { Reliability } from "../reliability-type.ts";
import { fewCases } from "./study-warnings.ts";
import { formatValue, type Warning, type WarningCode } from "./warning.ts";

/** Mean from which a metric in [0, 1] leaves no room to tell annotations apart (docs/methods/warnings.md). */
const saturatedMean = 0.98;
/** Share of cases at the best value from which a metric leaves no room. */
const saturatedShare = 0.5;
/** Share of undefined comparisons that is called many. */
const manyUndefined = 0.1;

/** Warnings of one label and metric; `isSmallStudy`: that cases are few was said of the study. */
export function labelWarnings(scores: LabelScores, bound: Bound, isSmallStudy: boolean): Warning[] {
  return warningRules.flatMap(({ code, find, message }) => {
    if (code === "W-SMALLN" && isSmallStudy) return [];
    const found = find(scores, bound);
    if (found === null) return [];
    return [{ code, label: scores.label, metric: scores.metric.key, found, message: message(scores.metric) }];
  });
}

interface WarningRule {
  readonly code: WarningCode;
  /** Null: nothing to warn of. */
  readonly find: (scores: LabelScores, bound: Bound) => string | null;
  /** Conclusion from what was found: the same for labels and metrics of a kind. */
  readonly message: (metric: MetricTraits) => string;
}

const warningRules: readonly WarningRule[] = [
  {
    code: "W-SMALLN",
    find: smallLabel,
    message: () => "Intervals from so few are wide, and one unusual case can move them; one case gives none.",
  },
  {
    code: "W-NOINTRA",
    find: repeatsWithoutValue,
    message: () => "There is no upper bound.",
  },
  {
    code: "W-INV",
    find: invertedBounds,
    message: () =>
      "The bounds are inverted and bracket nothing. Usual causes: repeats made under another protocol, few repeats, or repeats by other raters or on other cases than the rest.",
  },
  {
    code: "W-SUBSET",
    find: otherCasesRepeated,
    message: () => "The two bounds rest on different cases.",
  },
  {
    code: "W-EMPTY",
    find: manyEmpty,
    message: () =>
      "Many comparisons have no value and are left out. What is reported holds for the cases in which the structure was marked; whether raters agree that it is present at all is another question.",
  },
  {
    code: "W-CEIL",
    find: saturated,
    message: (metric) =>
      `The metric is near its best value and can hardly tell annotations apart. ${finerMetric(metric)}`,
  },
];

/** Few cases of this label in a study that has enough. */
function smallLabel(_: LabelScores, { inter }: Bound): string | null {
  if (inter.n >= fewCases || inter.comparisons.expected === 0) return null;
  return `${inter.n} of ${plural(inter.expected, "case")} can be used (fewer than ${fewCases})`;
}

function repeatsWithoutValue({ intra }: LabelScores, bound: Bound): string | null {
  if (bound.intra !== null || intra.comparisons.expected === 0) return null;
  return `none of the ${plural(intra.comparisons.expected, "comparison")} of a rater with the own repeat has a value (${reasons(intra.undefined)})`;
}

function invertedBounds(scores: LabelScores, { inter, intra, unit }: Bound): string | null {
  const { metric } = scores;
  if (inter.estimate === null || intra === null || intra.estimate === null) return null;
  const width = similaritySign(metric) * differenceBeyondRounding(intra.estimate, inter.estimate);
  if (width >= 0) return null;
  const own = formatValue(intra.estimate, unit);
  const others = formatValue(inter.estimate, unit);
  return `raters agree less with their own repeats (${metric.key} ${own}, ${plural(intra.n, "case")}) than with each other (${others}, ${plural(inter.n, "case")})${onCommonGround(scores)}`;
}

/** Both bounds from the raters that repeat, on the cases that they repeat, where that is another comparison. */
function onCommonGround(scores: LabelScores): string {
  const { tensor, independent, repeatingRaters, comparedRaters, intra, metric } = scores;
  const inter = interRater(tensor, repeatingRaters, independent);
  const common = [...intra.byCase.keys()].filter((caseId) => inter.byCase.has(caseId));
  const isSame =
    repeatingRaters.length === comparedRaters.length && common.length === scores.inter.byCase.size;
  if (isSame || common.length === 0) return "";
  const { unit } = metric.definition;
  return `; among the raters that repeat (${listed(repeatingRaters)}), on the ${plural(common.length, "case")} that both bounds have, inter-rater agreement is ${formatValue(meanOver(inter, common), unit)} and intra-rater agreement ${formatValue(meanOver(intra, common), unit)}`;
}

function otherCasesRepeated(
  { inter, intra, metric }: LabelScores,
  { intra: intraBound }: Bound,
): string | null {
  if (intraBound === null || inter.byCase.size === 0) return null;
  const common = [...intra.byCase.keys()].filter((caseId) => inter.byCase.has(caseId));
  if (common.length === inter.byCase.size && common.length === intra.byCase.size) return null;
  const { unit } = metric.definition;
  const recomputed =
    common.length === 0
      ? "they have no case in common"
      : `on the ${plural(common.length, "case")} that both have, inter-rater agreement is ${formatValue(meanOver(inter, common), unit)} (${formatValue(mean(caseValues(inter)), unit)} on all) and intra-rater agreement ${formatValue(meanOver(intra, common), unit)}`;
  return `inter-rater agreement rests on ${plural(inter.byCase.size, "case")}, intra-rater agreement on ${intra.byCase.size}; ${recomputed}`;
}

function manyEmpty(_: LabelScores, { inter, intra }: Bound): string | null {
  const parts = [undefinedPart("between raters", inter), undefinedPart("with own repeats", intra)];
  const found = parts.filter((part) => part !== null);
  if (found.length === 0) return null;
  return `no value for ${found.join(" and ")}`;
}

function undefinedPart(what: string, reliability: Reliability | null): string | null {
  if (reliability === null) return null;
  const { used, expected } = reliability.comparisons;
  const missing = expected - used;
  if (missing === 0 || missing < manyUndefined * expected) return null;
  return `${missing} of ${expected} ${what} (${reasons(reliability.undefined)})`;
}

function saturated({ inter, metric }: LabelScores, { direction }: Bound): string | null {
  const values = caseValues(inter);
  if (values.length === 0) return null;
  const [worst, best] = direction === "higher" ? agreementRange(metric) : reversed(agreementRange(metric));
  const atBest = values.filter((value) => value === best).length;
  const centre = mean(values);
  const isProportion = worst === 0 && best === 1;
  if (atBest > saturatedShare * values.length) {
    return `${atBest} of ${plural(values.length, "case")} have the best possible value ${best}`;
  }
  if (!isProportion || centre <= saturatedMean) return null;
  return `mean inter-rater agreement is ${centre.toFixed(3)}, above ${saturatedMean}`;
}

/** Metrics that may still tell annotations apart; never another tolerance for a metric that W-TOL speaks of. */
function finerMetric(metric: MetricTraits): string {
  if (isDistance(metric)) {
    return "Compare overlap, or a mean distance, which every voxel that differs changes.";
  }
  if (metric.definition.family === "boundary") return "Use a distance in mm, which has no tolerance.";
  return "Use a distance in mm, or a boundary metric with a tolerance as small as the voxels can show.";
}

function reasons(counts: Readonly<Record<string, number>>): string {
  const inWords = new Map<string, number>();
  for (const reason of Object.keys(counts).sort()) {
    const words = reasonWords[reason] ?? reason;
    inWords.set(words, (inWords.get(words) ?? 0) + counts[reason]);
  }
  return [...inWords].map(([words, count]) => `${words}: ${count}`).join(", ");
}

const reasonWords: Readonly<Record<string, string>> = {
  BOTH_EMPTY: "marked in neither mask",
  REF_EMPTY: "marked in only one of the two masks",
  PRED_EMPTY: "marked in only one of the two masks",
  UNDEFINED_0_0: "0/0",
  NOT_ANNOTATED: "not annotated",
  NOT_IN_LABELSET: "not in the label set",
  NO_REFERENCE: "no mask of the reference",
  NO_PREDICTION: "no mask of the prediction",
  FAILED: "failed",
};

function meanOver(series: CaseSeries, cases: readonly string[]): number {
  return mean(cases.map((caseId) => series.byCase.get(caseId)!));
}

function reversed([low, high]: readonly [number, number]): [number, number] {
  return [high, low];
}
