import { InputError, plural, someOf, splitExtension, usualExtension } from "@pgt/metrics";
import { join } from "@pgt/runner";
import { masksFolder, predictWithEngine, trainEngine, weightsFolder } from "../engines/engine-work.ts";
import { masksOf } from "../plan/find-dataset.ts";
import type { DegradedLabels, EngineGenerator, MaskGenerator, PlannedGenerator } from "../plan/plan-types.ts";
import type { Making, Task, TaskEnd } from "../tasks/task.ts";
import { task } from "../tasks/task-id.ts";
import { workshop } from "../tasks/workshop.ts";
import { foldsOf } from "./case-folds.ts";
import { checkMasks } from "./check-masks.ts";
import { dataFolders } from "./data-task.ts";
import { degradeLabels } from "./degrade-labels.ts";
import type { LaidOut, ReadyPlan } from "./experiment-data.ts";
import { caseOfImage, imagesIn, masksIn, namesIn } from "./laid-out-cases.ts";
import { type PromptedFolders, withPrompts } from "./prompted-dataset.ts";
import { prepareTask } from "./train-tasks.ts";
import { trainingFolder } from "./training-folder.ts";

/** Masks of one generator for the training cases of one base. */
export interface Generated {
  /** In the order in which they can be done; the last one's folder holds the masks. */
  readonly tasks: readonly Task[];
  /** The task of the data set whose labels the masks have, if not those of the base. */
  readonly labelsOf: LaidOut | null;
}

/** The tasks that make the masks of a generator. */
export async function generateTasks(
  generator: PlannedGenerator,
  base: LaidOut,
  datasets: readonly LaidOut[],
  ready: ReadyPlan,
): Promise<Generated> {
  if (generator.kind === "masks") return givenMasks(generator, base, ready);
  if (generator.kind === "degrade") return degraded(generator, base);
  const { learns } = generator;
  if (learns && "folds" in learns) return inFolds(generator, learns.folds, base);
  const other = learns && otherOf(learns.from, base, datasets);
  return { tasks: predicted(generator, base, other, ready.plan.train.seed), labelsOf: other };
}

async function givenMasks(
  { id, masks, where }: MaskGenerator,
  base: LaidOut,
  { hashes }: ReadyPlan,
): Promise<Generated> {
  const found = await masksOf(masks.replaceAll("{dataset}", base.id));
  const { train } = base.found;
  const missing = train.filter((one) => !found.has(one));
  if (missing.length > 0) {
    const message = `${where}: ${id} lacks masks of ${plural(missing.length, "case")} of ${base.id}: ${someOf(missing)}`;
    throw new InputError("E_CASES", masks, message);
  }
  const contents = await Promise.all(train.map(async (one) => [one, await hashes.ofMask(found.get(one)!)]));
  const make = async ({ folder }: Making): Promise<TaskEnd> => {
    for (const one of train) {
      const { path } = found.get(one)!;
      const [, ending] = splitExtension(path);
      await folder.placeFile(path, join(masksFolder, one + ending), false);
    }
    return { status: "done" };
  };
  return { tasks: [task("generate", { base: base.id, version: id }, contents, { make })], labelsOf: null };
}

function degraded(generator: DegradedLabels, base: LaidOut): Generated {
  const { sigmaMm, biasMm, drop, seed } = generator;
  const make = async ({ folder, folderOf }: Making): Promise<TaskEnd> => {
    const labels = await masksIn(join(folderOf(base.task.id), dataFolders.trainLabels));
    await degradeLabels(labels, base.found.names, generator, (id, volume) =>
      folder.writeMask(join(masksFolder, id + usualExtension), volume),
    );
    return { status: "done" };
  };
  const content = { sigmaMm, biasMm, drop, seed };
  const subject = { base: base.id, version: generator.id };
  return { tasks: [task("generate", subject, content, { needs: [base.task.id], make })], labelsOf: null };
}

/** `other`: the next data set, the last being followed by the first. */
function otherOf(from: string, base: LaidOut, datasets: readonly LaidOut[]): LaidOut {
  const at = datasets.indexOf(base);
  if (from === "other") return datasets[(at + 1) % datasets.length];
  const named = datasets.find(({ id }) => id === from)!;
  if (named !== base) return named;
  throw new InputError("E_MANIFEST", from, `is the base that labels are made for; expected another data set`);
}

