import { UsageError } from "@pgt/metrics";
import type { Plan } from "@pgt/runner";
import { choicesInWords, type MeasuredBy, type QualityChoices } from "@pgt/stats";
import type { QualitySettings } from "./quality-types.ts";

/**
 * @param isSummary the values were measured by nnU-Net's evaluator.
 * @throws UsageError if datasets were measured by different definitions: they are never put into one table.
 */
export function qualitySettings(
  plans: readonly { readonly dataset: string; readonly plan: Plan; readonly unions: readonly string[] }[],
  choices: QualityChoices,
  isSummary = false,
): QualitySettings {
  const [first, ...others] = plans;
  const { settings, metrics, convention } = first.plan;
  const definition = ({ plan }: { plan: Plan }) => {
    const { convention: by, metrics: keys, worstCase } = plan.settings;
    return JSON.stringify([by, keys, worstCase]);
  };
  const other = others.find((one) => definition(one) !== definition(first));
  if (other) {
    throw new UsageError(
      "E_SETTINGS",
      `${first.dataset} and ${other.dataset} are measured by different metrics or conventions (${definition(first)} and ${definition(other)}): results of different definitions are not put into one table. Give them on the command line, which goes before the manifests`,
    );
  }
  const labels = JSON.stringify(settings.labels);
  const isSame = others.every(({ plan }) => JSON.stringify(plan.settings.labels) === labels);
  const unions = [...new Set(plans.flatMap((one) => one.unions))];
  const measured: MeasuredBy = {
    boundary: isSummary ? `none needed by these metrics; measured ${byEvaluator}` : convention.boundary,
    grid: isSummary ? `that of the masks as compared ${byEvaluator}` : "the masks' own; nothing is resampled",
    metrics: settings.metrics,
    tolerancesMm: Object.fromEntries(
      metrics
        .filter(({ definition: { parameter } }) => parameter?.name === "tolerance")
        .map(({ key, parameter }) => [key, parameter]),
    ),
    worstCase: worstCaseInWords(settings.worstCase),
    labels:
      unions.length > 0
        ? `united by label maps: ${unions.join("; ")}`
        : isSummary
          ? `${byEvaluator}: labels and regions of its dataset.json`
          : "as the masks name them; no label map unites any",
  };
  return {
    ...settings,
    labels: isSame ? settings.labels : null,
    ...choices,
    choices: choicesInWords(choices, measured),
  };
}

const byEvaluator = "by nnU-Net's evaluator";

function worstCaseInWords(worstCase: Plan["settings"]["worstCase"]): string {
  if (worstCase === "diagonal") return "the diagonal of the image";
  return worstCase === "none" ? "left out, and counted" : `${worstCase} mm`;
}
