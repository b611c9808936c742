import { type InputHash, type RunFolder, secondsSince, version } from "@pgt/runner";
import { jsonText, type SchemaDocument } from "../documents/json-text.ts";
import { type Table, tableFiles } from "../documents/table.ts";
import type { RankedTask, RankReport } from "./rank-types.ts";

/** Schema of the JSON document of a ranking. */
export const rankSchema = "pgt.rank/2";

const taskColumns = ["label", "name", "metric"];

/** One row per task and algorithm. */
export const rankingTable: Table<RankReport> = {
  file: "ranking.csv",
  columns: [
    ...taskColumns,
    ...["references", "rank", "algorithm", "aggregate", "unit", "n", "expected", "rankLow", "rankHigh"],
    ...["winnerShare", "wins", "letters"],
  ],
  records: ({ tasks }) =>
    tasks.flatMap((task) =>
      task.ranking.algorithms.map((one) => ({
        ...{ ...nameOf(task), references: task.references.join(" "), unit: task.unit },
        ...one,
        rankLow: one.rankInterval.low,
        rankHigh: one.rankInterval.high,
      })),
    ),
};

/** Share of resamples per rank: the data of a blob plot. */
const ranksTable: Table<RankReport> = {
  file: "ranks.csv",
  columns: [...taskColumns, "algorithm", "rank", "share"],
  records: rankShareRecords,
};

const testsTable: Table<RankReport> = {
  file: "tests.csv",
  columns: [...taskColumns, "better", "worse", "statistic", "n", "method", "p", "pAdjusted", "significant"],
  records: ({ tasks }) =>
    tasks.flatMap((task) =>
      task.ranking.tests.map((test) => ({
        ...nameOf(task),
        ...test,
        significant: String(test.significant),
      })),
    ),
};

const ordersTable: Table<RankReport> = {
  file: "orders.csv",
  columns: [...taskColumns, "order", "algorithm", "rank"],
  records: orderRecords,
};

const referencesTable: Table<RankReport> = {
  file: "references.csv",
  columns: [...taskColumns, "reference", "algorithm", "rank"],
  records: referenceRecords,
};

const metricsTable: Table<RankReport> = {
  file: "metrics.csv",
  columns: [
    ...["label", "name", "first", "second", "spearmanWithin", "spearmanWithinLow", "spearmanWithinHigh"],
    ...["kendallWithin", "spearmanOver", "kendallOver", "flipped", "pairs"],
  ],
  records: metricRecords,
};

/** The tables of a ranking. */
export const rankingTables = [
  rankingTable,
  ranksTable,
  testsTable,
  ordersTable,
  referencesTable,
  metricsTable,
];

/** The JSON document of a ranking. */
export function rankDocument(report: RankReport, version: string): SchemaDocument {
  const { settings, source, files: _, ...rest } = report;
  return { schema: rankSchema, version, source, settings, ...rest };
}

/**
 * Writes the tables of a ranking and run.json.
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
  const run = { inputs, durationSeconds: secondsSince(startedMs) };
  return directory.write(
    tableFiles(rankingTables, report),
    jsonText({ schema: rankSchema, version, ...rest, ...run }),
  );
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
