import { type Html, html } from "../page/html.ts";
import {
  colourClass,
  figure,
  horizontalAxis,
  mark,
  paddedExtent,
  percentScale,
  pixelScale,
} from "../page/percent-plot.ts";
import { shownAs, type WorthPageInput } from "./worth-page-input.ts";

const height = 240;
const bottom = height - 22;

/**
 * Quality against downstream score of one task and metric. Versions of one dataset are linked; the agreement of the
 * raters of the base labels is marked on the quality axis where it is known. Null for fewer than two points.
 */
export function scatterFigure(input: WorthPageInput, task: string, metric: string): Html | null {
  const points = input.points.filter((one) => one.task === task && one.metric === metric);
  if (points.length < 2) return null;
  const { factor } = shownAs(input, metric);
  const bounds = input.settings.baseBounds.find((one) => one.metric === metric);
  const marked = bounds ? [bounds.inter, ...(bounds.intra === null ? [] : [bounds.intra])] : [];
  const across = percentScale(
    paddedExtent([
      ...points.map(({ quality }) => quality * factor),
      ...marked.map((value) => value * factor),
    ]),
    4,
    [13, 4],
  );
  const up = pixelScale(paddedExtent(points.map(({ downstream }) => downstream * factor)), 8, bottom);
  const x = (value: number) => across.x(value * factor);
  const y = (value: number) => up.y(value * factor);
  const datasets = [...new Set(points.map(({ dataset }) => dataset))];
  const links = datasets.flatMap((dataset) => {
    const own = points.filter((one) => one.dataset === dataset).sort((a, b) => a.quality - b.quality);
    return own
      .slice(1)
      .map(
        (point, at) =>
          html`<line class="grid" x1="${x(own[at].quality)}" y1="${y(own[at].downstream)}" x2="${x(point.quality)}" y2="${y(point.downstream)}"/>`,
      );
  });
  return figure(height, `Label quality against ${task}, ${metric}, ${points.length} points`, [
    up.ticks.map(
      ({ value, text }) =>
        html`<line class="grid" x1="12%" x2="100%" y1="${up.y(value)}" y2="${up.y(value)}"/><text class="tick" x="0" y="${up.y(value) + 4}">${text}</text>`,
    ),
    horizontalAxis(across, bottom, bottom),
    bounds && boundsMark(bounds, x),
    links,
    datasets.length > 1 && datasetNames(datasets, points, x, y),
    points.map((point) => {
      const place = input.versions.indexOf(point.version);
      const title = `${point.version}, ${point.dataset}: quality ${(point.quality * factor).toFixed(1)}, ${task} ${(point.downstream * factor).toFixed(1)}`;
      return mark(x(point.quality), y(point.downstream), place, colourClass(place), title);
    }),
  ]);
}

/** Names of datasets beside their points of the best labels; those at one place together. */
function datasetNames(
  datasets: readonly string[],
  points: WorthPageInput["points"],
  x: (value: number) => string,
  y: (value: number) => number,
): Html[] {
  const places = new Map<string, string[]>();
  for (const dataset of datasets) {
    const best = points
      .filter((one) => one.dataset === dataset)
      .reduce((one, other) => (other.quality > one.quality ? other : one));
    const place = `${x(best.quality)} ${y(best.downstream) - 6}`;
    places.set(place, [...(places.get(place) ?? []), dataset]);
  }
  return [...places].map(([place, names]) => {
    const [across, down] = place.split(" ");
    const isRight = Number.parseFloat(across) > 60;
    return html`<text class="tick" x="${across}" dx="${isRight ? -8 : 8}" y="${down}" text-anchor="${isRight ? "end" : "start"}">${names.join(", ")}</text>`;
  });
}

/** Band from inter- to intra-rater agreement: quality beyond is not interpretable. */
function boundsMark(
  { inter, intra }: WorthPageInput["settings"]["baseBounds"][number],
  x: (value: number) => string,
): Html {
  const line = (value: number, title: string) =>
    html`<line class="limit" x1="${x(value)}" x2="${x(value)}" y1="0" y2="${bottom}"><title>${title}</title></line>`;
  const from = Number.parseFloat(x(inter));
  const width = intra === null ? 0 : Math.max(0, Number.parseFloat(x(intra)) - from);
  return html`${width > 0 && html`<rect class="band" x="${from}%" y="0" width="${width.toFixed(2)}%" height="${bottom}"/>`}${line(inter, "inter-rater agreement of the base labels")}${intra !== null && line(intra, "intra-rater agreement of the base labels")}`;
}
