import { checkOptions, InputError, UsageError } from "@pgt/metrics";
import { dirname, join, platform, readText, resolve } from "@pgt/runner";
import {
  type ExperimentOptions,
  type ExperimentStatus,
  type ExportedExperiment,
  experimentOptionKeys,
  type PlannedCases,
  type PlannedExperiment,
} from "./experiment-options.ts";
import { type ExperimentScripts, exportFiles, exportForms } from "./export/export-files.ts";
import { checkLeaks } from "./plan/check-leaks.ts";
import { type DividedDataset, type Division, divide } from "./plan/dataset-split.ts";
import { findDataset } from "./plan/find-dataset.ts";
import type { ExperimentPlan } from "./plan/plan-types.ts";
import { readPlan } from "./plan/read-plan.ts";
import type { ExperimentResult } from "./result/experiment-types.ts";
import { experimentTasks } from "./stages/experiment-tasks.ts";
import { resultFile } from "./stages/worth-task.ts";
import { InputHashes } from "./tasks/input-hashes.ts";
import { performTask } from "./tasks/perform-task.ts";
import { runTasks } from "./tasks/run-tasks.ts";
import type { Task, TaskState } from "./tasks/task.ts";
import { TaskStore, waiting } from "./tasks/task-store.ts";
import { workshop } from "./tasks/workshop.ts";

interface Opened {
  readonly folder: string;
  readonly tasks: readonly Task[];
  readonly store: TaskStore;
  readonly hashes: InputHashes;
}

/**
 * Looks at the plan of an experiment: what it would take, and what is missing for it.
 *
 * @throws InputError E_MANIFEST for a plan that cannot be read; UsageError.
 */
export async function planExperiment(
  file: string,
  options: ExperimentOptions = {},
): Promise<PlannedExperiment> {
  checkOptions(options, experimentOptionKeys);
  const plan = await readPlan(file);
  const folder = folderOf(file, options);
  const missing: string[] = [];
  const divisions: Division[] = [];
  for (const dataset of [...plan.base, ...plan.downstream]) {
    const found = await told(missing, async () => divide(await findDataset(dataset)));
    if (found) {
      divisions.push(found);
      missing.push(...found.missing);
    }
  }
  const datasets = divisions.map(({ divided }) => divided);
  const hashes = await InputHashes.open(folder);
  let tasks: readonly Task[] = [];
  if (missing.length === 0) {
    await told(missing, async () => {
      await checkLeaks(datasets, hashes.of);
      tasks = await tasksOf(plan, datasets, hashes);
    });
  }
  return { plan, folder, datasets: datasets.map(casesOf), stages: countStages(tasks), missing };
}

/** Keeps the message of a fault of the input. */
async function told<T>(missing: string[], work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof InputError || error instanceof UsageError)) throw error;
    missing.push(error.message);
    return null;
  }
}

function casesOf({ dataset, train, test, names }: DividedDataset): PlannedCases {
  return {
    ...{ id: dataset.id, train: train.length, test: test.length, labels: [...names.values()] },
    masks: train.length * names.size,
  };
}

function countStages(tasks: readonly Task[]): PlannedExperiment["stages"] {
  const counts = new Map<string, number>();
  for (const { stage } of tasks) counts.set(stage, (counts.get(stage) ?? 0) + 1);
  return [...counts].map(([stage, count]) => ({ stage, tasks: count }));
}

function tasksOf(
  plan: ExperimentPlan,
  datasets: readonly DividedDataset[],
  hashes: InputHashes,
): Promise<Task[]> {
  const base = datasets.slice(0, plan.base.length);
  return experimentTasks({ plan, base, downstream: datasets.slice(plan.base.length), hashes });
}

function folderOf(file: string, { out }: ExperimentOptions): string {
  return out ?? `${file.replace(/\.(ya?ml|json)$/i, "")}.study`;
}

/** @throws InputError for the first thing that is missing. */
async function open(file: string, options: ExperimentOptions): Promise<Opened> {
  checkOptions(options, experimentOptionKeys);
  const plan = await readPlan(file);
  const folder = folderOf(file, options);
  const datasets: DividedDataset[] = [];
  for (const dataset of [...plan.base, ...plan.downstream]) {
    const { divided, missing } = await divide(await findDataset(dataset));
    if (missing.length > 0)
      throw new InputError(
        "E_CASES",
        file,
        `${missing.join("; ")}. pgt study plan tells all that is missing`,
      );
    datasets.push(divided);
  }
  const hashes = await InputHashes.open(folder);
  await checkLeaks(datasets, hashes.of);
  return { folder, tasks: await tasksOf(plan, datasets, hashes), store: new TaskStore(folder), hashes };
}

