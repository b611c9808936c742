import { plural } from "@pgt/metrics";
import { qualityPairs } from "./quality-pairs.ts";
import { uniqueOf } from "./worth-cells.ts";
import type { WorthColumn } from "./worth-column.ts";

/** Fewest datasets with an interval: tasks of one dataset are not independent of each other. */
export const fewestDatasets = 2;

/** Reason why no interval is given, as a clause; null if it is. Columns without a pair do not count. */
export function whyNoInterval(columns: readonly WorthColumn[]): string | null {
  const paired = columns.filter((column) => qualityPairs([column]).length > 0);
  const datasets = uniqueOf(paired, ({ dataset }) => dataset).length;
  if (datasets >= fewestDatasets) return null;
  const there = `there ${paired.length === 1 ? "is" : "are"} ${plural(paired.length, "column")} with pairs, of ${plural(datasets, "dataset")}`;
  return `intervals need columns (a dataset and task each) of at least ${fewestDatasets} datasets; ${there}`;
}
