import { percent } from "@pgt/metrics";
import { dataTable, left, right } from "../page/data-table.ts";
import { fold } from "../page/fold.ts";
import { type Html, html } from "../page/html.ts";
import { headed } from "../page/section.ts";
import { probability, signed, type WorthPageInput } from "./worth-page-input.ts";

/** Correlation by column, the common slope, and what it owes to the most extreme version. */
export function correlationBody({ correlations, slopes, extreme }: WorthPageInput): Html[] | null {
  if (slopes.length === 0) return null;
  const named = extreme.map(
    ({ metric, version, share }) =>
      `${metric}: ${version} (${percent(share)} of the spread of a column, on average)`,
  );
  return headed("Correlation", [
    html`<p>The version farthest out decides most of a correlation: ${named.join("; ")}. Each result is given with and without it. The standard error takes residuals as independent, which versions shared by columns are not.</p>`,
    dataTable(
      "Slope within columns: downstream points per point of label quality",
      [
        left("task"),
        left("metric"),
        left("versions"),
        right("slope ± SE"),
        right("r within"),
        right("mean τ"),
        right("points"),
      ],
      slopes.map(({ task, metric, variant, slope, standardError, withinR, meanTau, points }) => [
        task,
        metric,
        variant,
        `${signed(slope, 4)}${standardError === null ? "" : ` ± ${standardError.toFixed(4)}`}`,
        signed(withinR),
        signed(meanTau),
        points,
      ]),
    ),
    fold(
      `Every column (${correlations.length})`,
      dataTable(
        "Rank correlations by column, permutation p",
        [
          left("task"),
          left("dataset"),
          left("metric"),
          right("n"),
          right("τ"),
          right("p"),
          right("p (Holm)"),
          right("ρ"),
          right("p"),
          right("r"),
          right("p"),
        ],
        correlations.map(({ task, dataset, metric, n, kendall, kendallPHolm, spearman, pearson }) => [
          task,
          dataset,
          metric,
          n,
          signed(kendall.value),
          probability(kendall.p),
          probability(kendallPHolm),
          signed(spearman.value),
          probability(spearman.p),
          signed(pearson.value),
          probability(pearson.p),
        ]),
      ),
    ),
  ]);
}
