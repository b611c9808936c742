import { fixed, percent } from "@pgt/metrics";

const noValue = "–";

/** A value of a metric: two decimals with mm, else three, or four where three would read as exactly 1. */
export function metricValue(value: number | null | undefined, unit: string): string {
  if (value === null || value === undefined) return noValue;
  if (unit === "mm") return value.toFixed(2);
  const short = fixed(value, 3);
  return Math.abs(Number(short)) === 1 && Math.abs(value) !== 1 ? value.toFixed(4) : short;
}

export function withUnit(value: number | null | undefined, unit: string): string {
  const text = metricValue(value, unit);
  return unit === "" || unit === "1" || text === noValue ? text : `${text} ${unit}`;
}

/** `0.935 [0.931, 0.938]`, without brackets if there is no interval. */
export function valueWithInterval(
  estimate: number | null,
  low: number | null,
  high: number | null,
  unit: string,
): string {
  const value = metricValue(estimate, unit);
  if (low === null || high === null) return value;
  return `${value} [${metricValue(low, unit)}, ${metricValue(high, unit)}]`;
}

/** Millimetres with their sign, for shifts of a boundary. */
export function signedMm(value: number | null): string {
  if (value === null) return noValue;
  const text = fixed(value, 2);
  return value > 0 && !/^0\.00$/.test(text) ? `+${text}` : text.replace("-", "−");
}

/** Three significant digits, as volumes span five orders of magnitude. */
export function significant(value: number | null): string {
  if (value === null) return noValue;
  const digits = Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(3));
  return String(digits).replace("-", "−");
}

/** `12.3 %`, or a dash where there is no share. */
export function shareText(share: number | null): string {
  return share === null ? noValue : percent(share, 1);
}

/** `12 of 12`: values used, of those expected. */
export function used(n: number, expected: number): string {
  return `${n} of ${expected}`;
}