/** In-domain: each case is predicted by the model that did not see it. */
function inFolds(generator: EngineGenerator, count: number, base: LaidOut): Generated {
  const prepared = prepareTask(base, generator);
  const { id, engine, settings, prompted } = generator;
  const { train } = base.found;
  if (train.length < count) {
    throw new InputError(
      "E_CASES",
      base.found.dataset.labels,
      `${generator.where}: ${count} folds need as many training cases; ${base.id} has ${train.length}`,
    );
  }
  const folds = foldsOf(train, count);
  const subject = { base: base.id, version: id };
  const needs = [base.task.id, ...(prepared ? [prepared.id] : [])];
  const tasks = folds.map(({ val }, fold) => {
    const make = async (making: Making): Promise<TaskEnd> => {
      const data = await withPrompts(making.folderOf(base.task.id), base.found.names, generator, making);
      const dataset = await trainingFolder({ data, folds, fold, engine, making });
      const seed = fold;
      const ready = prepared && { prepared: join(making.folderOf(prepared.id), weightsFolder) };
      const { weights, converged } = await trainEngine(generator, { dataset, fold, seed, ...ready }, making);
      if (!converged) return { status: "not_converged" };
      return predictCases(
        generator,
        { data, cases: val, base, weights, fold, names: base.found.names },
        making,
      );
    };
    return task(
      "generate",
      { ...subject, fold },
      { engine, settings, folds, fold, prompted },
      { needs, make },
    );
  });
  const gather = async ({ folder, folderOf }: Making): Promise<TaskEnd> => {
    for (const { id: of } of tasks) {
      for (const [name, path] of await masksIn(join(folderOf(of), masksFolder))) {
        await folder.placeFile(path, join(masksFolder, name + usualExtension), true);
      }
    }
    return { status: "done" };
  };
  const last = task("generate", subject, "gather", { needs: tasks.map(({ id: of }) => of), make: gather });
  return { tasks: [...(prepared ? [prepared] : []), ...tasks, last], labelsOf: null };
}

/** Trained on another data set, or come trained. */
function predicted(generator: EngineGenerator, base: LaidOut, other: LaidOut | null, seed: number): Task[] {
  const { id, engine, settings, prompted } = generator;
  const prepared = other && prepareTask(other, generator);
  const needs = [base, other, prepared && { task: prepared }].flatMap((one) => (one ? [one.task.id] : []));
  const make = async (making: Making): Promise<TaskEnd> => {
    const data = await withPrompts(making.folderOf(base.task.id), base.found.names, generator, making);
    const shared = { data, cases: base.found.train, base, fold: "all" as const };
    if (!other) return predictCases(generator, { ...shared, names: null }, making);
    const from = await withPrompts(making.folderOf(other.task.id), other.found.names, generator, making);
    const dataset = await trainingFolder({ data: from, folds: null, fold: "all", engine, making });
    const ready = prepared && { prepared: join(making.folderOf(prepared.id), weightsFolder) };
    const { weights, converged } = await trainEngine(
      generator,
      { dataset, fold: "all", seed, ...ready },
      making,
    );
    if (!converged) return { status: "not_converged" };
    return predictCases(generator, { ...shared, weights, names: other.found.names }, making);
  };
  const content = { engine, settings, prompted, seed: other && seed };
  const last = task("generate", { base: base.id, version: id }, content, { needs, make });
  return prepared ? [prepared, last] : [last];
}

interface CasesToPredict {
  readonly data: PromptedFolders;
  readonly cases: readonly string[];
  readonly base: LaidOut;
  readonly weights?: string;
  readonly fold: number | "all";
  /** Labels that may occur; null where a label map decides later. */
  readonly names: ReadonlyMap<number, string> | null;
}

async function predictCases(
  generator: EngineGenerator,
  { data, cases, base, weights, fold, names }: CasesToPredict,
  making: Making,
): Promise<TaskEnd> {
  const all = await imagesIn(data.images);
  const wanted = new Map(cases.map((one) => [one, all.get(one)!]));
  const images = join(making.folder.path, "images");
  for (const name of await namesOfCases(data.images, new Set(cases))) {
    await making.folder.placeFile(join(data.images, name), join("images", name), false);
  }
  const request = { images, cases: wanted, fold, seed: 0, ...(weights !== undefined && { weights }) };
  const prompts = data.prompts !== null && { prompts: data.prompts };
  await predictWithEngine(generator, { ...request, ...prompts }, making);
  const grids = await masksIn(join(making.folderOf(base.task.id), dataFolders.trainLabels));
  const own = new Map([...grids].filter(([one]) => wanted.has(one)));
  const marked = await checkMasks(join(making.folder.path, masksFolder), own, names);
  for (const name of ["images", "dataset", "prompted", weightsFolder])
    await workshop().remove(join(making.folder.path, name));
  return { status: marked === 0 ? "not_converged" : "done" };
}

async function namesOfCases(folder: string, cases: ReadonlySet<string>): Promise<string[]> {
  return (await namesIn(folder)).filter((name) => cases.has(caseOfImage(name)));
}
