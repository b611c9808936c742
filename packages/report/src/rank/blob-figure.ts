import { percent } from "@pgt/metrics";
import { type Html, html } from "../page/html.ts";
import { colourClass, figure, mark, percentScale } from "../page/percent-plot.ts";
import { plotRows } from "../page/plot-rows.ts";
import type { RankPageTask } from "./rank-page-input.ts";

const rowHeight = 30;
/** Radius in pixels of a blob for all resamples. */
const fullRadius = 13;

/**
 * Blob plot (Wiesenfarth et al. 2021): for every algorithm, the area of a blob is the share of resamples with that
 * rank, the line the bootstrap range of ranks (95 %), the mark the rank on all cases. Null where nothing was resampled.
 */
export function blobFigure({ ranking, name, metric }: RankPageTask, order: readonly string[]): Html | null {
  const { algorithms } = ranking;
  if (algorithms.some(({ rankShares }) => rankShares === null)) return null;
  const bottom = algorithms.length * rowHeight;
  const scale = percentScale([1, Math.max(2, algorithms.length)], algorithms.length, [6, 6]);
  const places = algorithms.map((_, at) => at + 1);
  const rows = algorithms.map(({ algorithm, rank, rankInterval: { low, high }, rankShares }, at) => {
    const y = at * rowHeight + rowHeight / 2;
    const colour = colourClass(order.indexOf(algorithm));
    const title = `${algorithm}: rank ${rank}${low === null ? "" : ` [${low}, ${high}]`}`;
    return html`${
      low !== null &&
      high !== null &&
      html`<line class="whisker thin ${colour}" x1="${scale.x(low)}" x2="${scale.x(high)}" y1="${y}" y2="${y}"/>`
    }${rankShares!.map(
      (share, place) =>
        share > 0 &&
        html`<circle class="dot ${colour}" cx="${scale.x(place + 1)}" cy="${y}" r="${(fullRadius * Math.sqrt(share)).toFixed(2)}"><title>${`${algorithm}: rank ${place + 1} in ${shareOfAll(share)} of resamples`}</title></circle>`,
    )}${mark(scale.x(rank), y, 5, "truth", title)}`;
  });
  const alternative = `Ranks over resamples of the cases, ${name}${metric ? `, ${metric}` : ""}: ${algorithms
    .map(
      ({ algorithm, rank, winnerShare }) =>
        `${algorithm} rank ${rank}, first in ${shareOfAll(winnerShare ?? 0)}`,
    )
    .join("; ")}.`;
  const picture = figure(bottom + 20, alternative, [
    places.map(
      (place) =>
        html`<line class="grid" x1="${scale.x(place)}" x2="${scale.x(place)}" y1="0" y2="${bottom}"/><text class="tick" x="${scale.x(place)}" y="${bottom + 14}" text-anchor="middle">${place}</text>`,
    ),
    rows,
  ]);
  const names = algorithms.map(({ algorithm, winnerShare }) => ({
    name: algorithm,
    detail: `first ${shareOfAll(winnerShare ?? 0)}`,
  }));
  return html`${plotRows(names, rowHeight, picture)}<p class="axis">rank</p>`;
}

/** A decimal more for a share below 1 %. */
function shareOfAll(share: number): string {
  return percent(share, share > 0 && share < 0.01 ? 1 : 0);
}
