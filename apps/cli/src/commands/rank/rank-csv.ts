import type { RankedTask } from "@pgt/core";
import { tableColumns } from "@pgt/metrics";
import { csv } from "../../serialise.ts";

/** One row per task and algorithm. */
export function rankingCsv(tasks: readonly RankedTask[]): Generator<string> {
  return csv(
    tableColumns.ranking,
    tasks.flatMap(({ label, name, metric, references, unit, ranking }) =>
      ranking.algorithms.map((one) => ({
        ...{ label: label ?? "all", name, metric, references: references.join(" "), unit },
        ...one,
        rankLow: one.rankInterval.low,
        rankHigh: one.rankInterval.high,
      })),
    ),
  );
}
