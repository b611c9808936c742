import { formatSplitsFinal, writtenExtensions } from "@pgt/io";
import { InputError, someOf, splitExtension } from "@pgt/metrics";
import { readLabelMap, type TaskFolder } from "@pgt/runner";
import { type MaskSource, relabelVolume } from "@pgt/study";
import { nnunetFolds } from "../../derive/case-splits.ts";
import { distinctLabels } from "../../distinct-labels.ts";
import type { DividedDataset } from "../plan/dataset-split.ts";
import type { InputHashes } from "../tasks/input-hashes.ts";
import { task } from "../tasks/task-id.ts";
import { foldsOf } from "./case-folds.ts";
import type { LaidOut } from "./experiment-data.ts";

/** Folders of a data set that is laid out, as nnU-Net names them; `truthTr` holds true masks of training cases. */
export const dataFolders = {
  ...{ trainImages: "imagesTr", trainLabels: "labelsTr", testImages: "imagesTs", testLabels: "labelsTs" },
  truth: "truthTr",
} as const;

/** Folds of the training cases, which every version of their labels has too. */
export const splitsFile = "splits_final.json";

/** Lays a data set out as an nnU-Net raw data set; test cases stay apart, where no training looks. */
export async function dataTask(found: DividedDataset, hashes: InputHashes): Promise<LaidOut> {
  const { dataset, train, test, names } = found;
  const contents: unknown[] = [];
  for (const id of [...train, ...test]) {
    const images = await Promise.all(found.images.get(id)!.map(hashes.of));
    const truth = found.truth?.get(id);
    contents.push([
      id,
      images,
      await hashes.ofMask(found.labels.get(id)!),
      truth ? await hashes.ofMask(truth) : null,
    ]);
  }
  const files = await Promise.all(found.files.map(hashes.of));
  const content = { contents, train, test, names: [...names], files };
  return {
    id: dataset.id,
    found,
    task: task("data", { base: dataset.id }, content, {
      make: async ({ folder }) => {
        await layOut(found, folder);
        return { status: "done" };
      },
    }),
  };
}

async function layOut(found: DividedDataset, folder: TaskFolder): Promise<void> {
  const { dataset, train, test, names, images, labels, truth } = found;
  const channels = images.get(train[0])!.length;
  const ending = endingOf(found);
  for (const [ids, imagesTo, labelsTo] of [
    [train, dataFolders.trainImages, dataFolders.trainLabels],
    [test, dataFolders.testImages, dataFolders.testLabels],
  ] as const) {
    for (const id of ids) {
      for (const [at, path] of images.get(id)!.entries()) {
        await folder.placeFile(path, `${imagesTo}/${id}_${String(at).padStart(4, "0")}${ending}`, false);
      }
      await placeMask(labels.get(id)!, `${labelsTo}/${id}`, { names, folder, ending });
      const isTrue = imagesTo === dataFolders.trainImages && truth?.get(id);
      if (isTrue) await placeMask(isTrue, `${dataFolders.truth}/${id}`, { names, folder, ending });
    }
  }
  await folder.writeText("dataset.json", datasetJson(dataset.id, names, channels, train.length, ending));
  if (train.length >= 2) {
    await folder.writeText(
      splitsFile,
      `${formatSplitsFinal(train.length >= 5 ? nnunetFolds(train).folds : foldsOf(train, train.length))}\n`,
    );
  }
}

/** @throws InputError E_FORMAT for images of several kinds, or of one that masks are not written in. */
function endingOf({ dataset, images }: DividedDataset): string {
  const endings = [...new Set([...images.values()].flat().map((path) => splitExtension(path)[1]))];
  if (endings.length === 1 && writtenExtensions.includes(endings[0])) return endings[0];
  const message = `expected images that all end in one of ${writtenExtensions.join(", ")}; found ${someOf(endings)}`;
  throw new InputError("E_FORMAT", dataset.images, message);
}

export function datasetJson(
  name: string,
  names: ReadonlyMap<number, string>,
  channels: number,
  numTraining: number,
  ending: string,
): string {
  const labels = { background: 0, ...Object.fromEntries([...names].map(([id, label]) => [label, id])) };
  const channelNames = Object.fromEntries(
    Array.from({ length: channels }, (_, at) => [at, at === 0 ? "CT" : `channel${at}`]),
  );
  return `${JSON.stringify({ name, channel_names: channelNames, labels, numTraining, file_ending: ending }, null, 2)}\n`;
}

interface MaskPlace {
  readonly names: ReadonlyMap<number, string>;
  readonly folder: TaskFolder;
  readonly ending: string;
}

/** @throws InputError E_LABELS for labels without a name. */
async function placeMask(
  source: MaskSource,
  stem: string,
  { names, folder, ending }: MaskPlace,
): Promise<void> {
  if (source.kind !== "file") {
    throw new InputError(
      "E_CASES",
      source.path,
      "expected one label map per case, found one file per class or masks that are to be fused first",
    );
  }
  const read = await readLabelMap(source.path);
  const volume = source.relabelling?.map ? relabelVolume(read, source.relabelling) : read;
  const foreign = distinctLabels(volume.data).filter((id) => id !== 0 && !names.has(id));
  if (foreign.length > 0) {
    const known = [...names].map(([id, name]) => `${id} ${name}`);
    throw new InputError(
      "E_LABELS",
      source.path,
      `label ${someOf(foreign.map(String))} has no name; the labels of the data set are ${someOf(known)}`,
    );
  }
  const to = stem + ending;
  if (volume === read && source.path.endsWith(ending)) await folder.placeFile(source.path, to, false);
  else await folder.writeMask(to, volume);
}
