import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { readLabelMap, writeNifti } from "@pgt/core";
import type { PairFiles } from "../pair-files.ts";

/** Writes every label that both masks hold as a binary mask of its own, uncompressed. */
export async function writeBinaryMasks(
  files: PairFiles,
  folder: string,
): Promise<ReadonlyMap<number, PairFiles>> {
  const volumes = [await readLabelMap(files.reference), await readLabelMap(files.prediction)];
  const [inReference, inPrediction] = volumes.map(({ data }) => new Set<number>(data));
  const labels = [...inReference!].filter((label) => label !== 0 && inPrediction!.has(label));
  return new Map(
    labels
      .sort((a, b) => a - b)
      .map((label) => {
        const [reference, prediction] = volumes.map((volume, side) => {
          const path = join(folder, `label${label}-${side}.nii`);
          const data = Uint8Array.from(volume.data, (voxel) => Number(voxel === label));
          writeFileSync(path, writeNifti({ ...volume, data, labelNames: new Map() }));
          return path;
        });
        return [label, { reference: reference!, prediction: prediction! }];
      }),
  );
}