/**
 * Runs an experiment, or goes on with it: every task that is not done is done, in an order that keeps to what each
 * rests on. A task that fails leaves a hole in the tables.
 *
 * @throws InputError for a plan or data at fault; UsageError E_LOCKED if another process runs it; OutputError if the
 * folder cannot be written.
 */
export async function runExperiment(
  file: string,
  options: ExperimentOptions = {},
): Promise<ExperimentStatus> {
  const { folder, tasks, store, hashes } = await open(file, options);
  const unlock = await workshop().lock(folder);
  try {
    await hashes.save();
    await workshop().clean(store.tasks);
    const states = await runTasks(tasks, store, {
      jobs: options.jobs ?? platform().threads.cores,
      signal: options.signal,
      onTask: ({ done, total, task, state }) => options.onTask?.({ ...statusOf(task, state), done, total }),
    });
    return statusOfAll(folder, tasks, states);
  } finally {
    await unlock();
  }
}

/**
 * Performs one task of an experiment, by its id, whatever else is being done: the jobs of a cluster do this.
 *
 * @throws UsageError E_TASK for an id that the plan does not have, or a task whose turn has not come.
 */
export async function stepExperiment(
  file: string,
  id: string,
  options: ExperimentOptions = {},
): Promise<ExperimentStatus> {
  const { folder, tasks, store } = await open(file, options);
  const task = tasks.find((one) => one.id === id);
  if (!task) {
    throw new UsageError(
      "E_TASK",
      `${file} has no task "${id}"; if the plan or its data have changed since, its ids are others: pgt study status tells them`,
    );
  }
  const states = await store.states(tasks);
  const before = states.get(id)!;
  if (before.status !== "done" && before.status !== "not_converged") {
    const state = waiting(task, states);
    const lacking = task.needs.find((need) => states.get(need)!.status !== "done");
    if (lacking !== undefined && state.status !== "not_converged") {
      throw new UsageError("E_TASK", `${id} ${state.message ?? `waits for ${lacking}, which is not done`}`);
    }
    const jobs = options.jobs ?? platform().threads.cores;
    const end =
      lacking === undefined
        ? await performTask(task, { store, states, jobs, signal: options.signal })
        : state;
    states.set(id, end);
  }
  return statusOfAll(folder, [task], states);
}

/**
 * Writes the tasks of an experiment as scripts for a shell, Slurm or Snakemake, into the folder `export` of the
 * experiment. Every job is one task.
 *
 * @throws UsageError E_EXPORT for another form; OutputError.
 */
export async function exportExperiment(
  file: string,
  form: ExperimentScripts,
  options: ExperimentOptions = {},
): Promise<ExportedExperiment> {
  if (!exportForms.includes(form)) {
    throw new UsageError("E_EXPORT", `expected ${exportForms.join(", ")}; found "${form}"`);
  }
  const { folder, tasks, hashes } = await open(file, options);
  const place = join(folder, "export", form);
  const files = exportFiles(form, { plan: resolve(file), folder: resolve(folder), tasks });
  for (const [name, text] of Object.entries(files)) {
    const path = join(place, name);
    await platform().output.openFolder(dirname(path));
    await platform().output.writeFile(path, [text]);
  }
  await hashes.save();
  return { folder: place, files: Object.keys(files), tasks: tasks.length };
}

/** States of all tasks of an experiment. */
export async function experimentStatus(
  file: string,
  options: ExperimentOptions = {},
): Promise<ExperimentStatus> {
  const { folder, tasks, store } = await open(file, options);
  return statusOfAll(folder, tasks, await store.states(tasks));
}

/**
 * The tables of an experiment, as its last task has left them.
 *
 * @throws UsageError E_TASK if it has not been run.
 */
export async function readExperimentResult(
  file: string,
  options: ExperimentOptions = {},
): Promise<ExperimentResult & { readonly schema: string; readonly version: string; readonly files: string }> {
  const { tasks, store } = await open(file, options);
  const { id } = tasks.at(-1)!;
  const state = (await store.states(tasks)).get(id)!;
  if (state.status === "done") {
    const folder = store.folderOf(id);
    return { ...JSON.parse(await readText(join(folder, resultFile))), files: folder };
  }
  const what = state.status === "failed" ? `failed: ${state.message}` : "is not done with what there is now";
  throw new UsageError("E_TASK", `${id} ${what}; pgt study run ${file} does it`);
}

function statusOf({ id, stage, subject }: Task, { status, message, seconds }: TaskState) {
  return { id, stage, subject, status, message, seconds };
}

function statusOfAll(
  folder: string,
  tasks: readonly Task[],
  states: ReadonlyMap<string, TaskState>,
): ExperimentStatus {
  return { folder, tasks: tasks.map((task) => statusOf(task, states.get(task.id)!)) };
}
