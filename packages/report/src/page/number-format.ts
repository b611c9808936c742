const noValue = "–";

/** A value of a metric: two decimals with mm, else three, or four where three would read as exactly 1. */
export function metricValue(value: number | null | undefined, unit: string): string {
  if (value === null || value === undefined) return noValue;
  if (unit === "mm") return value.toFixed(2);
  const short = withoutMinusZero(value.toFixed(3));
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
  const text = withoutMinusZero(value.toFixed(2));
  return value > 0 && !/^0\.00$/.test(text) ? `+${text}` : text.replace("-", "−");
}

/** Three significant digits, as volumes span five orders of magnitude. */
export function significant(value: number | null): string {
  if (value === null) return noValue;
  const digits =
    Math.abs(value) >= 1000 ? Math.round(value).toString() : String(Number(value.toPrecision(3)));
  return withoutMinusZero(digits).replace("-", "−");
}

/** `12 of 12`: values used, of those expected. */
export function used(n: number, expected: number): string {
  return `${n} of ${expected}`;
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[]): string {
  return items.length < 2 ? (items[0] ?? "") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

function withoutMinusZero(text: string): string {
  return /^-0(\.0*)?$/.test(text) ? text.slice(1) : text;
}
