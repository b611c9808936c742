import { type VolumePair, volumePairs } from "@pgt/stats";
import { dataTable, left, right } from "../page/data-table.ts";
import { fold, foldIfMany } from "../page/fold.ts";
import { element, type Html, html } from "../page/html.ts";
import { significant, used } from "../page/number-format.ts";
import {
  figure,
  horizontalAxis,
  mark,
  type PercentScale,
  paddedExtent,
  percentScale,
  pixelScale,
} from "../page/percent-plot.ts";
import { headed } from "../page/section.ts";
import type { StudyView } from "./study-view.ts";

const height = 190;
const bottom = height - 22;
/** Pairs with a plot of their own; the table has all. */
const mostPairsDrawn = 6;

/** Bland-Altman plots of volumes, a plot per structure and pair of raters. */
export function volumeBody({ raters, labels, input }: StudyView): Html[] | null {
  const { masks } = input;
  if (!masks) return null;
  const structures = labels.map(({ label, title }) => ({
    title,
    pairs: volumePairs(masks, raters, label),
  }));
  const blocks = structures.flatMap(({ title, pairs }) => {
    const drawn = pairs.filter(({ points }) => points.length > 0).slice(0, mostPairsDrawn);
    if (drawn.length === 0) return [];
    const range = paddedExtent(drawn.flatMap(verticalValues));
    return [
      element("div", "volumes", [
        html`<h3>${title}</h3>`,
        element(
          "div",
          "grid-of-plots small-plots",
          drawn.map((pair) => blandAltman(pair, title, range)),
        ),
      ]),
    ];
  });
  if (blocks.length === 0) return null;
  return headed("Volumes", [
    html`<p>Difference of two raters' volumes against their mean, one point per case (Bland and Altman 1986). The line is the mean difference, the dashed lines the 95 % limits of agreement: where a further difference is to be expected.</p>`,
    blocks.length > 4 ? foldIfMany(blocks, "Structures") : blocks,
    fold("Table of volumes", volumeTable(structures)),
  ]);
}

function verticalValues({ points, limitsMl }: VolumePair): number[] {
  return [0, ...points.map(({ differenceMl }) => differenceMl), ...(limitsMl ?? [])];
}

function blandAltman(pair: VolumePair, title: string, range: readonly [number, number]): Html {
  const { first, second, points, biasMl, limitsMl } = pair;
  const across = percentScale(paddedExtent(points.map(({ meanMl }) => meanMl)), 3, [13, 4]);
  const up = pixelScale(range, 8, bottom);
  const line = (value: number, className: string) =>
    html`<line class="${className}" x1="12%" x2="100%" y1="${up.y(value)}" y2="${up.y(value)}"/>`;
  const alternative = `Bland-Altman plot of volumes, ${title}, ${second} minus ${first}: mean difference ${significant(biasMl)} ml, limits ${limitsMl ? limitsMl.map(significant).join(" to ") : "none"} ml, ${points.length} cases.`;
  const picture = figure(height, alternative, [
    up.ticks.map(
      ({ value, text }) =>
        html`${line(value, value === 0 ? "zero" : "grid")}<text class="tick" x="0" y="${up.y(value) + 4}">${text}</text>`,
    ),
    horizontalAxis(across, bottom, bottom),
    biasMl !== null && line(biasMl, "biasline"),
    limitsMl?.map((limit) => line(limit, "limit")),
    points.map((point) => pointOf(point, across, up.y)),
  ]);
  return html`<div class="block"><h4>${second} minus ${first} (ml)</h4>${picture}<p class="axis">mean volume (ml)</p></div>`;
}

function pointOf(
  { case: id, meanMl, differenceMl }: VolumePair["points"][number],
  { x }: PercentScale,
  y: (value: number) => number,
): Html {
  const title = `${id}: mean ${significant(meanMl)} ml, difference ${significant(differenceMl)} ml`;
  return mark(x(meanMl), y(differenceMl), 0, "c1 dot", title);
}

function volumeTable(
  structures: readonly { readonly title: string; readonly pairs: readonly VolumePair[] }[],
): Html {
  const columns = [
    left("structure"),
    left("raters"),
    right("mean difference (ml)"),
    right("95 % limits of agreement (ml)"),
    right("cases used"),
  ];
  const rows = structures.flatMap(({ title, pairs }) =>
    pairs.map(({ first, second, biasMl, limitsMl, points, expected }) => [
      title,
      `${second} minus ${first}`,
      significant(biasMl),
      limitsMl ? `${significant(limitsMl[0])} to ${significant(limitsMl[1])}` : "–",
      used(points.length, expected),
    ]),
  );
  return dataTable("Differences of volumes between raters", columns, rows);
}
