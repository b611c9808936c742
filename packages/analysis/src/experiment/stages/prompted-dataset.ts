import { splitExtension } from "@pgt/metrics";
import { join, listFolder, readLabelMap } from "@pgt/runner";
import { prompts } from "../../prompts/prompts.ts";
import { sliceBoxes } from "../../prompts/slice-boxes.ts";
import type { EngineGenerator } from "../plan/plan-types.ts";
import type { Making } from "../tasks/task.ts";
import { dataFolders, datasetJson } from "./data-task.ts";
import { imagesIn, masksIn } from "./laid-out-cases.ts";

/** Training images and labels of a data set that is laid out, with boxes around its labels where they are wanted. */
export interface PromptedFolders {
  readonly images: string;
  readonly labels: string;
  readonly datasetJson: string;
  /** Folder of files with boxes. */
  readonly prompts: string | null;
}

/** The folders of a data set; with prompts, files of boxes around each label in each slice;
 * for an engine that takes none, they are a further channel of the images. */
export async function withPrompts(
  data: string,
  names: ReadonlyMap<number, string>,
  { prompted, engine }: Pick<EngineGenerator, "prompted" | "engine">,
  { folder }: Making,
): Promise<PromptedFolders> {
  const images = join(data, dataFolders.trainImages);
  const labels = join(data, dataFolders.trainLabels);
  const plain = { images, labels, datasetJson: join(data, "dataset.json"), prompts: null };
  if (!prompted) return plain;
  const place = join("prompted", data.slice(data.search(/[^/\\]+$/)));
  const boxes = join(folder.path, place, "boxes");
  await prompts(labels, { out: boxes, labels: Object.fromEntries(names) });
  if (engine.interactive) return { ...plain, prompts: boxes };
  const cases = await imagesIn(images);
  const files = (await listFolder(images)).map(({ name }) => name);
  const channels = files.length / cases.size;
  const channel = String(channels).padStart(4, "0");
  for (const name of files) {
    await folder.placeFile(join(images, name), join(place, dataFolders.trainImages, name), false);
  }
  const [first] = files;
  const [, ending] = splitExtension(first);
  for (const [id, mask] of await masksIn(labels)) {
    const volume = await boxImage(mask, [...names.keys()]);
    await folder.writeMask(join(place, dataFolders.trainImages, `${id}_${channel}${ending}`), volume);
  }
  await folder.writeText(
    join(place, "dataset.json"),
    datasetJson("prompted", names, channels + 1, cases.size, ending),
  );
  return {
    images: join(folder.path, place, dataFolders.trainImages),
    labels,
    datasetJson: join(folder.path, place, "dataset.json"),
    prompts: boxes,
  };
}

/** Boxes in every slice, filled with the number of their label; where two meet, the later label has the voxel. */
async function boxImage(mask: string, labels: readonly number[]) {
  const volume = await readLabelMap(mask);
  const { shape, spacingMm, affine } = volume;
  const data = new Uint16Array(volume.data.length);
  const structures = labels.map((label) => ({ label, ids: [label] }));
  for (const { slice, label, box } of sliceBoxes(volume, structures, "z")) {
    const [xMin, yMin, xMax, yMax] = box;
    for (let y = yMin; y <= yMax; y++) {
      const row = shape[0] * (y + shape[1] * slice);
      data.fill(label, row + xMin, row + xMax + 1);
    }
  }
  return { data, shape, spacingMm, ...(affine && { affine }) };
}
