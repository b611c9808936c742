import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type LabelVolume, readLabelMap, writeNifti } from "@pgt/core";
import type { PairFiles } from "../pair-files.ts";

/** Labels one by one as binary masks, uncompressed, for programs that know no labels. */
export interface BinaryMasks {
  /** Labels that both masks hold. */
  readonly labels: readonly number[];
  /** Writes one label's masks in place of the last one's. */
  readonly write: (label: number) => PairFiles;
}

export async function binaryMasks(files: PairFiles, folder: string): Promise<BinaryMasks> {
  const volumes = [await readLabelMap(files.reference), await readLabelMap(files.prediction)] as const;
  const [inReference, inPrediction] = volumes.map(({ data }) => new Set<number>(data));
  const labels = [...inReference].filter((label) => label !== 0 && inPrediction.has(label));
  const write = (volume: LabelVolume, side: string, label: number) => {
    const path = join(folder, `binary-${side}.nii`);
    const data = new Uint8Array(volume.data.length);
    volume.data.forEach((voxel, i) => {
      if (voxel === label) data[i] = 1;
    });
    writeFileSync(path, writeNifti({ ...volume, data, labelNames: new Map() }));
    return path;
  };
  return {
    labels: labels.sort((a, b) => a - b),
    write: (label) => ({
      reference: write(volumes[0], "reference", label),
      prediction: write(volumes[1], "prediction", label),
    }),
  };
}
