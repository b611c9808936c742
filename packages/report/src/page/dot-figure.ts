import { quantile } from "@pgt/stats";
import { type Html, html } from "./html.ts";
import {
  colourClass,
  figure,
  horizontalAxis,
  paddedExtent,
  percentScale,
  pointOrArrow,
  whisker,
} from "./percent-plot.ts";
import { plotRows } from "./plot-rows.ts";

/** A value on a row, with its interval where there is one. */
export interface Dot {
  /** Place in the legend: colour and shape. */
  readonly series: number;
  readonly value: number;
  readonly low?: number | null;
  readonly high?: number | null;
  readonly title: string;
}

export interface DotRow {
  readonly name: string;
  readonly detail: string;
  readonly dots: readonly Dot[];
}

const rowHeight = 30;

/**
 * Rows of dots on one scale; single values far from the others are arrows at its edge. Null without a value.
 *
 * @param limits of what the metric can be.
 */
export function dotFigure(
  alternative: string,
  rows: readonly DotRow[],
  limits: readonly [number, number],
): Html | null {
  const values = rows.flatMap(({ dots }) =>
    dots.flatMap(({ value, low = null, high = null }) => [value, low ?? value, high ?? value]),
  );
  if (values.length === 0) return null;
  const scale = percentScale(paddedExtent(withoutOutliers(values), 0.06, limits), 4);
  const bottom = rows.length * rowHeight;
  const picture = figure(bottom + 20, alternative, [
    horizontalAxis(scale, 0, bottom),
    rows.map(({ dots }, at) => {
      const y = at * rowHeight + rowHeight / 2;
      return dots.map(({ series, value, low = null, high = null, title }) => {
        const colour = colourClass(series);
        return html`${whisker(low, high, scale, y, colour)}${pointOrArrow(value, scale, y, series, colour, title)}`;
      });
    }),
  ]);
  return plotRows(
    rows.map(({ name, detail }) => ({ name, detail })),
    rowHeight,
    picture,
  );
}

/** Values within twice the range of the middle 80 % of it; all, if there are few. */
function withoutOutliers(values: readonly number[]): number[] {
  if (values.length < 10) return [...values];
  const [low, high] = [quantile(values, 0.1), quantile(values, 0.9)];
  const reach = 2 * (high - low);
  return values.filter((value) => value >= low - reach && value <= high + reach);
}
