import { tableColumns } from "@pgt/metrics";
import type { InputHash, RunFolder } from "@pgt/runner";
import { csvFile, jsonFile, secondsSince, version } from "@pgt/runner";
import type { RankedTask, RankReport } from "./rank-types.ts";

/** One record per task and algorithm. */
function rankingRecords(tasks: readonly RankedTask[]): Record<string, unknown>[] {
  return tasks.flatMap(({ label, name, metric, references, unit, ranking }) =>
    ranking.algorithms.map((one) => ({
      ...{ label: label ?? "all", name, metric, references: references.join(" "), unit },
      ...one,
      rankLow: one.rankInterval.low,
      rankHigh: one.rankInterval.high,
    })),
  );
}

/**
 * Writes ranking.csv, ranks.csv (share of resamples per rank: the data of a blob plot), tests.csv, orders.csv,
 * references.csv, metrics.csv and run.json.
 *
 * @param startedMs of `performance.now()`.
 * @returns names of the files.
 */
export function writeRanking(
  directory: RunFolder,
  report: RankReport,
  inputs: readonly InputHash[],
  startedMs: number,
): Promise<string[]> {
  const { files: _, ...rest } = report;
  const taskColumns = ["label", "name", "metric"];
  const tables = {
    "ranking.csv": csvFile(tableColumns.ranking, rankingRecords(report.tasks)),
    "ranks.csv": csvFile([...taskColumns, "algorithm", "rank", "share"], rankShareRecords(report)),
    "tests.csv": csvFile(
      [...taskColumns, "better", "worse", "statistic", "n", "method", "p", "pAdjusted", "significant"],
      report.tasks.flatMap((task) =>
        task.ranking.tests.map((test) => ({
          ...nameOf(task),
          ...test,
          significant: String(test.significant),
        })),
      ),
    ),
    "orders.csv": csvFile([...taskColumns, "order", "algorithm", "rank"], orderRecords(report)),
    "references.csv": csvFile([...taskColumns, "reference", "algorithm", "rank"], referenceRecords(report)),
    "metrics.csv": csvFile(
      ["label", "name", "first", "second", ...correlationColumns, "flipped", "pairs"],
      metricRecords(report),
    ),
  };
  const run = {
    schema: "pgt.rank/1",
    version,
    ...rest,
    inputs,
    durationSeconds: secondsSince(startedMs),
  };
  return directory.write(tables, jsonFile(run));
}

function nameOf({ label, name, metric }: Pick<RankedTask, "label" | "name" | "metric">) {
  return { label: label ?? "all", name, metric };
}

function rankShareRecords({ tasks }: RankReport) {
  return tasks.flatMap((task) =>
    task.ranking.algorithms.flatMap(({ algorithm, rankShares }) =>
      (rankShares ?? []).map((share, at) => ({ ...nameOf(task), algorithm, rank: at + 1, share })),
    ),
  );
}

function orderRecords({ tasks }: RankReport) {
  return tasks.flatMap((task) =>
    task.ranking.orders.flatMap(({ order, ranks }) =>
      Object.entries(ranks).map(([algorithm, rank]) => ({ ...nameOf(task), order, algorithm, rank })),
    ),
  );
}

function referenceRecords({ tasks }: RankReport) {
  return tasks.flatMap((task) =>
    (task.byReference?.byReference ?? []).flatMap(({ reference, ranks }) =>
      Object.entries(ranks).map(([algorithm, rank]) => ({ ...nameOf(task), reference, algorithm, rank })),
    ),
  );
}

const correlationColumns = [
  "spearmanWithin",
  "spearmanWithinLow",
  "spearmanWithinHigh",
  "kendallWithin",
  "spearmanOver",
  "kendallOver",
];

function metricRecords({ agreement }: RankReport) {
  return agreement.flatMap(({ label, name, pairs }) =>
    pairs.map(({ first, second, withinAlgorithm, overAlgorithms, flips }) => ({
      ...{ label: label ?? "all", name, first, second },
      spearmanWithin: withinAlgorithm.spearman.estimate,
      spearmanWithinLow: withinAlgorithm.spearman.low,
      spearmanWithinHigh: withinAlgorithm.spearman.high,
      kendallWithin: withinAlgorithm.kendall.estimate,
      spearmanOver: overAlgorithms.spearman.estimate,
      kendallOver: overAlgorithms.kendall.estimate,
      flipped: flips.flipped,
      pairs: flips.pairs,
    })),
  );
}
