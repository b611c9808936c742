import type { SummaryRow } from "@pgt/core";

type Bounded = { readonly unit: string; readonly interval: SummaryRow["interval"] };

/** A line that says that intervals of distances are cut at 0, where one is; none else. */
export function cutAtZero(rows: readonly Bounded[]): string[] {
  const isCut = rows.some(({ unit, interval: { low, high } }) => unit === "mm" && low === 0 && high !== 0);
  return isCut ? ["Intervals of distances are cut at 0: no distance is less."] : [];
}
