import stringWidth from "string-width";
import type { BoundRow, IntervalReport, ModelRow } from "./door-types.ts";
import { decimalsOf, formatNumber } from "./numbers.ts";
import { paint, printable, type Terminal } from "./terminal.ts";

const minimumWidth = 24;
const maximumWidth = 60;

interface Mark {
  readonly title: string;
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
}

const unicodePens: Pens = { band: "░", bound: "┊", line: "─", ends: ["├", "┤"], dot: "●" };
const asciiPens: Pens = { band: ".", bound: ":", line: "-", ends: ["[", "]"], dot: "o" };

/** One small plot per label and metric: estimates with their intervals, the PGT interval as a band behind them. */
export function intervalPlots(report: IntervalReport, terminal: Terminal): string[] {
  const pens = terminal.unicode ? unicodePens : asciiPens;
  const titleWidth = Math.max(5, ...report.models.map(({ model }) => stringWidth(printable(model))));
  const plots = report.bounds.map((bound) => {
    const marks = marksOf(bound, report.models);
    const values = marks
      .flatMap(({ estimate, low, high }) => [estimate, low, high])
      .filter((value) => value !== null);
    if (values.length === 0) return [];
    const scale = scaleOf(values, plotWidth(terminal, titleWidth));
    const show = (value: number) => formatNumber(value, decimalsOf(bound.unit), "");
    const title = `${bound.label} ${printable(bound.name)}, ${bound.metric}`;
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

/** What the band and the dotted line mean. */
export function plotLegend(terminal: Terminal): string {
  const { band, bound, dot, ends, line } = terminal.unicode ? unicodePens : asciiPens;
  return `${ends[0]}${line}${dot}${line}${ends[1]} mean and 95 % CI over cases; ${band}${band}${band} from inter- to intra-rater agreement; ${bound} a bound`;
}

function marksOf(bound: BoundRow, models: readonly ModelRow[]): Mark[] {
  const bounds = [
    { title: "inter", bound: bound.inter },
    { title: "intra", bound: bound.intra },
  ].flatMap(({ title, bound: one }) =>
    one ? [{ title, estimate: one.estimate, low: one.these.low, high: one.these.high }] : [],
  );
  const placed = models.filter(({ label, metric }) => label === bound.label && metric === bound.metric);
  return [
    ...bounds,
    ...placed.map(({ model, estimate, low, high }) => ({ title: model, estimate, low, high })),
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

function scaleOf(values: readonly number[], width: number): Scale {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const span = high > low ? high - low : 1;
  return { low, high, width, at: (value) => Math.round(((value - low) / span) * (width - 1)) };
}

function drawMark(mark: Mark, { inter, intra }: BoundRow, scale: Scale, pens: Pens): string {
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
  return signs.join("").trimEnd();
}

function axis(low: string, high: string, width: number): string {
  return low + high.padStart(Math.max(width - low.length, high.length + 1));
}

function padded(text: string, width: number): string {
  const clean = printable(text);
  return clean + " ".repeat(width - stringWidth(clean));
}
