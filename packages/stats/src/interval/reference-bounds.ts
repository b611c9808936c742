import { mean } from "../inference/descriptive.ts";
import { ceilingScore, truthScore } from "../noise/truth-score.ts";
import { type CaseSeries, caseValues } from "../scores/case-series.ts";
import type { LabelScores } from "../scores/label-scores.ts";
import { type Equivalence, largestMargin, leastMargin } from "./equivalence.ts";
import type { ModelEvidence } from "./model-evidence.ts";
import type { Evidence } from "./placement-state.ts";
import { formatValue } from "./warnings/warning.ts";

/** The bounds of what a model is judged against, each over all cases that have it; null where there is none. */
export interface ReferenceBounds {
  readonly inter: number | null;
  readonly intra: number | null;
  /** Scores by the noise model (this project's derivation): the truth's, and that of a copy of the rater's style. */
  readonly truth: number | null;
  readonly ceiling: number | null;
}

export function referenceBounds({ scores, inter, intra }: ModelEvidence): ReferenceBounds {
  const estimate = (series: CaseSeries) => (series.byCase.size === 0 ? null : mean(caseValues(series)));
  const [lower, upper] = [estimate(inter), estimate(intra)];
  return {
    inter: lower,
    intra: upper,
    truth: lower === null ? null : truthScore(scores.metric, lower),
    ceiling: upper === null ? null : ceilingScore(scores.metric, upper),
  };
}

/** Scores as text, for the state of a model; null where the noise model or a bound is missing. */
export function modelScores(
  { truth, ceiling }: ReferenceBounds,
  { metric }: LabelScores,
): Evidence["modelScores"] {
  if (truth === null || ceiling === null) return null;
  const { unit } = metric.definition;
  return { truth: formatValue(truth, unit), ceiling: formatValue(ceiling, unit) };
}

export function equivalenceText(
  { margin, p, equivalent, marginFrom }: Equivalence,
  { metric }: LabelScores,
): string {
  const origin =
    marginFrom === "bracket"
      ? `a margin from these same data: half the width of the interval${boundsOfMargin(margin)}; `
      : "";
  const pText = p < 0.001 ? "< 0.001" : `= ${p.toFixed(3)}`;
  const within = `within ${formatValue(margin, metric.definition.unit)} (${origin}two one-sided tests, p ${pText})`;
  return equivalent ? `Equivalent to it ${within}.` : `Not shown to be equivalent to it ${within}.`;
}

/** The margin is one of the ends that it is kept between. */
function boundsOfMargin(margin: number): string {
  if (margin === leastMargin) return `, but at least ${leastMargin}`;
  return margin === largestMargin ? `, but at most ${largestMargin}` : "";
}
