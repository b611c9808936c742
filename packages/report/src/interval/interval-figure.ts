import { labelTitle } from "@pgt/metrics";
import { correctedOf } from "@pgt/stats";
import { type Html, html } from "../page/html.ts";
import { valueWithInterval, withUnit } from "../page/number-format.ts";
import {
  colourClass,
  figure,
  horizontalAxis,
  type PercentScale,
  paddedExtent,
  percentScale,
  pointOrArrow,
  whisker,
} from "../page/percent-plot.ts";
import { plotRows } from "../page/plot-rows.ts";
import type { Entry } from "./study-view.ts";

const rowHeight = 38;
/** Reach of the scale towards models beyond the bounds, in lengths of the bounds with their intervals. */
const maximumReach = 1.5;

interface Line {
  readonly name: string;
  readonly estimate: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Interval for raters like these. */
  readonly randomRaters?: { readonly low: number | null; readonly high: number | null } | null;
  readonly className: string;
  readonly shape: number | "star";
  readonly kind: "bound" | "derived" | "model";
}

/** Bounds, models and the interval between the bounds on one scale; the truth too, where it is known. */
export function intervalFigure(entry: Entry): Html | null {
  const lines = linesOf(entry);
  const domain = domainOf(entry, lines);
  if (domain === null) return null;
  const { bound } = entry;
  const scale = percentScale(domain, 4);
  const bottom = lines.length * rowHeight;
  const picture = figure(bottom + 20, alternativeText(entry, lines), [
    band(bound, scale, bottom),
    horizontalAxis(scale, 0, bottom),
    boundLines(bound, scale, bottom),
    lines.map((line, row) => drawLine(line, scale, row * rowHeight + rowHeight / 2, bound.unit)),
  ]);
  const names = lines.map(({ name, estimate, low, high }) => ({
    name,
    detail: valueWithInterval(estimate, low, high, bound.unit),
  }));
  return plotRows(names, rowHeight, picture);
}

function linesOf({ bound, models, truth }: Entry): Line[] {
  const { inter, intra } = bound;
  const corrected = correctedOf(bound);
  const bounds: (Line | null)[] = [
    inter.estimate === null
      ? null
      : {
          name: "inter-rater",
          estimate: inter.estimate,
          ...inter.fixedRaters,
          randomRaters: inter.randomRaters,
          ...boundStyle(1),
        },
    !intra || intra.estimate === null
      ? null
      : {
          name: "intra-rater",
          estimate: intra.estimate,
          ...intra.fixedRaters,
          randomRaters: intra.randomRaters,
          ...boundStyle(7),
        },
    corrected && {
      name: "corrected*",
      ...corrected,
      className: "derived",
      shape: 3,
      kind: "derived",
    },
    bound.ceiling && {
      name: "ceiling*",
      estimate: bound.ceiling.estimate,
      low: bound.ceiling.fixedRaters?.low ?? null,
      high: bound.ceiling.fixedRaters?.high ?? null,
      className: "derived",
      shape: 4,
      kind: "derived",
    },
  ];
  const placed = models.map(
    ({ model, estimate, low, high }, index): Line => ({
      name: model,
      estimate,
      low,
      high,
      className: colourClass(index + 2),
      shape: 1 + (index % 5),
      kind: "model",
    }),
  );
  const known: Line[] = truth
    ? [
        {
          name: "truth (known)",
          estimate: truth.estimate,
          low: truth.low,
          high: truth.high,
          className: "truth",
          shape: "star",
          kind: "model",
        },
      ]
    : [];
  return [...bounds.filter((line) => line !== null), ...placed, ...known];
}

function boundStyle(colour: number): Pick<Line, "className" | "shape" | "kind"> {
  return { className: `c${colour}`, shape: 0, kind: "bound" };
}

/** Scale of the bounds with their intervals; widened towards models and what is derived, but not without limit. */
function domainOf({ bound, truth }: Entry, lines: readonly Line[]): readonly [number, number] | null {
  const valuesOf = (some: readonly Line[]) =>
    some.flatMap(({ estimate, low, high }) => [estimate, low, high].filter((value) => value !== null));
  const core = [
    ...valuesOf(lines.filter(({ kind }) => kind === "bound")),
    ...lines.flatMap(({ kind, estimate }) => (kind === "derived" && estimate !== null ? [estimate] : [])),
  ];
  const own = core.length > 0 ? core : valuesOf(lines);
  if (own.length === 0) return null;
  const low = Math.min(...own);
  const high = Math.max(...own);
  const reach = maximumReach * Math.max(high - low, 0.02 * Math.abs(high), 1e-6);
  const others = valuesOf(lines.filter(({ kind }) => kind !== "bound")).map((value) =>
    Math.min(high + reach, Math.max(low - reach, value)),
  );
  const shown = truth?.estimate === null || truth?.estimate === undefined ? [] : [truth.estimate];
  const isProportion = bound.unit === "" && bound.direction === "higher";
  const limits: [number, number] = [
    bound.direction === "lower" ? 0 : Number.NEGATIVE_INFINITY,
    isProportion ? 1 : Number.POSITIVE_INFINITY,
  ];
  return paddedExtent([...own, ...others, ...shown], 0.06, limits);
}

function band({ inter, intra }: Entry["bound"], scale: PercentScale, bottom: number): Html | null {
  if (inter.estimate === null || !intra || intra.estimate === null) return null;
  const [from, to] = [inter.estimate, intra.estimate].sort((a, b) => a - b).map(scale.x);
  return html`<rect class="band" x="${from}" y="0" width="${widthOf(from, to)}" height="${bottom}"/>`;
}

function widthOf(from: string, to: string): string {
  return `${Math.max(0, Number.parseFloat(to) - Number.parseFloat(from)).toFixed(2)}%`;
}

function boundLines({ inter, intra }: Entry["bound"], scale: PercentScale, bottom: number): (Html | null)[] {
  return [inter.estimate, intra?.estimate ?? null].map((value) =>
    value === null
      ? null
      : html`<line class="bound" x1="${scale.x(value)}" x2="${scale.x(value)}" y1="0" y2="${bottom}"/>`,
  );
}

function drawLine(line: Line, scale: PercentScale, y: number, unit: string): Html {
  const { name, estimate, low, high, randomRaters, className, shape } = line;
  const title = `${name}: ${valueWithInterval(estimate, low, high, unit)}${unit ? ` ${unit}` : ""}`;
  return html`${randomRaters && whisker(randomRaters.low, randomRaters.high, scale, y, `${className} thin`)}${whisker(low, high, scale, y, className)}${
    estimate !== null && pointOrArrow(estimate, scale, y, shape, className, title)
  }`;
}

function alternativeText({ bound, metric }: Entry, lines: readonly Line[]): string {
  const values = lines.map(({ name, estimate }) => `${name} ${withUnit(estimate, bound.unit)}`);
  return `Interval plot, ${labelTitle(bound)}, ${metric.key}: ${values.join("; ")}.`;
}
