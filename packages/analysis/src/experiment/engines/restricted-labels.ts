import type { Vector3 } from "@pgt/metrics";

/** Boxes of prompts in slices along the third axis. */
export type LabelBoxes = readonly {
  readonly slice: number;
  readonly label: number;
  /** `[x_min, y_min, x_max, y_max]`, the last ones included. */
  readonly box: readonly [number, number, number, number];
}[];

/**
 * The most probable label of each voxel, where a label counts only inside of its box in the slice: the answer of a network
 * to a person who has drawn boxes.
 *
 * @param probabilities of the background first, and then class after class.
 */
export function restrictedLabels(
  probabilities: Float32Array,
  classes: readonly number[],
  [nx, ny, nz]: Vector3,
  boxes: LabelBoxes,
): Uint16Array<ArrayBuffer> {
  const voxels = nx * ny * nz;
  const labels = new Uint16Array(voxels);
  const best = probabilities.slice(0, voxels);
  for (const { slice, label, box } of boxes) {
    const at = classes.indexOf(label);
    if (at < 0) continue;
    const own = (at + 1) * voxels;
    const [xMin, yMin, xMax, yMax] = box;
    for (let y = yMin; y <= yMax; y++) {
      for (let x = xMin; x <= xMax; x++) {
        const voxel = x + nx * (y + ny * slice);
        if (probabilities[own + voxel] <= best[voxel]) continue;
        best[voxel] = probabilities[own + voxel];
        labels[voxel] = label;
      }
    }
  }
  return labels;
}
