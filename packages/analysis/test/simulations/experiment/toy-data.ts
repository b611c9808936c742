import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { writeNifti } from "@pgt/io";
import { createRandom, type LabelVolume } from "@pgt/metrics";

export const toyEngine = fileURLToPath(new URL("toy-engine.mjs", import.meta.url));

const shape = [16, 14, 8] as const;

/** Commands of the toy engine, as they stand in a plan. */
export const toyCommand = {
  version: [process.execPath, toyEngine, "version"],
  train: { run: [[process.execPath, toyEngine, "train", "{dataset}", "{output}", "{seed}"]] },
  fromWeights: ["{weights}"],
  predict: { run: [[process.execPath, toyEngine, "predict", "{images}", "{output}", "{weights}"]] },
};

/** Cases with two organs of different intensity and noise, in `images` and `labels` of a folder. */
export async function writeToyData(folder: string, cases: number, seed: number): Promise<void> {
  await mkdir(join(folder, "images"), { recursive: true });
  await mkdir(join(folder, "labels"), { recursive: true });
  for (let at = 0; at < cases; at++) {
    const { image, label } = toyCase(seed * 1000 + at);
    const id = `case${at + 1}`;
    await writeFile(join(folder, "images", `${id}.nii.gz`), gzipSync(writeNifti(image)));
    await writeFile(join(folder, "labels", `${id}.nii.gz`), gzipSync(writeNifti(label)));
  }
  const labels = { background: 0, liver: 1, spleen: 2 };
  const description = { channel_names: { 0: "CT" }, labels, numTraining: cases, file_ending: ".nii.gz" };
  await writeFile(join(folder, "dataset.json"), JSON.stringify(description));
}

function toyCase(seed: number): { readonly image: LabelVolume; readonly label: LabelVolume } {
  const random = createRandom(seed, 0);
  const count = shape[0] * shape[1] * shape[2];
  const data = new Uint8Array(count);
  const organs = [
    { label: 1, centre: [5, 6, 4], radius: 3.2 + random.next() },
    { label: 2, centre: [11, 8, 4], radius: 2.2 + random.next() },
  ];
  const intensities = new Uint8Array(count);
  for (let z = 0, i = 0; z < shape[2]; z++) {
    for (let y = 0; y < shape[1]; y++) {
      for (let x = 0; x < shape[0]; x++, i++) {
        const own = organs.find(
          ({ centre, radius }) => Math.hypot(x - centre[0], y - centre[1], z - centre[2]) < radius,
        );
        data[i] = own?.label ?? 0;
        intensities[i] = Math.max(0, Math.min(255, 60 + 55 * data[i] + 14 * random.normal()));
      }
    }
  }
  const grid = {
    shape: [...shape] as [number, number, number],
    spacingMm: [1, 1, 1] as [number, number, number],
  };
  return { image: { ...grid, data: intensities }, label: { ...grid, data } };
}

/** A plan with two bases, a data set to fine-tune on, and generators of all kinds that need no engine of the field. */
export function toyPlan(): Record<string, unknown> {
  return {
    pgt: 1,
    name: "toy",
    base: [
      { id: "one", images: "one/images", labels: "one/labels", split: "75/25" },
      {
        id: "two",
        images: "two/images",
        labels: "two/labels",
        split: { train: ["case1", "case2", "case3"], test: ["case4"] },
      },
    ],
    downstream: [{ id: "other", images: "other/images", labels: "other/labels", split: "50/50" }],
    generators: [
      { id: "cv", engine: "command", command: toyCommand, folds: 3 },
      { id: "far", engine: "command", command: toyCommand, trained: "other" },
      { id: "same", masks: "one/labels/{case}.nii.gz" },
      { id: "worse", degrade: { sigmaMm: 0.8, drop: 0.1 } },
      { id: "larger", degrade: { biasMm: 1.5 } },
    ],
    train: { engine: "command", command: toyCommand, runs: 2, seed: 1 },
    metrics: ["dice", "nsd@1"],
  };
}

/** Writes data and plan. @returns the path of the plan. */
export async function writeToyStudy(
  folder: string,
  change: (plan: Record<string, unknown>) => void = () => {},
): Promise<string> {
  for (const [name, cases, seed] of [
    ["one", 6, 1],
    ["two", 4, 2],
    ["other", 4, 3],
  ] as const) {
    await writeToyData(join(folder, name), cases, seed);
  }
  const plan = toyPlan();
  change(plan);
  const file = join(folder, "plan.json");
  await writeFile(file, JSON.stringify(plan, null, 1));
  return file;
}

/** A plan whose parts tests change. */
export interface ChangedPlan {
  base: Record<string, unknown>[];
  generators: Record<string, unknown>[];
  train: Record<string, unknown>;
  metrics: string[];
}

/** One base, one generator, one run: as little as can be. */
export function smallPlan(): ChangedPlan {
  const {
    base,
    downstream: _,
    generators,
    ...rest
  } = toyPlan() as unknown as ChangedPlan & {
    downstream: unknown;
  };
  const train = { engine: "command", command: toyCommand, runs: 1, seed: 1 };
  return { ...rest, base: base.slice(0, 1), generators: generators.slice(3, 4), train, metrics: ["dice"] };
}

/** Writes data and plan of the least experiment. @returns the path of the plan. */
export async function writeSmallStudy(
  folder: string,
  change: (plan: ChangedPlan) => void = () => {},
): Promise<string> {
  await writeToyData(join(folder, "one"), 4, 1);
  const plan = smallPlan();
  change(plan);
  const file = join(folder, "plan.json");
  await writeFile(file, JSON.stringify(plan, null, 1));
  return file;
}
