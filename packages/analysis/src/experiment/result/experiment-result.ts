import { isFile, join, readText } from "@pgt/runner";
import { mean, type OrganQuality, type QualityCell, sampleSd } from "@pgt/stats";
import { qualityTask } from "../../quality/quality-document.ts";
import type { QualityReport } from "../../quality/quality-types.ts";
import type { WorthReport } from "../../worth/worth-types.ts";
import type { EngineGenerator, PlannedGenerator } from "../plan/plan-types.ts";
import { originalVersion } from "../plan/read-generators.ts";
import type { ReadyPlan } from "../stages/experiment-data.ts";
import { readRows, type ScoredRow } from "../stages/scored-rows.ts";
import type { Making, Task } from "../tasks/task.ts";
import type {
  BaseAgreement,
  ExperimentCell,
  ExperimentResult,
  ExperimentVersion,
  MeasuredQuality,
} from "./experiment-types.ts";
import { type CellRuns, runsOfCells } from "./run-means.ts";
import { runSpreads } from "./run-spread.ts";
import { inDomainTask } from "./score-table-rows.ts";
import { type CaseQuality, experimentStatements, statementsNote } from "./statements.ts";

interface Parts {
  readonly tasks: readonly Task[];
  readonly taken: readonly Task[];
  readonly agreement: readonly BaseAgreement[];
  readonly table: string;
  readonly worth: WorthReport | null;
  readonly noAnswer: string | null;
}

/** The tables of an experiment. */
export async function experimentResult(
  ready: ReadyPlan,
  { tasks, taken, agreement, table, worth, noAnswer }: Parts,
  making: Making,
): Promise<ExperimentResult> {
  const { plan } = ready;
  const { engine, settings, runs, seed } = plan.train;
  const { quality, organs, original } = await qualityOf(taken, making);
  const cells = await runsOfCells(table, qualityTask);
  const scores = cells.map((cell) => cellOf(cell, worth, runs));
  const result = {
    settings: {
      ...{ name: plan.name, metrics: plan.metrics, runs, seed },
      ...{ engine: engine.id, engineSettings: settings },
    },
    versions: versionsOf(ready, tasks, making),
    quality,
    organs,
    original,
    inDomain: scores.filter(({ task }) => task === inDomainTask),
    finetuned: scores.filter(({ task }) => task !== inDomainTask),
    organScores: cells
      .filter(({ task }) => task === inDomainTask)
      .flatMap((cell) => organScores(cell, organs)),
    runs: cells.flatMap(({ runs: means, labels: _, status: __, ...cell }) =>
      means.map(({ run, mean }) => ({ ...cell, run, mean })),
    ),
    spread: runSpreads(cells),
    agreement,
    worth,
    noAnswer,
    status: tasks.map(({ id, stage, subject }) => {
      const { status, message } = making.states.get(id)!;
      return { id, stage, subject, status, message };
    }),
  };
  const statements = experimentStatements(result, await caseQualities(taken, making));
  return { ...result, statements, statementsNote };
}

function versionsOf({ plan }: ReadyPlan, tasks: readonly Task[], { states }: Making): ExperimentVersion[] {
  return plan.base.flatMap(({ id: base }) => {
    const statusOf = (version: string) => {
      const derived = tasks.find(
        ({ stage, subject }) => stage === "derive" && subject.base === base && subject.version === version,
      );
      return derived ? states.get(derived.id)!.status : "done";
    };
    const original: ExperimentVersion = {
      ...{
        base,
        version: originalVersion,
        kind: "original",
        prompted: false,
        unprompted: null,
        degraded: null,
        status: "done",
      },
    };
    const made = plan.generators.map((one): ExperimentVersion => {
      const { id, kind, prompted } = one;
      const degraded =
        one.kind === "degrade" ? { sigmaMm: one.sigmaMm, biasMm: one.biasMm, drop: one.drop } : null;
      const unprompted = unpromptedOf(one, plan.generators);
      return { base, version: id, kind, prompted, unprompted, degraded, status: statusOf(id) };
    });
    return [original, ...made];
  });
}

function unpromptedOf(one: PlannedGenerator, all: readonly PlannedGenerator[]): string | null {
  if (one.kind !== "engine" || !one.prompted) return null;
  const network = ({ engine, settings, learns }: EngineGenerator) =>
    JSON.stringify([engine, settings, learns]);
  const same = all.find((other) => {
    return other.kind === "engine" && !other.prompted && network(other) === network(one);
  });
  return same?.id ?? null;
}

