import { dataTable, left, right } from "../page/data-table.ts";
import { fold } from "../page/fold.ts";
import { type Html, html } from "../page/html.ts";
import { metricValue, used } from "../page/number-format.ts";
import { headed } from "../page/section.ts";
import { blobFigure } from "./blob-figure.ts";
import type { RankPageInput, RankPageTask } from "./rank-page-input.ts";

/** More tasks than this are folded away. */
const mostUnfolded = 6;

/** Every ranking: blob plot and table; all labels together first. */
export function rankingBody({ tasks, algorithms, settings }: RankPageInput): Html[] {
  const block = (task: RankPageTask) =>
    html`<div class="block"><h4>${titleOf(task)}</h4>${blobFigure(task, algorithms)}${rankTable(task)}</div>`;
  const unfolded = tasks.slice(0, mostUnfolded);
  const folded = tasks.slice(mostUnfolded);
  return headed("Rankings", [
    html`<p>Blobs: share of ${settings.replicates} bootstrap resamples of the cases in which an algorithm has a rank; the line is the bootstrap range of its rank (the middle 95 % of the resamples; no confidence interval), the cross its rank on all cases. Algorithms that share a letter cannot be told apart (one-sided paired Wilcoxon tests, Holm, α = ${settings.alpha}).</p>`,
    html`<div class="grid-of-plots">${unfolded.map(block)}</div>`,
    folded.length > 0 &&
      fold(`${folded.length} more`, html`<div class="grid-of-plots">${folded.map(block)}</div>`),
  ]);
}

export function titleOf({ name, metric, unit, direction }: RankPageTask): string {
  const what = metric === null ? name : `${name}, ${metric}${unit ? ` (${unit})` : ""}`;
  return `${what}: ${direction} is better`;
}

function rankTable(task: RankPageTask): Html {
  const { order, algorithms } = task.ranking;
  const isInUnit = order === "mean-then-rank" || order === "median-then-rank";
  return dataTable(
    `By ${order}`,
    [
      right("rank"),
      left("algorithm"),
      right(aggregateTitle[order]),
      right("cases"),
      right("bootstrap range of ranks (95 %)"),
      left("letters"),
    ],
    algorithms.map((one) => [
      one.rank,
      one.algorithm,
      isInUnit ? metricValue(one.aggregate, task.unit) : metricValue(one.aggregate, "mm"),
      used(one.n, one.expected),
      one.rankInterval.low === null ? "–" : `${one.rankInterval.low} to ${one.rankInterval.high}`,
      one.letters,
    ]),
  );
}

const aggregateTitle: Readonly<Record<RankPageTask["ranking"]["order"], string>> = {
  "mean-then-rank": "mean",
  "median-then-rank": "median",
  "rank-then-mean": "mean rank",
  "test-then-rank": "tests won",
};
