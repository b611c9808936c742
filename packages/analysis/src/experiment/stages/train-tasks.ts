import { join } from "@pgt/runner";
import { quality } from "../../quality/quality.ts";
import { masksFolder, predictWithEngine, trainEngine, weightsFolder } from "../engines/engine-work.ts";
import { runStep } from "../engines/run-engine.ts";
import type { PlannedTraining, UsedEngine } from "../plan/plan-types.ts";
import type { Subject, Task, TaskEnd } from "../tasks/task.ts";
import { hashOf, task } from "../tasks/task-id.ts";
import { checkMasks } from "./check-masks.ts";
import { dataFolders } from "./data-task.ts";
import type { LaidOut } from "./experiment-data.ts";
import { imagesIn, masksIn } from "./laid-out-cases.ts";
import { refuseFailures, writeRows } from "./scored-rows.ts";

/** What an engine makes of the original labels once, for all versions alike; null if it makes nothing. */
export function prepareTask(base: LaidOut, used: UsedEngine): Task | null {
  const { engine, settings } = used;
  const step = engine.prepare;
  if (!step) return null;
  return task(
    "prepare",
    { base: base.id },
    { engine, settings },
    {
      needs: [base.task.id],
      make: async (making) => {
        const dataset = making.folderOf(base.task.id);
        await runStep(used, step, { dataset }, making, weightsFolder);
        return { status: "done" };
      },
    },
  );
}

/** A training of a cell of the experiment. */
export interface CellTraining {
  readonly stage: "train" | "finetune";
  readonly subject: Subject & { readonly run: number };
  /** The task whose folder holds the data set to train on, and the folder in it. */
  readonly data: Task;
  readonly place: string;
  /** The data set whose test cases are predicted. */
  readonly tested: LaidOut;
  /** The training that it starts from. */
  readonly start: Task | null;
  readonly prepared: Task | null;
}

/** Training, prediction and score of a cell. */
export interface CellTasks {
  readonly train: Task;
  readonly predict: Task;
  readonly score: Task;
}

/** The tasks of one run of a cell: training, predictions of the test cases, and their score against the labels as they came. */
export function cellTasks(
  cell: CellTraining,
  training: PlannedTraining,
  metrics: readonly string[],
): CellTasks {
  const train = trainTask(cell, training);
  const predict = predictTask(cell, training, train);
  return { train, predict, score: scoreTask(cell, predict, metrics) };
}

function trainTask(
  { stage, subject, data, place, start, prepared }: CellTraining,
  training: PlannedTraining,
): Task {
  const { engine, settings } = training;
  const seed = training.seed + subject.run - 1;
  const needs = [data, start, prepared].flatMap((one) => (one ? [one.id] : []));
  // What stands for no pre-training rests on no version and no base, if nothing of the base is prepared.
  return task(
    stage,
    subject,
    { engine, settings, seed, place },
    {
      needs,
      make: async (making): Promise<TaskEnd> => {
        const weightsOf = (one: Task | null) => one && join(making.folderOf(one.id), weightsFolder);
        const [weights, ready] = [weightsOf(start), weightsOf(prepared)];
        const { version, converged } = await trainEngine(
          training,
          {
            dataset: join(making.folderOf(data.id), place),
            fold: "all",
            seed,
            ...(weights !== null && { weights }),
            ...(ready !== null && { prepared: ready }),
          },
          making,
        );
        const recipe = { engine: engine.id, version, settings, commands: hashOf(engine).slice(0, 10) };
        return { status: converged ? "done" : "not_converged", record: { recipe } };
      },
    },
  );
}

function predictTask({ subject, tested }: CellTraining, training: PlannedTraining, train: Task): Task {
  const { engine, settings, seed } = training;
  return task(
    "predict",
    subject,
    { engine, settings },
    {
      needs: [tested.task.id, train.id],
      make: async (making): Promise<TaskEnd> => {
        const data = making.folderOf(tested.task.id);
        const images = join(data, dataFolders.testImages);
        const cases = await imagesIn(images);
        const weights = join(making.folderOf(train.id), weightsFolder);
        const masks = await predictWithEngine(
          training,
          { images, cases, weights, fold: "all", seed },
          making,
        );
        const marked = await checkMasks(
          masks,
          await masksIn(join(data, dataFolders.testLabels)),
          tested.found.names,
        );
        // A network that marks nothing in any case has come to nothing.
        return { status: marked === 0 ? "not_converged" : "done" };
      },
    },
  );
}

function scoreTask({ subject, tested }: CellTraining, predict: Task, metrics: readonly string[]): Task {
  return task(
    "score",
    subject,
    { metrics },
    {
      needs: [tested.task.id, predict.id],
      make: async ({ folder, folderOf, jobs, signal }): Promise<TaskEnd> => {
        const data = folderOf(tested.task.id);
        const version = subject.version!;
        const { rows, failures } = await quality(
          {
            reference: join(data, dataFolders.testLabels),
            generators: { [version]: join(folderOf(predict.id), masksFolder) },
            dataset: tested.id,
          },
          { metrics, jobs, labels: join(data, "dataset.json"), ...(signal && { signal }) },
        );
        signal?.throwIfAborted();
        refuseFailures(failures);
        await writeRows(folder, "rows.json", rows);
        return { status: "done" };
      },
    },
  );
}
