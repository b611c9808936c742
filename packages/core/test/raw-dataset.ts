import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { writeNifti } from "@pgt/io";
import { createRandom, type LabelVolume } from "@pgt/metrics";
import { readLabelMap } from "../src/index.ts";

const shape = [7, 6, 5] as const;
/** A third of a millimetre is no float32. */
export const grid = {
  shape,
  spacingMm: [0.7, 1 / 3, 2.5],
  affine: [0.7, 0, 0, -10, 0, 1 / 3, 0, 4, 0, 0, 2.5, 7, 0, 0, 0, 1],
} as const;
/** The same place in the world with x running the other way. */
export const flipped = [-0.7, 0, 0, -10 + 6 * 0.7, 0, 1 / 3, 0, 4, 0, 0, 2.5, 7, 0, 0, 0, 1];

/** Labels drawn from `ids`, 0 among them, the same for the same seed. */
export function randomVolume(
  ids: readonly number[],
  seed: number,
  names?: ReadonlyMap<number, string>,
): LabelVolume {
  const random = createRandom(seed, 0);
  const all = [0, ...ids];
  const data = Uint16Array.from(
    { length: shape[0] * shape[1] * shape[2] },
    () => all[random.nextBelow(all.length)],
  );
  return { data, ...grid, ...(names && { labelNames: names }) };
}

export function writeMaskFile(path: string, volume: LabelVolume): void {
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, gzipSync(writeNifti(volume)));
}

/** An nnU-Net raw data set with two channels; labels are drawn from `ids`. */
export function writeRawDataset(
  folder: string,
  cases: readonly string[],
  dataset: object,
  ids: readonly number[],
): void {
  for (const [at, id] of cases.entries()) {
    for (const channel of ["0000", "0001"]) {
      writeMaskFile(join(folder, "imagesTr", `${id}_${channel}.nii.gz`), randomVolume([1, 2, 3], 50 + at));
    }
    writeMaskFile(join(folder, "labelsTr", `${id}.nii.gz`), randomVolume(ids, at));
  }
  writeMaskFile(join(folder, "imagesTs", "test_0000.nii.gz"), randomVolume([1], 99));
  const common = {
    channel_names: { "0": "CT", "1": "PET" },
    file_ending: ".nii.gz",
    numTraining: cases.length,
  };
  writeFileSync(join(folder, "dataset.json"), JSON.stringify({ ...common, ...dataset }));
}

/**
 * Checks that verify_dataset_integrity and LabelManager of nnU-Net 2 (0e49508) make of a raw data set, as a list of
 * what they would refuse.
 */
export async function nnunetComplaints(folder: string): Promise<string[]> {
  const dataset = JSON.parse(readFileSync(join(folder, "dataset.json"), "utf8"));
  const complaints: string[] = [];
  const say = (isWrong: boolean, what: string) => void (isWrong && complaints.push(what));
  for (const key of ["labels", "channel_names", "numTraining", "file_ending"])
    say(!(key in dataset), `no ${key}`);
  say(dataset.labels.background !== 0, "background is not 0");
  const ids = [...new Set(Object.values(dataset.labels as Record<string, number>).flat())].sort(
    (a, b) => a - b,
  );
  say(
    ids.some((id, at) => at > 0 && id !== ids[at - 1] + 1),
    "labels are not consecutive",
  );
  const ending: string = dataset.file_ending;
  const images = readdirSync(join(folder, "imagesTr")).filter((name) => name.endsWith(ending));
  const identifiers = new Set(images.map((name) => name.slice(0, -(ending.length + 5))));
  say(identifiers.size !== dataset.numTraining, `${identifiers.size} cases, not ${dataset.numTraining}`);
  const labels = readdirSync(join(folder, "labelsTr"));
  for (const id of identifiers) {
    const channels = images.filter((name) => new RegExp(`^${id}_\\d{4}${ending}$`).test(name));
    say(channels.length !== Object.keys(dataset.channel_names).length, `${id}: ${channels.length} channels`);
    if (!labels.includes(id + ending)) {
      complaints.push(`${id}: no label`);
      continue;
    }
    const label = await readLabelMap(join(folder, "labelsTr", id + ending));
    const strange = [...new Set(label.data)].filter((value) => !ids.includes(value));
    say(strange.length > 0, `${id}: unexpected labels ${strange}`);
    for (const channel of channels) {
      const image = await readLabelMap(join(folder, "imagesTr", channel));
      say(String(image.shape) !== String(label.shape), `${id}: shapes differ`);
      const close = image.spacingMm.every(
        (size, axis) => Math.abs(size - label.spacingMm[axis]) <= 1e-5 * size,
      );
      say(!close, `${id}: spacings differ`);
      const origin = image.affine!.every(
        (value, at) => Math.abs(value - label.affine![at]) <= 1e-5 * Math.abs(value) + 1e-8,
      );
      say(!origin, `${id}: affines differ`);
    }
  }
  return complaints;
}
