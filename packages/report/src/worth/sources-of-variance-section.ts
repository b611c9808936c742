import { dataTable, left, right } from "../page/data-table.ts";
import type { Html } from "../page/html.ts";
import { shareText } from "../page/number-format.ts";
import { headed } from "../page/section.ts";
import { probability, shownAs, signed, type WorthPageInput } from "./worth-page-input.ts";

/** Shares of versions and datasets in the variance, with and without the baseline. */
export function varianceBody(input: WorthPageInput): Html[] | null {
  const { variance, baseline, friedman, meanRanks, order } = input;
  if (variance.length === 0) return null;
  const shares = variance.flatMap(({ task, metric, withoutBaseline, withBaseline }) => [
    [task, metric, "versions", withoutBaseline] as const,
    ...(withBaseline ? [[task, metric, "with the baseline", withBaseline] as const] : []),
  ]);
  const points = (metric: string, value: number | null) =>
    signed(value === null ? null : value * shownAs(input, metric).factor);
  return headed("Versions, datasets and the baseline", [
    dataTable(
      "Shares of the sum of squares",
      [left("task"), left("metric"), left("rows"), right("datasets"), right("versions"), right("residual")],
      shares.map(([task, metric, rows, { column, row, residual }]) => [
        task,
        metric,
        rows,
        shareText(column),
        shareText(row),
        shareText(residual),
      ]),
    ),
    baseline.length > 0 &&
      dataTable(
        `Against ${baseline[0].baseline}: cells, spreads, mean gain`,
        [
          left("task"),
          left("metric"),
          right("better"),
          right("equal"),
          right("worse"),
          right("smaller spread"),
          right("mean gain"),
        ],
        baseline.map(({ task, metric, scores, spreads, gain }) => [
          task,
          metric,
          scores.better,
          scores.equal,
          scores.worse,
          `${spreads.smaller} of ${spreads.smaller + spreads.equal + spreads.larger}`,
          points(metric, gain),
        ]),
      ),
    meanRanks.rows.length > 0 &&
      dataTable(
        `Mean rank over ${meanRanks.columns} columns, 1 best${meanRanks.leftOut.length > 0 ? `; left out for missing cells: ${meanRanks.leftOut.join(", ")}` : ""}`,
        [left("version"), right("mean rank")],
        meanRanks.rows.map(({ version, meanRank }) => [version, meanRank.toFixed(2)]),
      ),
    friedman.some(({ test }) => test) &&
      dataTable(
        "Friedman's test over columns",
        [left("metric"), right("versions"), left("left out"), right("χ²"), right("p"), right("W")],
        friedman.flatMap(({ metric, versions, leftOut, test }) =>
          test
            ? [
                [
                  metric,
                  versions.length,
                  leftOut.join(", "),
                  test.chiSquare.toFixed(2),
                  probability(test.p),
                  test.kendallW.toFixed(2),
                ],
              ]
            : [],
        ),
      ),
    order.length > 0 &&
      dataTable(
        "Steps along the order given",
        [left("task"), left("metric"), left("step"), right("mean gain"), left("falls"), left("ties")],
        order.flatMap(({ task, metric, steps }) =>
          steps.map(({ from, to, gain, falls, ties }) => [
            task,
            metric,
            `${from} → ${to}`,
            points(metric, gain),
            falls.map(({ column, gain: fall }) => `${column} ${points(metric, fall)}`).join(", "),
            ties.join(", "),
          ]),
        ),
      ),
  ]);
}