async function qualityOf(taken: readonly Task[], making: Making) {
  const quality: MeasuredQuality<QualityCell>[] = [];
  const organs: MeasuredQuality<OrganQuality>[] = [];
  const original: { cells: QualityCell[]; organs: OrganQuality[] } = { cells: [], organs: [] };
  const isOriginal = ({ generator }: { readonly generator: string }) => generator === originalVersion;
  for (const { id, stage } of taken) {
    if (stage !== "quality" || !making.taken.has(id)) continue;
    const labels = await reportOf(join(making.folderOf(id), "labels.json"));
    const truth = await reportOf(join(making.folderOf(id), "truth.json"));
    original.cells.push(...(truth?.cells.filter(isOriginal) ?? []));
    original.organs.push(...(truth?.organs.filter(isOriginal) ?? []));
    for (const cell of labels!.cells) {
      const same = truth?.cells.find((one) => one.generator === cell.generator && one.metric === cell.metric);
      quality.push({ ...cell, truth: same?.mean ?? null });
    }
    for (const organ of labels!.organs) {
      const same = truth?.organs.find(
        (one) =>
          one.generator === organ.generator && one.metric === organ.metric && one.label === organ.label,
      );
      organs.push({ ...organ, truth: same?.mean ?? null });
    }
  }
  return { quality, organs, original };
}

/** Quality of single cases and organs against the truth beside that against the labels, where the truth is known. */
async function caseQualities(taken: readonly Task[], making: Making): Promise<CaseQuality[]> {
  const found: CaseQuality[] = [];
  for (const { id, subject } of taken.filter(
    ({ stage, id }) => stage === "quality" && making.taken.has(id),
  )) {
    const [labels, truth] = ["labels", "truth"].map((name) => join(making.folderOf(id), `${name}-rows.json`));
    if (!(await isFile(truth))) continue;
    const keyOf = ({ version, case: of, label, metric }: ScoredRow) =>
      JSON.stringify([version, of, label, metric]);
    const trueValues = new Map((await readRows(truth)).map((row) => [keyOf(row), row.value]));
    for (const row of await readRows(labels)) {
      const againstTruth = trueValues.get(keyOf(row)) ?? null;
      if (row.value === null || againstTruth === null) continue;
      const { version, case: of, metric, value } = row;
      found.push({ base: subject.base!, version, case: of, metric, labels: value, truth: againstTruth });
    }
  }
  return found;
}

async function reportOf(file: string): Promise<QualityReport | null> {
  return (await isFile(file)) ? (JSON.parse(await readText(file)) as QualityReport) : null;
}

/** The mean is that of `worth`, or that of the runs where `worth` gives none at all; the class and letters are those of its tables. */
function cellOf(
  { labels: _, runs, status, ...cell }: CellRuns,
  worth: WorthReport | null,
  expectedRuns: number,
): ExperimentCell {
  const { task, base, version, metric } = cell;
  const same = worth?.cells.find(
    (one) => one.task === task && one.dataset === base && one.version === version && one.metric === metric,
  );
  const table = worth?.quintiles.find((one) => one.task === task && one.metric === metric);
  const quintile = table?.rows.find((row) => row.version === version)?.cells[table.datasets.indexOf(base)];
  const means = runs.map(({ mean }) => mean);
  return {
    ...cell,
    mean: worth || means.length === 0 ? (same?.mean ?? null) : mean(means),
    runSd: means.length > 1 ? sampleSd(means) : null,
    runs: runs.length,
    expectedRuns,
    class: quintile?.class ?? null,
    letters: quintile?.letters ?? null,
    status: same?.status || status,
  };
}

function organScores(
  { base, version, metric, labels }: CellRuns,
  organs: readonly MeasuredQuality<OrganQuality>[],
) {
  return labels.map(({ label, means }) => {
    const organ = organs.find(
      (one) =>
        one.dataset === base && one.generator === version && one.metric === metric && one.name === label,
    );
    const score = means.reduce((sum, value) => sum + value, 0) / means.length;
    return {
      ...{ base, version, label, metric, quality: organ?.mean ?? null, score },
      ...{ runSd: means.length > 1 ? sampleSd(means) : null, runs: means.length },
    };
  });
}
