import { labelTitle } from "@pgt/metrics";
import { type FlipProbability, flipProbabilityAt } from "@pgt/stats";
import { dataTable, left, right } from "../page/data-table.ts";
import { foldIfMany } from "../page/fold.ts";
import { element, type Html, html } from "../page/html.ts";
import { metricValue, used, valueWithInterval } from "../page/number-format.ts";
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
import { type NoisePageInput, raterName } from "./noise-page-input.ts";

const bottom = 220;
const curveSteps = 40;

/** Probability of another answer than the majority's by distance from its border: what was counted, and the fit. */
export function flipsBody({ flips, settings }: NoisePageInput): Html[] | null {
  if (flips.length === 0) return null;
  const raters = [...new Set(flips.map(({ rater }) => rater))];
  const labels = [...new Set(flips.map(({ label }) => label))];
  const blocks = labels.map((label) =>
    block(
      flips.filter((one) => one.label === label),
      raters,
      settings.reachMm,
    ),
  );
  return headed("Where raters err", [
    html`<p>Probability that a rater answers otherwise than the majority, by signed distance from the border of the majority, inside positive, up to ${settings.reachMm} mm. Marks are counted voxels, in steps of half a millimetre, all cases pooled; the curve is the fit: the mean over cases of the bias, the distance by which a rater draws outside, and of sigma, the spread. The rater is part of the majority, so that both are too small, the more the fewer raters there are.</p>`,
    legend(raters.map((rater, index) => ({ text: raterName(rater), index }))),
    foldIfMany(blocks, "Structures"),
  ]);
}

function block(flips: readonly FlipProbability[], raters: readonly (string | null)[], reachMm: number): Html {
  const title = labelTitle(flips[0]);
  return element("div", "block", [
    html`<h3>${title}</h3>`,
    diagram(flips, raters, reachMm, title),
    html`<p class="axis">distance from the border, mm; upwards the probability of another answer</p>`,
    dataTable(
      `Fits for ${title}`,
      [left("rater"), right("bias (mm)"), right("sigma (mm)"), right("cases with a fit")],
      flips.map(({ rater, biasMm, sigmaMm, intervals, fitted, cases }) => [
        raterName(rater),
        valueWithInterval(biasMm, intervals.biasMm.low, intervals.biasMm.high, "mm"),
        valueWithInterval(sigmaMm, intervals.sigmaMm.low, intervals.sigmaMm.high, "mm"),
        used(fitted, cases),
      ]),
    ),
  ]);
}

function diagram(
  flips: readonly FlipProbability[],
  raters: readonly (string | null)[],
  reachMm: number,
  title: string,
): Html {
  const counted = flips.map(({ rater, bins }) => ({
    index: raters.indexOf(rater),
    points: bins.map(({ distanceMm, voxels, marked }) => ({
      distanceMm,
      voxels,
      share: (distanceMm >= 0 ? voxels - marked : marked) / voxels,
    })),
  }));
  const highest = Math.max(
    0.5,
    ...counted.flatMap(({ points }) => points.map(({ share }) => share)),
    ...flips.flatMap(atBorder),
  );
  const across = percentScale([-reachMm, reachMm], 4, [13, 4]);
  const up = pixelScale([0, highest], 8, bottom);
  const words = flips.map(
    ({ rater, biasMm, sigmaMm }) =>
      `${raterName(rater)} bias ${metricValue(biasMm, "mm")} mm, sigma ${metricValue(sigmaMm, "mm")} mm`,
  );
  return figure(bottom + 22, `Probability of another answer by distance, ${title}: ${words.join("; ")}.`, [
    up.ticks.map(
      ({ value, text }) =>
        html`<line class="grid" x1="13%" x2="96%" y1="${up.y(value)}" y2="${up.y(value)}"/><text class="tick" x="0" y="${up.y(value) + 4}">${text}</text>`,
    ),
    horizontalAxis(across, 8, bottom),
    html`<line class="limit" x1="${across.x(0)}" x2="${across.x(0)}" y1="8" y2="${bottom}"/>`,
    flips.map((one) => curve(one, colourClass(raters.indexOf(one.rater)), reachMm, across.x, up.y)),
    counted.map(({ index, points }) =>
      points.map(({ distanceMm, voxels, share }) =>
        mark(
          across.x(distanceMm),
          up.y(share),
          index,
          colourClass(index),
          `${raterName(raters[index])} at ${metricValue(distanceMm, "mm")} mm: ${share.toFixed(3)} of ${voxels} voxels`,
        ),
      ),
    ),
  ]);
}

/** The fit on both sides of the border, where it is highest. */
function atBorder({ biasMm, sigmaMm }: FlipProbability): number[] {
  if (biasMm === null || sigmaMm === null) return [];
  return [true, false].map((isInside) => flipProbabilityAt({ biasMm, sigmaMm }, 0, isInside));
}

/** The fitted curve, outside and inside apart: it jumps at the border where there is a bias. */
function curve(
  { biasMm, sigmaMm }: FlipProbability,
  colour: string,
  reachMm: number,
  x: (value: number) => string,
  y: (value: number) => number,
): Html[] {
  if (biasMm === null || sigmaMm === null) return [];
  const points = Array.from({ length: curveSteps + 1 }, (_, at) => (reachMm * at) / curveSteps);
  return [-1, 1].flatMap((side) =>
    points.slice(1).map((to, at) => {
      const [near, far] = [points[at], to].map((mm) => ({
        x: x(side * mm),
        y: y(flipProbabilityAt({ biasMm, sigmaMm }, side * mm, side > 0)),
      }));
      return html`<line class="whisker thin ${colour}" x1="${near.x}" y1="${near.y}" x2="${far.x}" y2="${far.y}"/>`;
    }),
  );
}
