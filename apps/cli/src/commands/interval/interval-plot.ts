import { isAgainstConsensus } from "@pgt/analysis/documents";
import type { Bound, IntervalReport, Placement } from "@pgt/core";
import { numberedTitle } from "@pgt/metrics";
import stringWidth from "string-width";
import { decimalsOf, formatNumber } from "../../terminal/numbers.ts";
import { paint, printable, type Terminal } from "../../terminal/terminal.ts";

const minimumWidth = 24;
const maximumWidth = 60;
/** Reach of the scale towards models beyond the bounds, in lengths of the bounds with their intervals. */
const maximumReach = 1.5;

interface Mark {
  readonly title: string;
  readonly isBound: boolean;
  readonly estimate: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

interface Pens {
  readonly band: string;
  readonly bound: string;
  readonly line: string;
  readonly ends: readonly [string, string];
  readonly dot: string;
  /** Values beyond the scale, to the left and to the right. */
  readonly beyond: readonly [string, string];
}

const unicodePens: Pens = {
  band: "░",
  bound: "┊",
  line: "─",
  ends: ["├", "┤"],
  dot: "●",
  beyond: ["◀", "▶"],
};
const asciiPens: Pens = { band: ".", bound: ":", line: "-", ends: ["[", "]"], dot: "o", beyond: ["<", ">"] };

/** One small plot per label and metric: estimates with their intervals, the PGT interval as a band behind them. */
export function intervalPlots(report: IntervalReport, terminal: Terminal): string[] {
  const pens = terminal.unicode ? unicodePens : asciiPens;
  const titleWidth = Math.max(5, ...report.models.map(({ model }) => stringWidth(printable(model))));
  const plots = report.bounds.map((bound) => {
    const marks = marksOf(bound, report.models);
    const scale = scaleOf(marks, plotWidth(terminal, titleWidth));
    if (scale === null) return [];
    const show = (value: number) => formatNumber(value, decimalsOf(bound.unit), "");
    const unit = bound.unit === "" || bound.unit === "1" ? "" : ` (${bound.unit})`;
    const title = `${printable(numberedTitle(bound))}, ${bound.metric}${unit}`;
    return [
      paint(terminal, "bold", title),
      ...marks.map((mark) => `  ${padded(mark.title, titleWidth)}  ${drawMark(mark, bound, scale, pens)}`),
      `  ${" ".repeat(titleWidth)}  ${axis(show(scale.low), show(scale.high), scale.width)}`,
    ];
  });
  return plots
    .filter((lines) => lines.length > 0)
    .flatMap((lines, at) => (at === 0 ? lines : ["", ...lines]));
}

/** Legend of the band and the dotted line. */
export function plotLegend(terminal: Terminal): string {
  const { band, bound, dot, ends, line, beyond } = terminal.unicode ? unicodePens : asciiPens;
  return `${ends[0]}${line}${dot}${line}${ends[1]} mean and 95 % CI over cases; ${band}${band}${band} from inter- to intra-rater agreement; ${bound} a bound; ${beyond.join(" ")} beyond the scale`;
}

function marksOf(bound: Bound, models: readonly Placement[]): Mark[] {
  const bounds = [
    { title: "inter", bound: bound.inter },
    { title: "intra", bound: bound.intra },
  ].flatMap(({ title, bound: one }) =>
    one
      ? [
          {
            title,
            isBound: true,
            estimate: one.estimate,
            low: one.fixedRaters.low,
            high: one.fixedRaters.high,
          },
        ]
      : [],
  );
  const placed = models.filter(
    (one) => one.label === bound.label && one.metric === bound.metric && !isAgainstConsensus(one),
  );
  return [
    ...bounds,
    ...placed.map(({ model, estimate, low, high }) => ({
      title: model,
      isBound: false,
      estimate,
      low,
      high,
    })),
  ];
}

function plotWidth(terminal: Terminal, titleWidth: number): number {
  const room = (terminal.columns ?? 80) - titleWidth - 6;
  return Math.max(minimumWidth, Math.min(maximumWidth, room));
}

interface Scale {
  readonly low: number;
  readonly high: number;
  readonly width: number;
  readonly at: (value: number) => number;
}

/** Scale from the bounds to the models, but not so far that the bounds shrink to a point. Null without any value. */
function scaleOf(marks: readonly Mark[], width: number): Scale | null {
  const all = valuesOf(marks);
  if (all.length === 0) return null;
  const bounds = valuesOf(marks.filter(({ isBound }) => isBound));
  const core = bounds.length > 0 ? bounds : all;
  const reach = maximumReach * (Math.max(...core) - Math.min(...core)) || Number.POSITIVE_INFINITY;
  const low = Math.max(Math.min(...all), Math.min(...core) - reach);
  const high = Math.min(Math.max(...all), Math.max(...core) + reach);
  const span = high > low ? high - low : 1;
  const at = (value: number) =>
    Math.round(((Math.min(Math.max(value, low), high) - low) / span) * (width - 1));
  return { low, high, width, at };
}

function valuesOf(marks: readonly Mark[]): number[] {
  return marks.flatMap(({ estimate, low, high }) => [estimate, low, high]).filter((value) => value !== null);
}

function drawMark(mark: Mark, { inter, intra }: Bound, scale: Scale, pens: Pens): string {
  const signs = Array.from({ length: scale.width }, () => " ");
  const bounds = [inter.estimate, intra?.estimate ?? null].filter((value) => value !== null).map(scale.at);
  if (bounds.length === 2) signs.fill(pens.band, Math.min(...bounds), Math.max(...bounds) + 1);
  for (const at of bounds) signs[at] = pens.bound;
  if (mark.low !== null && mark.high !== null) {
    const [from, to] = [scale.at(mark.low), scale.at(mark.high)];
    signs.fill(pens.line, from, to + 1);
    signs[from] = pens.ends[0];
    signs[to] = pens.ends[1];
  }
  if (mark.estimate !== null) signs[scale.at(mark.estimate)] = pens.dot;
  const values = valuesOf([mark]);
  if (values.some((value) => value < scale.low)) signs[0] = pens.beyond[0];
  if (values.some((value) => value > scale.high)) signs[scale.width - 1] = pens.beyond[1];
  return signs.join("").trimEnd();
}

function axis(low: string, high: string, width: number): string {
  return low + high.padStart(Math.max(width - low.length, high.length + 1));
}

function padded(text: string, width: number): string {
  const clean = printable(text);
  return clean + " ".repeat(width - stringWidth(clean));
}
