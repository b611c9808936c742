import type { TestedDifference } from "@pgt/stats";
import { dataTable, left, right } from "../page/data-table.ts";
import { fold } from "../page/fold.ts";
import { type Html, html } from "../page/html.ts";
import { used } from "../page/number-format.ts";
import { headed } from "../page/section.ts";
import type { QualityPageInput } from "./quality-page-input.ts";
import { shownMetric } from "./shown-metric.ts";

const most = 12;

/** Generators against each other. Null for a single generator. */
export function comparisonsBody({ comparisons, contrasts, datasets }: QualityPageInput): Html[] | null {
  if (comparisons.length === 0 && contrasts.length === 0) return null;
  const prefix = (dataset: string) => (datasets.length > 1 ? `${dataset}: ` : "");
  const pairs = table(
    "Pairs of generators",
    comparisons.map((one) => ({
      ...one,
      what: `${prefix(one.dataset)}${one.a} − ${one.b}`,
      verdict: one.better,
    })),
  );
  return headed("Which generator is better", [
    html`<p>Differences of the means above; their intervals take the influence of each case on both together. p of a t test over cases, adjusted by Holm within a dataset and metric. A case with values from one generator only enters that one’s mean.</p>`,
    contrasts.length > 0 &&
      table(
        "Contrasts",
        contrasts.map((one) => ({ ...one, what: `${prefix(one.dataset)}${one.name}`, verdict: null })),
      ),
    comparisons.length > most
      ? fold(`All ${comparisons.length} pairs`, pairs)
      : comparisons.length > 0 && pairs,
  ]);
}

function table(
  caption: string,
  rows: readonly (TestedDifference & { readonly what: string; readonly verdict: string | null })[],
): Html {
  return dataTable(
    caption,
    [
      left("difference"),
      left("metric"),
      right("mean"),
      right("95 % interval"),
      right("p (Holm)"),
      right("cases"),
      left("better"),
    ],
    rows.map(({ what, metric, difference, low, high, pHolm, n, paired, expected, verdict }) => {
      const shown = shownMetric(metric);
      return [
        what,
        shown.title,
        shown.difference(difference),
        low === null || high === null ? "–" : `${shown.difference(low)} to ${shown.difference(high)}`,
        pHolm === null ? "–" : pHolm < 0.001 ? "< 0.001" : pHolm.toFixed(3),
        `${used(n, expected)}${paired < n ? `, ${paired} paired` : ""}`,
        verdict ?? "–",
      ];
    }),
  );
}
