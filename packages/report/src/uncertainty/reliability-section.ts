import { percent } from "@pgt/metrics";
import type { ReliabilityBin } from "@pgt/stats";
import { dataTable, right } from "../page/data-table.ts";
import { fold } from "../page/fold.ts";
import { element, type Html, html } from "../page/html.ts";
import { metricValue } from "../page/number-format.ts";
import {
  colourClass,
  figure,
  horizontalAxis,
  legend,
  mark,
  percentScale,
  pixelScale,
} from "../page/percent-plot.ts";
import { headed } from "../page/section.ts";
import { structuresOf, type UncertaintyPageInput } from "./uncertainty-page-input.ts";

const bottom = 260;

/** Reliability diagrams: the share of raters that mark the voxels of each bin of the probability. */
export function reliabilityBody(input: UncertaintyPageInput): Html[] | null {
  if (input.reliability.length === 0) return null;
  const ids = input.predictions.map(({ id }) => id);
  return headed("Reliability", [
    html`<p>Voxels of all cases by their probability, in ten bins: a mark is where probability and raters meet on average. On the line they agree; below it the probabilities are too high. The bars are the share of the voxels in each bin.</p>`,
    legend(ids.map((text, index) => ({ text, index }))),
    element(
      "div",
      "grid-of-plots",
      structuresOf(input).map(({ label, title }) => {
        const bins = input.reliability.filter((bin) => bin.label === label);
        return element("div", "block", [
          html`<h4>${title}</h4>`,
          diagram(bins, ids, title),
          html`<p class="axis">probability; upwards the share of raters</p>`,
          fold(
            "Bins",
            ids.map((id) =>
              binTable(
                id,
                bins.filter(({ source }) => source === id),
              ),
            ),
          ),
        ]);
      }),
    ),
  ]);
}

function diagram(bins: readonly ReliabilityBin[], ids: readonly string[], title: string): Html {
  const across = percentScale([0, 1], 4, [13, 4]);
  const up = pixelScale([0, 1], 8, bottom);
  const filled = bins.filter(({ voxels }) => voxels > 0);
  const alternative = `Reliability diagram, ${title}: ${filled
    .map(
      ({ source, meanProbability, meanShare }) =>
        `${source} ${metricValue(meanProbability, "")} against ${metricValue(meanShare, "")}`,
    )
    .join("; ")}`;
  return figure(bottom + 22, alternative, [
    up.ticks.map(
      ({ value, text }) =>
        html`<line class="grid" x1="13%" x2="96%" y1="${up.y(value)}" y2="${up.y(value)}"/><text class="tick" x="0" y="${up.y(value) + 4}">${text}</text>`,
    ),
    horizontalAxis(across, 8, bottom),
    ids.map((id, place) =>
      bars(
        filled.filter(({ source }) => source === id),
        place,
        ids.length,
        across.x,
      ),
    ),
    html`<line class="limit" x1="${across.x(0)}" y1="${up.y(0)}" x2="${across.x(1)}" y2="${up.y(1)}"/>`,
    ids.map((id, place) =>
      line(
        filled.filter(({ source }) => source === id),
        place,
        across.x,
        up.y,
      ),
    ),
  ]);
}

/** Share of the voxels in each bin, from the bottom. */
function bars(
  bins: readonly ReliabilityBin[],
  place: number,
  count: number,
  x: (value: number) => string,
): Html[] {
  const all = bins.reduce((sum, { voxels }) => sum + voxels, 0);
  return bins.map(({ low, high, voxels, source }) => {
    const width = (high - low) / count;
    const from = low + place * width;
    const height = Math.max(1, (bottom - 8) * 0.4 * (voxels / all));
    const span = Number.parseFloat(x(from + width)) - Number.parseFloat(x(from));
    return html`<rect class="band" x="${x(from)}" y="${(bottom - height).toFixed(1)}" width="${(0.9 * span).toFixed(2)}%" height="${height.toFixed(1)}"><title>${`${source}: ${percent(voxels / all, 1)} of the voxels`}</title></rect>`;
  });
}

function line(
  bins: readonly ReliabilityBin[],
  place: number,
  x: (value: number) => string,
  y: (value: number) => number,
): Html[] {
  const colour = colourClass(place);
  const points = bins.map((bin) => ({ ...bin, p: bin.meanProbability ?? 0, q: bin.meanShare ?? 0 }));
  return [
    ...points
      .slice(1)
      .map(
        (to, at) =>
          html`<line class="whisker thin ${colour}" x1="${x(points[at].p)}" y1="${y(points[at].q)}" x2="${x(to.p)}" y2="${y(to.q)}"/>`,
      ),
    ...points.map(({ source, p, q, voxels }) =>
      mark(
        x(p),
        y(q),
        place,
        colour,
        `${source}: probability ${p.toFixed(3)}, share of raters ${q.toFixed(3)}, ${voxels} voxels`,
      ),
    ),
  ];
}

function binTable(id: string, bins: readonly ReliabilityBin[]): Html {
  return dataTable(
    id,
    [right("from"), right("to"), right("voxels"), right("mean probability"), right("mean share of raters")],
    bins.map(({ low, high, voxels, meanProbability, meanShare }) => [
      low.toFixed(1),
      high.toFixed(1),
      String(voxels),
      metricValue(meanProbability, ""),
      metricValue(meanShare, ""),
    ]),
  );
}
