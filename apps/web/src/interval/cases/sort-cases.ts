import type { CaseTable, ShownMetric } from "./case-table.ts";
import { compareNames } from "./compare-names.ts";

export interface CaseOrder {
  /** A column of values, or one of the two that name the row. */
  readonly by: number | "case" | "title";
  readonly worstFirst: boolean;
}

export interface CaseFilter {
  /** Part of the case's id. */
  readonly text: string;
  /** Label of the structure; null for every one. */
  readonly label: number | null;
}

type Names = Pick<CaseTable, "cases" | "labels">;

/** Places of the rows that pass the filter. */
export function chosenRows(
  { caseOf, labelOf }: ShownMetric,
  { cases, labels }: Names,
  { text, label }: CaseFilter,
): number[] {
  const wanted = text.trim().toLowerCase();
  const isCase = cases.map((id) => id.toLowerCase().includes(wanted));
  const isLabel = labels.map((one) => label === null || one.label === label);
  const rows: number[] = [];
  for (let row = 0; row < caseOf.length; row++) {
    if (isCase[caseOf[row]] && isLabel[labelOf[row]]) rows.push(row);
  }
  return rows;
}

/** Sorts rows. Those without a value come last in either order; equal ones stay in the order of their names. */
export function sortedRows(
  rows: readonly number[],
  metric: ShownMetric,
  { labels }: Names,
  { by, worstFirst }: CaseOrder,
): number[] {
  const sign = worstFirst ? 1 : -1;
  const keys = sortKeys(metric, labels, by);
  return [...rows].sort((a, b) => {
    const [x, y] = [keys[a], keys[b]];
    if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y));
    return sign * (x - y);
  });
}

/** Gives a number per row, the smallest for what comes first. */
function sortKeys(metric: ShownMetric, labels: Names["labels"], by: CaseOrder["by"]): ArrayLike<number> {
  if (by === "case") return metric.caseOf;
  if (by === "title") {
    const order = labels.map((_, at) => at).sort((a, b) => compareNames(labels[a].title, labels[b].title));
    return metric.labelOf.map((place) => order.indexOf(place));
  }
  const { direction } = metric;
  const goodness = (value: number) =>
    direction === "higher" ? value : direction === "lower" ? -value : -Math.abs(value);
  return (metric.columns[by]?.values ?? new Float64Array()).map(goodness);
}
