import { type Html, html } from "./html.ts";
import {
  colourClass,
  figure,
  horizontalAxis,
  mark,
  paddedExtent,
  percentScale,
  pixelScale,
} from "./percent-plot.ts";

/** A point with what it is as its tooltip, and a bar upwards and downwards where its value has a spread. */
export interface ScatterPoint {
  readonly x: number;
  readonly y: number;
  readonly spread?: number | null;
  /** Place in the legend. */
  readonly series: number | "star";
  /** Points of one group are linked from left to right; groups are named where there are several. */
  readonly group: string;
  readonly title: string;
}

/** Ends on the axis across beyond which a value says nothing more. */
export interface ScatterBand {
  readonly inter: number;
  readonly intra: number | null;
  /** Confidence interval of `inter`. */
  readonly low?: number | null;
  readonly high?: number | null;
}

const height = 240;
const bottom = height - 22;

/** Points on two scales, label quality across; the agreement of the annotators is marked on it where it is known. */
export function scatterPlot(
  alternative: string,
  points: readonly ScatterPoint[],
  band: ScatterBand | null,
): Html {
  const marked = band ? [band.inter, band.intra, band.low, band.high].flatMap((value) => value ?? []) : [];
  const across = percentScale(paddedExtent([...points.map(({ x }) => x), ...marked]), 4, [13, 4]);
  const ends = points.flatMap(({ y, spread }) => [y - (spread ?? 0), y + (spread ?? 0)]);
  const up = pixelScale(paddedExtent(ends), 8, bottom);
  const groups = [...new Set(points.map(({ group }) => group))];
  const ordered = groups.map((group) =>
    points.filter((one) => one.group === group).sort((a, b) => a.x - b.x),
  );
  return figure(height, alternative, [
    up.ticks.map(
      ({ value, text }) =>
        html`<line class="grid" x1="12%" x2="100%" y1="${up.y(value)}" y2="${up.y(value)}"/><text class="tick" x="0" y="${up.y(value) + 4}">${text}</text>`,
    ),
    horizontalAxis(across, bottom, bottom),
    band && bandMark(band, across.x),
    ordered.map((own) =>
      own
        .slice(1)
        .map(
          (point, at) =>
            html`<line class="grid" x1="${across.x(own[at].x)}" y1="${up.y(own[at].y)}" x2="${across.x(point.x)}" y2="${up.y(point.y)}"/>`,
        ),
    ),
    groups.length > 1 && groupNames(ordered, across.x, up.y),
    points.map(({ x, y, spread, series, title }) => {
      const colour = series === "star" ? "truth" : colourClass(series);
      const bar =
        spread &&
        html`<line class="whisker thin ${colour}" x1="${across.x(x)}" x2="${across.x(x)}" y1="${up.y(y - spread)}" y2="${up.y(y + spread)}"/>`;
      return html`${bar}${mark(across.x(x), up.y(y), series, colour, title)}`;
    }),
  ]);
}

/** Names of groups beside their points farthest to the right; those at one place together. */
function groupNames(
  groups: readonly (readonly ScatterPoint[])[],
  x: (value: number) => string,
  y: (value: number) => number,
): Html[] {
  const places = new Map<string, string[]>();
  for (const own of groups) {
    const last = own.at(-1)!;
    const place = `${x(last.x)} ${y(last.y) - 6}`;
    places.set(place, [...(places.get(place) ?? []), last.group]);
  }
  return [...places].map(([place, names]) => {
    const [across, down] = place.split(" ");
    const isRight = Number.parseFloat(across) > 60;
    return html`<text class="tick" x="${across}" dx="${isRight ? -8 : 8}" y="${down}" text-anchor="${isRight ? "end" : "start"}">${names.join(", ")}</text>`;
  });
}

/** Band from inter- to intra-rater agreement, and the interval of the first: quality beyond is not interpretable. */
function bandMark(
  { inter, intra, low = null, high = null }: ScatterBand,
  x: (value: number) => string,
): Html {
  const line = (value: number, title: string) =>
    html`<line class="limit" x1="${x(value)}" x2="${x(value)}" y1="0" y2="${bottom}"><title>${title}</title></line>`;
  const block = (from: number, to: number, className: string, top: number, tall: number) => {
    const [start, end] = [from, to].sort((a, b) => a - b).map((value) => Number.parseFloat(x(value)));
    return html`<rect class="${className}" x="${start}%" y="${top}" width="${(end - start).toFixed(2)}%" height="${tall}"/>`;
  };
  const isUpwards = intra !== null && intra > inter;
  return html`${isUpwards && block(inter, intra, "band", 0, bottom)}${low !== null && high !== null && block(low, high, "mark-of-interval", bottom - 5, 5)}${line(inter, "inter-rater agreement of the base labels")}${intra !== null && line(intra, "intra-rater agreement of the base labels")}`;
}
