import { powerOfTen } from "@pgt/metrics";
/** A cell of a table of means as it is printed, in the unit of the table. */
export interface PrintedCell {
  /** `line 7`: where it stands. */
  readonly place: string;
  readonly task: string;
  readonly dataset: string;
  readonly version: string;
  readonly metric: string;
  /** Null: missing. */
  readonly mean: number | null;
  readonly sd: number | null;
  /** Digits after the point, as printed. */
  readonly meanDecimals: number;
  readonly sdDecimals: number;
  /** Values that the mean is made of, where the table says. */
  readonly n?: number | null;
  /** Step that single values are multiples of, where the table says (1 for counts and for 0 or 1). */
  readonly step?: number | null;
}

export type FindingKind =
  | "SD_ROOT_OF_MEAN"
  | "SD_TOO_LARGE"
  | "ORDER_BREAK"
  | "GRANULARITY"
  | "DUPLICATE"
  | "MIXED_SCALE";

/** Something in a table that cannot be, or hardly. Not a proof: a reason to ask who made it. */
export interface TableFinding {
  readonly kind: FindingKind;
  readonly task: string;
  readonly metric: string;
  /** Cells concerned, of those looked at. */
  readonly count: number;
  readonly of: number;
  readonly message: string;
  readonly cells: readonly FoundCell[];
}

export interface FoundCell {
  readonly place: string;
  readonly dataset: string;
  readonly version: string;
  readonly mean: number | null;
  readonly sd: number | null;
}

export function foundCell({ place, dataset, version, mean, sd }: PrintedCell): FoundCell {
  return { place, dataset, version, mean, sd };
}

/** Cells by task and metric, in order of appearance. */
export function byTaskAndMetric(cells: readonly PrintedCell[]): PrintedCell[][] {
  const groups = new Map<string, PrintedCell[]>();
  for (const cell of cells) {
    const key = JSON.stringify([cell.task, cell.metric]);
    groups.set(key, [...(groups.get(key) ?? []), cell]);
  }
  return [...groups.values()];
}

/** Tells if a number, rounded to so many decimals (half either way), is what is printed. */
export function isPrintedAs(value: number, printed: number, decimals: number): boolean {
  return Math.abs(value - printed) <= 0.5 * powerOfTen(-decimals) * (1 + 1e-9);
}
