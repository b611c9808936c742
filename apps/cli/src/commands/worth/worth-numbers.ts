import type { WorthReport } from "@pgt/core";
import { formatNumber } from "../../terminal/numbers.ts";
import { signs, type Terminal } from "../../terminal/terminal.ts";

export type WorthMetric = WorthReport["metrics"][number];

/** Shares in points of a hundredth, others in their unit. */
export function pointsOf({ isShare }: WorthMetric, value: number | null): number | null {
  // Twelve digits: what is left of rounding would turn 3.095 into 3.09.
  return value === null ? null : Number((isShare ? 100 * value : value).toPrecision(12));
}

export function metricOf({ metrics }: WorthReport, metric: string): WorthMetric {
  return metrics.find((one) => one.metric === metric)!;
}

/** A number with its interval in brackets; `never` stands for an end that is not reached. */
export function withEnds(
  value: number | null,
  low: number | null,
  high: number | null,
  decimals: number,
  terminal: Terminal,
  never?: string,
): string {
  const none = never ?? signs(terminal).undefined;
  const show = (one: number | null) => formatNumber(one, decimals, none);
  const isBare = low === null && high === null && never === undefined;
  return isBare ? show(value) : `${show(value)} [${show(low)}, ${show(high)}]`;
}

/** A smallest reliable gap: without resamples, no interval; else an end may not be reached. */
export function gapText(
  { gap, low, high, notReached }: WorthReport["concordance"][number]["reliable"][number],
  points: (value: number | null) => number | null,
  terminal: Terminal,
): string {
  const never = "not reached";
  if (notReached === null) return formatNumber(points(gap), 1, never);
  return withEnds(points(gap), points(low), points(high), 1, terminal, never);
}

/** p values below 0.001 are not told apart. */
export function pText(p: number | null, terminal: Terminal): string {
  if (p === null) return signs(terminal).undefined;
  return p < 0.001 ? "<.001" : p.toFixed(3).replace(/^0/, "");
}

/** `.64`, `-.08`, `1.00`. */
export function shareText(value: number | null, decimals: number, terminal: Terminal): string {
  return formatNumber(value, decimals, signs(terminal).undefined).replace(/^(-?)0\./, "$1.");
}

export function percentText(share: number | null, terminal: Terminal): string {
  return share === null ? signs(terminal).undefined : (100 * share).toFixed(1);
}
