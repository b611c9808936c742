import type { Html } from "../page/html.ts";
import { scatterPlot } from "../page/scatter-plot.ts";
import { shownAs, type WorthPageInput } from "./worth-page-input.ts";

/**
 * Quality against downstream score of one task and metric. Versions of one dataset are linked; the agreement of the
 * raters of the base labels is marked on the quality axis where it is known. Null for fewer than two points.
 */
export function scatterFigure(input: WorthPageInput, task: string, metric: string): Html | null {
  const points = input.points.filter((one) => one.task === task && one.metric === metric);
  if (points.length < 2) return null;
  const { factor } = shownAs(input, metric);
  const bounds = input.settings.baseBounds.find((one) => one.metric === metric);
  return scatterPlot(
    `Label quality against ${task}, ${metric}, ${points.length} points`,
    points.map(({ version, dataset, quality, downstream }) => ({
      ...{ x: quality * factor, y: downstream * factor, group: dataset },
      series: input.versions.indexOf(version),
      title: `${version}, ${dataset}: quality ${(quality * factor).toFixed(1)}, ${task} ${(downstream * factor).toFixed(1)}`,
    })),
    bounds
      ? { inter: bounds.inter * factor, intra: bounds.intra === null ? null : bounds.intra * factor }
      : null,
  );
}
