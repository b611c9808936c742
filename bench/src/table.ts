import type { Spread } from "./spread.ts";

export type Row = readonly string[];

/** A Markdown table whose columns are also aligned for a terminal; all but the first `texts` columns are numbers. */
export function table(heads: Row, rows: readonly Row[], texts = 1): string {
  const widths = heads.map((head, column) => Math.max(head.length, ...rows.map((row) => row[column].length)));
  const line = (row: Row) =>
    `| ${row.map((cell, c) => (c < texts ? cell.padEnd(widths[c]) : cell.padStart(widths[c]))).join(" | ")} |`;
  const rule = `| ${widths.map((width, c) => (c < texts ? "-".repeat(width) : `${"-".repeat(width - 1)}:`)).join(" | ")} |`;
  return [line(heads), rule, ...rows.map(line)].join("\n");
}

/** `median (low-high)` with three significant digits. */
export function shown({ median, low, high }: Spread): string {
  return `${digits(median)} (${digits(low)}-${digits(high)})`;
}

export function digits(value: number): string {
  if (!Number.isFinite(value)) return "-";
  if (value === 0) return "0";
  const decimals = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(Math.min(decimals, 3));
}

export const sizeText = (shape: readonly number[]) =>
  shape.every((n) => n === shape[0]) ? `${shape[0]}^3` : shape.join(" x ");
