import type { WorthTableKind } from "./worth-columns.ts";

/** A row as read, numbers in the unit of the table. */
export interface WorthRow {
  readonly place: string;
  readonly task: string;
  readonly dataset: string;
  readonly version: string;
  readonly metric: string;
  /** The mean, or the value of a case and label. Null: none. */
  readonly value: number | null;
  readonly valueText: string;
  readonly sd: number | null;
  readonly sdText: string;
  readonly status: string;
  readonly n: number | null;
  readonly expected: number | null;
  readonly step: number | null;
  readonly label: string;
  readonly case: string;
  readonly split: string | null;
  readonly recipe: string | null;
  readonly seed: string | null;
  readonly prompted: boolean;
}

export interface WorthTable {
  readonly file: string;
  readonly kind: WorthTableKind;
  readonly rows: readonly WorthRow[];
}
