import { checkOptions, defaultSeed, type Note, noteText, parseMetrics, UsageError } from "@pgt/metrics";
import { type InputHash, platform } from "@pgt/runner";
import { defaultRankReplicates, rankingAlpha } from "@pgt/stats";
import { tableFile } from "../interval/interval-of-table.ts";
import type { StudyCase } from "../interval/interval-types.ts";
import { runBeside } from "../interval/run-beside.ts";
import { openRun } from "../open-run.ts";
import { type RawTable, readRawTable } from "../score-table/raw-table.ts";
import { scoreTableOf } from "../score-table/read-score-table.ts";
import {
  challengeReference,
  challengerCsv,
  challengeTaskName,
  isChallengerTable,
  readChallengerTable,
} from "./challenger-table.ts";
import { rankedEntities } from "./entities.ts";
import { writeRanking } from "./rank-document.ts";
import { type RankOptions, type RankReport, rankOptionKeys } from "./rank-types.ts";
import { metricAgreements, overLabels, rankTask, tasksOf } from "./ranked-tasks.ts";
import { type Entities, type ScoreCells, scoreCells } from "./score-cells.ts";

interface Source extends Entities {
  readonly scores: readonly ScoreCells[];
  readonly basis: string | null;
  readonly cases: readonly StudyCase[];
  readonly notes: readonly Note[];
}

/**
 * Ranks algorithms by per-case values, and says how stable the ranking is (docs/methods/ranking.md).
 *
 * @param source a score table (CSV or Parquet), a run directory, or challengeR's long table (`Task, TestCase,
 * Algorithm, MetricValue`).
 * @throws InputError E_TABLE for a table that is not one; UsageError for fewer than two algorithms, for challengeR's
 * table without `better`, and for a number in place of missing values of several metrics.
 */
export async function rank(source: string, options: RankOptions = {}): Promise<RankReport> {
  checkOptions(options, rankOptionKeys);
  const started = performance.now();
  const file = await tableFile(source);
  const inputs: InputHash[] = [];
  const table = await readRawTable(file, inputs);
  const { scores, algorithms, references, basis, cases, notes } = isChallengerTable(table)
    ? challengeSource(table, file, options)
    : await scoreSource(table, file, options);
  const { method = "mean-then-rank", missing = "worst" } = options;
  const { replicates = defaultRankReplicates, seed = defaultSeed } = options;
  refuseOneNumberForMany(scores, missing);
  const perLabel = tasksOf(scores, { algorithms, references }, cases, missing);
  if (perLabel.tasks.length === 0) {
    throw new UsageError("E_RANK", `${file}: nothing to rank. ${perLabel.notes.map(noteText).join(" ")}`);
  }
  const isChallenge = scores[0]?.metric === null;
  const together = isChallenge ? { tasks: [], notes: [] } : overLabels(perLabel.tasks, algorithms, missing);
  const tasks = [...together.tasks, ...perLabel.tasks];
  const rankingOptions = { order: method, missing, replicates, seed };
  const ranked = tasks.map((task) => rankTask(task, rankingOptions));
  const report: RankReport = {
    source: file,
    settings: {
      ...{ method, missing, better: isChallenge ? scores[0].direction : null, replicates, seed },
      alpha: rankingAlpha,
      metrics: [...new Set(scores.flatMap(({ metric }) => metric?.key ?? []))],
      labels: options.labels ?? null,
    },
    algorithms,
    references,
    basis,
    tasks: ranked,
    agreement: metricAgreements(tasks, ranked, rankingOptions),
    notes: [...notes, ...perLabel.notes, ...together.notes, ...exportNotes(scores, options)],
  };
  if (options.challenger !== undefined) {
    const named = perLabel.tasks.map(({ values, ...task }) => ({
      name: challengeTaskName(task, null),
      values,
    }));
    await platform().output.writeFile(options.challenger, challengerCsv(named));
  }
  if (options.out === undefined) return report;
  const directory = await openRun(options, "rank", null);
  return { ...report, files: await writeRanking(directory!, report, inputs, started) };
}

function challengeSource(table: RawTable, file: string, options: RankOptions): Source {
  const given = (["metrics", "labels", "references"] as const).find((name) => options[name] !== undefined);
  if (given !== undefined) {
    throw new UsageError(
      "E_RANK_OPTION",
      `${given}: ${file} is a table of tasks and algorithms, which has none; leave it out`,
    );
  }
  if (options.better === undefined) {
    throw new UsageError(
      "E_RANK_OPTION",
      `${file}: a table of algorithms does not tell whether a larger MetricValue is better; say so (better: higher or lower; --better of the command)`,
    );
  }
  const scores = readChallengerTable(table, file, options.better);
  const present = [
    ...new Set(
      scores.flatMap(({ cells }) =>
        [...cells.values()].flatMap((byCase) => [...byCase.values()].flatMap((one) => [...one.keys()])),
      ),
    ),
  ];
  const unknownName = options.algorithms?.find((name) => !present.includes(name));
  if (unknownName !== undefined) {
    throw new UsageError(
      "E_ENTITIES",
      `algorithms (--models of the command): "${unknownName}" is not in the table; its algorithms are ${present.join(", ")}`,
    );
  }
  const algorithms = options.algorithms ?? present;
  return { scores, algorithms, references: [challengeReference], basis: null, cases: [], notes: [] };
}

async function scoreSource(raw: RawTable, file: string, options: RankOptions): Promise<Source> {
  if (options.better !== undefined) {
    throw new UsageError(
      "E_RANK_OPTION",
      `better: ${file} is a score table, and every metric knows its direction; leave it out`,
    );
  }
  const { metrics, labels, algorithms, references } = options;
  const table = scoreTableOf(raw, file, {
    ...(metrics && { metrics: parseMetrics(metrics) }),
    ...(labels && { labels }),
    ...(options.columns && { columns: options.columns }),
    ...(options.scale && { scale: options.scale }),
  });
  const run = await runBeside(file);
  const { basis, ...entities } = rankedEntities(table.rows, { algorithms, references }, run);
  const scores = scoreCells(table.rows, table.metrics, entities, file);
  return { scores, ...entities, basis, cases: run?.cases ?? [], notes: table.notes };
}

/** 0 is the worst of one metric and the best of another. */
function refuseOneNumberForMany(scores: readonly ScoreCells[], missing: RankOptions["missing"]): void {
  const metrics = [...new Set(scores.flatMap(({ metric }) => metric?.key ?? []))];
  if (typeof missing !== "number" || metrics.length < 2) return;
  throw new UsageError(
    "E_RANK_OPTION",
    `missing: ${missing} cannot stand for a missing value of ${metrics.join(", ")} alike; rank one metric at a time, such as ${metrics[0]}, or leave it at worst`,
  );
}

function exportNotes(scores: readonly ScoreCells[], { challenger }: RankOptions): Note[] {
  const directions = new Set(scores.map(({ direction }) => direction));
  if (challenger === undefined || directions.size < 2) return [];
  return [
    {
      code: "N-RANK",
      file: challenger,
      message:
        "{file} has tasks in which larger values are better and tasks in which smaller ones are; challengeR takes one direction per table (smallBetter): split it, or export one metric at a time.",
    },
  ];
}
