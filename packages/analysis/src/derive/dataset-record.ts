import { derivedDatasetJson, formatSplitsFinal } from "@pgt/io";
import type { DatasetFolder, InputHash } from "@pgt/runner";
import { version } from "@pgt/runner";
import type { CommonLabels } from "@pgt/study";
import type { BaseDataset } from "./base-dataset.ts";
import type { VersionSplit } from "./case-splits.ts";
import type { DerivedDataset } from "./derive-types.ts";
import { derivedLabels } from "./derive-version.ts";
import type { DerivedVersion } from "./version-plan.ts";

interface Rest {
  readonly common: CommonLabels;
  readonly split: VersionSplit | null;
  readonly copy: boolean;
  /** Files that every version rests on, as they were read. */
  readonly inputs: readonly InputHash[];
}

/** Puts the images, dataset.json, the split and the record into the folder of a data set whose labels are written. */
export async function completeDataset(
  { version: made, tally }: DerivedVersion,
  part: DatasetFolder,
  base: BaseDataset,
  { common, split, copy, inputs }: Rest,
): Promise<void> {
  const { generator } = made.rule;
  for (const { images } of base.cases) {
    for (const [name, file] of images) await part.placeFile(file, `imagesTr/${name}`, copy);
  }
  for (const [name, file] of base.testImages) await part.placeFile(file, `imagesTs/${name}`, copy);
  const pgt = { version, generator, base: base.source, map: made.map, record: "pgt-derive.json" };
  const numTraining = base.cases.length;
  await part.writeText(
    "dataset.json",
    derivedDatasetJson(base.json, base.jsonFile, { name: made.name, numTraining, pgt }),
  );
  if (split) await part.writeText("splits_final.json", `${formatSplitsFinal(split.folds)}\n`);
  const record = {
    schema: "pgt.derive-record/1",
    version,
    base: base.source,
    ...describeDataset({ version: made, tally, part }, null, base),
    folder: undefined,
    common: common.labels,
    dropped: common.dropped,
    split: split && { description: split.description, seed: split.seed, folds: split.folds.length },
    images: copy ? "copied" : "linked",
    inputs: [...inputs, ...made.masks.inputs, ...tally.inputs],
  };
  await part.writeText("pgt-derive.json", `${JSON.stringify(record, null, 2)}\n`);
}

/** @param folder null as long as it is not in its place. */
export function describeDataset(
  { version: made, tally }: DerivedVersion,
  folder: string | null,
  base: BaseDataset,
): DerivedDataset {
  return {
    generator: made.rule.generator,
    masks: made.masks.folder,
    dataset: made.name,
    folder,
    matched: tally.matched ?? (made.map === null ? "name" : "map"),
    map: made.map,
    cases: tally.cases,
    labels: derivedLabels(tally, base.labels),
    unused: [...tally.unused].map(([label, cases]) => ({ label, cases })),
    overlapVoxels: tally.overlapVoxels,
    inputs: tally.inputs,
  };
}
