import { InputError } from "@pgt/metrics";
import { join, platform } from "@pgt/runner";
import type { UsedEngine } from "../plan/plan-types.ts";
import type { Making } from "../tasks/task.ts";
import { embedded, predictEmbedded, trainEmbedded } from "./embedded.ts";
import type { PredictionRequest, Training, TrainingRequest } from "./engine-requests.ts";
import { hasConverged, runStep, versionOf } from "./run-engine.ts";

export const weightsFolder = "weights";
export const masksFolder = "masks";

/**
 * Trains an engine in the folder of a task.
 *
 * @throws InputError E_RUN if it cannot be started, fails, or writes nothing; UsageError E_ENGINE for an engine that
 * cannot start from weights.
 */
export async function trainEngine(
  used: UsedEngine,
  { dataset, fold, seed, ...start }: TrainingRequest,
  making: Making,
): Promise<Training> {
  const { engine } = used;
  if (engine === embedded)
    return trainEmbedded(used, { dataset, fold, seed, ...start }, making, weightsFolder);
  const version = await versionOf(used, making.folder.path);
  const { weights, prepared } = start;
  const [last, ...before] = [...engine.train!.run].reverse();
  const run =
    weights === undefined ? engine.train!.run : [...before.reverse(), [...last, ...engine.fromWeights!]];
  const values = {
    ...{ dataset, fold, seed, images: join(dataset, "imagesTr"), labels: join(dataset, "labelsTr") },
    ...(weights !== undefined && { weights }),
    ...(prepared !== undefined && { prepared }),
  };
  const printed = await runStep(used, { ...engine.train!, run }, values, making, weightsFolder);
  const folder = join(making.folder.path, weightsFolder);
  await refuseEmpty(folder, engine.train!.run.at(-1)![0]);
  return { weights: folder, version, converged: hasConverged(used, printed) };
}

/** Predicts images in the folder of a task; a command that names `{image}` or `{case}` is run for each. */
export async function predictWithEngine(
  used: UsedEngine,
  { cases, ...request }: PredictionRequest,
  making: Making,
): Promise<string> {
  const { predict } = used.engine;
  if (used.engine === embedded) return predictEmbedded({ cases, ...request }, making, masksFolder);
  const isOfCase = predict.run.some((argv) => argv.some((text) => /\{(image|case)\}/.test(text)));
  if (!isOfCase) await runStep(used, predict, request, making, masksFolder);
  else {
    for (const [id, image] of cases) {
      await runStep(used, predict, { ...request, image, case: id }, making, masksFolder);
    }
  }
  const folder = join(making.folder.path, masksFolder);
  await refuseEmpty(folder, predict.run.at(-1)![0]);
  return folder;
}

async function refuseEmpty(folder: string, program: string): Promise<void> {
  if ((await platform().files.filesBelow(folder)).length > 0) return;
  throw new InputError("E_RUN", program, "ended without a fault and wrote nothing to {output}");
}
