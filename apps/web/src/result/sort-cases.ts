import type { CaseRow, ShownMetric } from "./case-table.ts";

export interface CaseOrder {
  /** A column of values, or one of the two that name the row. */
  readonly by: number | "case" | "title";
  readonly worstFirst: boolean;
}

export interface CaseFilter {
  /** Part of the case's id. */
  readonly text: string;
  /** Null: every structure. */
  readonly label: number | null;
}

export function chosenCases({ rows }: ShownMetric, { text, label }: CaseFilter): CaseRow[] {
  const wanted = text.trim().toLowerCase();
  return rows.filter(
    (row) => (label === null || row.label === label) && row.case.toLowerCase().includes(wanted),
  );
}

/** Rows without a value come last in either order. */
export function sortedCases(
  rows: readonly CaseRow[],
  metric: ShownMetric,
  { by, worstFirst }: CaseOrder,
): CaseRow[] {
  const sign = worstFirst ? 1 : -1;
  if (typeof by !== "number")
    return [...rows].sort((a, b) => sign * compareText(a[by], b[by]) || byName(a, b));
  const badness = (row: CaseRow) => badnessOf(row.values[by] ?? null, metric.direction);
  return [...rows].sort((a, b) => {
    const [x, y] = [badness(a), badness(b)];
    if (x === null || y === null) return Number(x === null) - Number(y === null) || byName(a, b);
    return sign * (y - x) || byName(a, b);
  });
}

function badnessOf(value: number | null, direction: ShownMetric["direction"]): number | null {
  if (value === null) return null;
  if (direction === "higher") return -value;
  return direction === "lower" ? value : Math.abs(value);
}

function byName(a: CaseRow, b: CaseRow): number {
  return compareText(a.case, b.case) || a.label - b.label;
}

function compareText(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}
