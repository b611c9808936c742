import { type CaseSplit, formatSplitsFinal } from "@pgt/io";
import { join, listFolder, readText } from "@pgt/runner";
import type { Engine } from "../engines/engine-types.ts";
import type { Making } from "../tasks/task.ts";
import { caseOfImage, caseOfMask } from "./laid-out-cases.ts";
import type { PromptedFolders } from "./prompted-dataset.ts";

interface TrainingFolder {
  readonly data: PromptedFolders;
  readonly folds: readonly CaseSplit[] | null;
  readonly fold: number | "all";
  readonly engine: Engine;
  readonly making: Making;
}

/**
 * A data set to train on, in the folder of a task: the cases of the fold alone, so that no training can see the others;
 * all of them, with the folds in splits_final.json, for an engine that reads these.
 *
 * @returns its path.
 */
export async function trainingFolder({ data, folds, fold, engine, making }: TrainingFolder): Promise<string> {
  const { folder } = making;
  const kept = folds && fold !== "all" && !engine.readsSplits ? new Set(folds[fold].train) : null;
  const isKept = (id: string) => kept === null || kept.has(id);
  for (const [from, to, idOf] of [
    [data.images, "imagesTr", caseOfImage],
    [data.labels, "labelsTr", caseOfMask],
  ] as const) {
    for (const { name } of await listFolder(from)) {
      if (isKept(idOf(name))) await folder.placeFile(join(from, name), join("dataset", to, name), false);
    }
  }
  const description = JSON.parse(await readText(data.datasetJson)) as Record<string, unknown>;
  const numTraining = kept?.size ?? description.numTraining;
  await folder.writeText(
    "dataset/dataset.json",
    `${JSON.stringify({ ...description, numTraining }, null, 2)}\n`,
  );
  if (folds) await folder.writeText("dataset/splits_final.json", `${formatSplitsFinal(folds)}\n`);
  return join(folder.path, "dataset");
}
