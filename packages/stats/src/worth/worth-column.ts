/** One version of the labels in one column. Both numbers oriented so that higher is better. */
export interface WorthPoint {
  readonly version: string;
  readonly quality: number;
  readonly downstream: number;
}

/** The versions of one dataset's labels, with what models trained on them reach on one task. */
export interface WorthColumn {
  readonly task: string;
  readonly dataset: string;
  readonly points: readonly WorthPoint[];
}

/** Sums taken in another order differ by less; printed values by more. */
const decimalsCompared = 1e9;

/** `a - b` to nine decimals, so that equal differences of printed values are equal numbers. */
export function steadyDifference(a: number, b: number): number {
  return Math.round((a - b) * decimalsCompared) / decimalsCompared;
}

export function withoutVersion(columns: readonly WorthColumn[], version: string): WorthColumn[] {
  return columns.map((column) => ({
    ...column,
    points: column.points.filter((point) => point.version !== version),
  }));
}
