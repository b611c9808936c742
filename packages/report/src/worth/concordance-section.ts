import { dataTable, left, right } from "../page/data-table.ts";
import { fold } from "../page/fold.ts";
import { type Html, html } from "../page/html.ts";
import { shareText } from "../page/number-format.ts";
import { headed } from "../page/section.ts";
import { concordanceFigure } from "./concordance-figure.ts";
import { shownAs, type WorthPageInput } from "./worth-page-input.ts";

type Row = WorthPageInput["concordance"][number];

/**
 * Share of pairs in which the better labels gave the better model, and the gap from which on that can be relied on.
 */
export function concordanceBody(input: WorthPageInput): Html[] | null {
  const rows = input.concordance.filter(({ pairs }) => pairs > 0);
  const main = rows.filter(({ task, variant }) => task === null && variant === "all");
  if (main.length === 0) return null;
  return headed("How often better labels gave the better model", [
    html`<p>Over pairs of versions inside a column (dataset and task), ties counting half. The curve does not decrease by construction (isotonic regression); intervals resample datasets, with all their tasks, and versions.</p>`,
    [...new Set(main.flatMap(({ noInterval }) => noInterval ?? []))].map(
      (why) => html`<p>There are no intervals: ${why}.</p>`,
    ),
    html`<div class="grid-of-plots">${main.map((row) => {
      const { name, unit } = shownAs(input, row.metric);
      return html`<div class="block"><h4>${name}</h4>${concordanceFigure(input, row)}<p class="axis">gap in label quality (${unit})</p></div>`;
    })}</div>`,
    html`<div class="grid-of-plots">${main.map((row) => binsTable(input, row))}</div>`,
    reliableTable(input, rows),
    fold("By task and with other sets of versions", sharesTable(rows)),
  ]);
}

function binsTable(input: WorthPageInput, row: Row): Html {
  const { factor, name } = shownAs(input, row.metric);
  const shown = (gap: number) => String(Number((gap * factor).toFixed(2)));
  return dataTable(
    `${name}, by gap`,
    [left("gap"), right("pairs"), right("better in"), right("95 % interval")],
    row.bins
      .filter(({ pairs }) => pairs > 0)
      .map(({ above, upTo, pairs, share, low, high }) => [
        upTo === null ? `above ${shown(above)}` : `${shown(above)} to ${shown(upTo)}`,
        pairs,
        shareText(share),
        low === null || high === null ? "–" : `${shareText(low)} to ${shareText(high)}`,
      ]),
  );
}

function reliableTable(input: WorthPageInput, rows: readonly Row[]): Html {
  return dataTable(
    "Smallest gap from which on better labels gave the better model in at least …",
    [
      left("metric"),
      left("versions"),
      right("share"),
      right("gap"),
      right("95 % interval"),
      right("not reached in"),
    ],
    rows
      .filter(({ task }) => task === null)
      .flatMap((row) =>
        row.reliable.map(({ probability, gap, low, high, notReached }) => {
          const { factor } = shownAs(input, row.metric);
          const shown = (value: number | null) =>
            value === null ? "not reached" : (value * factor).toFixed(1);
          return [
            row.metric,
            row.variant,
            shareText(probability),
            shown(gap),
            notReached === null || (low === null && high === null) ? "–" : `${shown(low)} to ${shown(high)}`,
            notReached === null ? "–" : `${shareText(notReached)} of resamples`,
          ];
        }),
      ),
  );
}

function sharesTable(rows: readonly Row[]): Html {
  return dataTable(
    "All pairs",
    [
      left("metric"),
      left("task"),
      left("versions"),
      right("pairs"),
      right("better in"),
      right("95 % interval"),
    ],
    rows.map(({ metric, task, variant, pairs, share, low, high }) => [
      metric,
      task ?? "all",
      variant,
      pairs,
      shareText(share),
      low === null || high === null ? "–" : `${shareText(low)} to ${shareText(high)}`,
    ]),
  );
}
