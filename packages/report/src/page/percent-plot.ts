import { type ScaleLinear, scaleLinear } from "d3-scale";
import { type Html, type HtmlValue, html } from "./html.ts";

/**
 * Plots are SVG whose x is in percent and whose y is in pixels: they fill the width they are given and their text
 * keeps its size, on a phone and on paper. Colours come from the style sheet by class.
 */
export interface PercentScale {
  /** Position of a value, as `12.3%`. */
  readonly x: (value: number) => string;
  readonly ticks: readonly { readonly value: number; readonly text: string }[];
  readonly domain: readonly [number, number];
}

/** More would run into each other on a phone. */
const mostTicks = 4;

/** @param insets percent left free at the two sides, for marks and tick labels. */
export function percentScale(
  [low, high]: readonly [number, number],
  tickCount: number,
  insets: readonly [number, number] = [3, 3],
): PercentScale {
  const scale = linear(low, high).range([insets[0], 100 - insets[1]]);
  let count = tickCount;
  while (count > 1 && scale.ticks(count).length > mostTicks) count--;
  const format = scale.tickFormat(count);
  return {
    x: (value) => `${round(scale(value))}%`,
    ticks: scale.ticks(count).map((value) => ({ value, text: format(value) })),
    domain: [low, high],
  };
}

/** Vertical scale in pixels, values upwards. */
export function pixelScale([low, high]: readonly [number, number], top: number, bottom: number) {
  const scale = linear(low, high).range([bottom, top]);
  const format = scale.tickFormat(4);
  return {
    y: (value: number) => round(scale(value)),
    ticks: scale.ticks(4).map((value) => ({ value, text: format(value) })),
  };
}

function linear(low: number, high: number): ScaleLinear<number, number> {
  return scaleLinear().domain(low < high ? [low, high] : [low - 0.5, low + 0.5]);
}

/** Smallest interval that holds the values, widened by a share of its length at both ends. */
export function paddedExtent(
  values: readonly number[],
  share = 0.06,
  limits: readonly [number, number] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
): [number, number] {
  const low = Math.min(...values);
  const high = Math.max(...values);
  if (!Number.isFinite(low) || !Number.isFinite(high)) return [0, 1];
  const pad = high > low ? share * (high - low) : Math.max(Math.abs(low) * 0.02, 1e-3);
  return [Math.max(limits[0], low - pad), Math.min(limits[1], high + pad)];
}

/** An image with a text alternative. */
export function figure(height: number, alternative: string, content: HtmlValue): Html {
  return html`<svg class="plot" width="100%" height="${height}" role="img" aria-label="${alternative}"><title>${alternative}</title>${content}</svg>`;
}

/** Tick lines from `top` to `bottom` with their numbers below; those at the ends are kept inside the picture. */
export function horizontalAxis(scale: PercentScale, top: number, bottom: number): Html[] {
  return scale.ticks.map(({ value, text }) => {
    const x = scale.x(value);
    const place = Number.parseFloat(x);
    const anchor = place < 5 ? "start" : place > 95 ? "end" : "middle";
    return html`<line class="grid" x1="${x}" x2="${x}" y1="${top}" y2="${bottom}"/><text class="tick" x="${x}" y="${bottom + 14}" text-anchor="${anchor}">${text}</text>`;
  });
}

const shapes: readonly string[] = [
  "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0Z",
  "M-4 -4H4V4H-4Z",
  "M0 -5L5 4H-5Z",
  "M0 -5.5L5.5 0L0 5.5L-5.5 0Z",
  "M0 5L5 -4H-5Z",
  "M-5 -1.7H-1.7V-5H1.7V-1.7H5V1.7H1.7V5H-1.7V1.7H-5Z",
];
const starPath = "M0 -7L1.8 -2.3L6.7 -2.2L2.9 0.9L4.1 5.7L0 3L-4.1 5.7L-2.9 0.9L-6.7 -2.2L-1.8 -2.3Z";

export const colourCount = 7;

/**
 * Classes of the n-th rater, model or version; its shape differs too, so that colour is never needed. Where colours come
 * round again marks are hollow: up to 42 differ, and two that share a colour differ in shape and, next to each other in
 * turn, in filling.
 */
export function colourClass(index: number): string {
  const colour = `c${(index % colourCount) + 1}`;
  return Math.floor(index / colourCount) % 2 === 1 ? `${colour} hollow` : colour;
}

/** A point with what it is as its tooltip. */
export function mark(x: string, y: number, shape: number | "star", className: string, title: string): Html {
  const path = shape === "star" ? starPath : shapes[shape % shapes.length];
  return html`<svg x="${x}" y="${y}" overflow="visible"><path class="${className}" d="${path}"><title>${title}</title></path></svg>`;
}

/** The part of an interval that lies on the scale; an angle at its end where the scale cuts it. */
export function whisker(
  low: number | null,
  high: number | null,
  { x, domain }: PercentScale,
  y: number,
  className: string,
): Html | null {
  if (low === null || high === null || high < domain[0] || low > domain[1]) return null;
  const from = x(Math.max(low, domain[0]));
  const to = x(Math.min(high, domain[1]));
  const cut = (at: string, path: string) =>
    html`<svg x="${at}" y="${y}" overflow="visible"><path class="${className} cut" d="${path}"/></svg>`;
  return html`<line class="whisker ${className}" x1="${from}" x2="${to}" y1="${y}" y2="${y}"/>${
    low < domain[0] && cut(from, "M4 -5L-1 0L4 5")
  }${high > domain[1] && cut(to, "M-4 -5L1 0L-4 5")}`;
}

/** A point; beyond the scale, an arrow at its edge. */
export function pointOrArrow(
  value: number,
  { x, domain }: PercentScale,
  y: number,
  shape: number | "star",
  className: string,
  title: string,
): Html {
  if (value >= domain[0] && value <= domain[1]) return mark(x(value), y, shape, className, title);
  const isLow = value < domain[0];
  const path = isLow ? "M-6 0L3 -5V5Z" : "M6 0L-3 -5V5Z";
  return html`<svg x="${x(domain[isLow ? 0 : 1])}" y="${y}" overflow="visible"><path class="${className}" d="${path}"><title>${title} (beyond the scale)</title></path></svg>`;
}

/** Key to shapes and colours. */
export function legend(items: readonly { readonly text: string; readonly index: number | "star" }[]): Html {
  return html`<p class="legend">${items.map(
    ({ text, index }) =>
      html`<span><svg width="14" height="14" viewBox="-7 -7 14 14" aria-hidden="true"><path class="${index === "star" ? "truth" : colourClass(index)}" d="${index === "star" ? starPath : shapes[index % shapes.length]}"/></svg>${text}</span>`,
  )}</p>`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
