import { InputError, type MetricRequest, type ScoreRow } from "@pgt/metrics";

/** Rounding of a table may put a value beyond the range by this much of it. */
const slack = 1e-6;

export interface PlacedRow {
  readonly place: string;
  readonly row: ScoreRow;
}

/**
 * Refuses values that a metric cannot have; for a metric from 0 to 1, values up to 100 look like percentages.
 *
 * @throws InputError E_TABLE naming the first such value, and how many there are.
 */
export function checkValues(
  rows: readonly PlacedRow[],
  metrics: ReadonlyMap<string, MetricRequest>,
  file: string,
): void {
  const byMetric = new Map<string, PlacedRow[]>([...metrics.keys()].map((key) => [key, []]));
  for (const one of rows) if (one.row.value !== null) byMetric.get(one.row.metric)?.push(one);
  for (const { key, definition } of metrics.values()) {
    const [low, high] = definition.range;
    const valued = byMetric.get(key)!;
    const beyond = valued.filter(({ row }) => row.value! < low - slack || row.value! > high + slack);
    const [first] = beyond;
    if (!first) continue;
    const isPercent = high === 1 && beyond.every(({ row }) => Math.abs(row.value!) <= 100);
    const mixed =
      beyond.length < valued.length ? "percentages and fractions are mixed" : "all are percentages";
    const fault = isPercent
      ? `looks like a percentage: ${beyond.length} of ${valued.length} values of ${key} are beyond 1 (${mixed}). Write fractions, 0.93 for 93 %, or say that they are percentages (scale: percent; --scale percent of the command)`
      : `is beyond what ${key} can be, ${low} to ${high}; ${beyond.length} of ${valued.length} values are`;
    throw new InputError("E_TABLE", file, `${first.place}, column value: ${first.row.value} ${fault}`);
  }
}
