import type { RankedTask } from "@pgt/core";
import { csv } from "./serialise.ts";

const columns = [
  ...["label", "name", "metric", "references", "rank", "algorithm", "aggregate", "unit"],
  ...["n", "expected", "rankLow", "rankHigh", "winnerShare", "wins", "letters"],
];

/** One row per task and algorithm. */
export function rankingCsv(tasks: readonly RankedTask[]): Generator<string> {
  return csv(
    columns,
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
