import { labelTitle, plural } from "@pgt/metrics";
import type { RaterPerformance } from "@pgt/stats";
import { dataTable, left, right } from "../page/data-table.ts";
import { dotFigure } from "../page/dot-figure.ts";
import { foldIfMany } from "../page/fold.ts";
import { type Html, html } from "../page/html.ts";
import { metricValue, valueWithInterval } from "../page/number-format.ts";
import { headed } from "../page/section.ts";
import type { ConsensusPageInput } from "./consensus-page-input.ts";

/** How good each rater is, and where his borders lie. */
export function ratersBody({ raters, settings }: ConsensusPageInput): Html[] | null {
  if (raters.length === 0) return null;
  const labels = [...new Set(raters.map(({ label }) => label))].sort((a, b) => a - b);
  const blocks = labels.map((label) => raterBlock(raters.filter((one) => one.label === label)));
  return headed("Raters", [
    html`<p>Against the consensus by ${settings.methods[0]}, which includes the rater; kappa against the majority of the other raters. All cases pooled, 95 % intervals over cases from 5 cases on. Bias is where the rater's border lies from that of the consensus, outside positive; sd is its spread along the border.</p>`,
    foldIfMany(blocks, "Structures"),
  ]);
}

function raterBlock(raters: readonly RaterPerformance[]): Html {
  const title = labelTitle(raters[0]);
  const rows = raters.map(({ rater, biasMm, intervals, cases }, at) => ({
    name: rater,
    detail: plural(cases, "case"),
    dots:
      biasMm === null
        ? []
        : [
            {
              series: at,
              value: biasMm,
              ...intervals.biasMm,
              title: `${rater}: ${metricValue(biasMm, "mm")} mm`,
            },
          ],
  }));
  const plot = dotFigure(`Bias of each rater's border for ${title} in mm, outside positive.`, rows, [
    Number.NEGATIVE_INFINITY,
    Number.POSITIVE_INFINITY,
  ]);
  const titles = ["sensitivity", "specificity", "PPV", "Cohen's kappa", "bias (mm)", "sd (mm)"];
  const table = dataTable(
    `Raters on ${title}`,
    [left("rater"), ...titles.map(right)],
    raters.map(({ rater, intervals, ...values }) => [
      rater,
      ...(
        [
          [values.sens, intervals.sens, ""],
          [values.spec, intervals.spec, ""],
          [values.ppv, intervals.ppv, ""],
          [values.kappa, intervals.kappa, ""],
          [values.biasMm, intervals.biasMm, "mm"],
          [values.sdMm, intervals.sdMm, "mm"],
        ] as const
      ).map(([value, { low, high }, unit]) => valueWithInterval(value, low, high, unit)),
    ]),
  );
  return html`<div class="block"><h3>${title}</h3>${plot && html`<p class="small">bias of the border, mm</p>${plot}`}${table}</div>`;
}
