import { type Html, html } from "../page/html.ts";
import { metricValue, withUnit } from "../page/number-format.ts";
import { figure, horizontalAxis, paddedExtent, percentScale, pixelScale } from "../page/percent-plot.ts";
import type { Entry } from "./study-view.ts";

const height = 170;
const bottom = height - 22;

/** The truth's score against a bias shared by all raters; null where the noise model says nothing. */
export function sensitivityFigure({ bound, title, metric }: Entry): Html | null {
  const { sensitivity, inter, tippingBiasMm, unit } = bound;
  if (!sensitivity || inter.estimate === null) return null;
  const isInMm = sensitivity.curve.every(({ biasMm }) => biasMm !== null);
  const points = sensitivity.curve.map(({ rho, biasMm, score }) => ({ bias: biasMm ?? rho, score }));
  if (points.length < 2) return null;
  const across = percentScale([0, Math.max(...points.map(({ bias }) => bias))], 4, [13, 4]);
  const up = pixelScale(paddedExtent([...points.map(({ score }) => score), inter.estimate]), 8, bottom);
  const level = up.y(inter.estimate);
  const tipping =
    tippingBiasMm === null || !isInMm
      ? ""
      : ` It meets inter-rater agreement at ${metricValue(tippingBiasMm, "mm")} mm.`;
  const alternative = `Score of the truth by shared bias, ${title}, ${metric.key}: from ${withUnit(points[0].score, unit)} without bias to ${withUnit(points.at(-1)?.score, unit)}.${tipping}`;
  const picture = figure(height, alternative, [
    up.ticks.map(
      ({ value, text }) =>
        html`<line class="grid" x1="12%" x2="100%" y1="${up.y(value)}" y2="${up.y(value)}"/><text class="tick" x="0" y="${up.y(value) + 4}">${text}</text>`,
    ),
    horizontalAxis(across, bottom, bottom),
    html`<line class="limit" x1="12%" x2="100%" y1="${level}" y2="${level}"/>`,
    points
      .slice(1)
      .map(
        ({ bias, score }, place) =>
          html`<line class="biasline" x1="${across.x(points[place].bias)}" y1="${up.y(points[place].score)}" x2="${across.x(bias)}" y2="${up.y(score)}"/>`,
      ),
  ]);
  return html`${picture}<p class="axis">shared bias (${isInMm ? "mm" : "in units of the annotation noise"})</p>`;
}
