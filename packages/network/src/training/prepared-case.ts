import type { LabelData } from "@pgt/metrics";
import { type Slices, slicesOf } from "../images/slices.ts";
import type { TrainingCase } from "../training-options.ts";

/** A case with its labels as classes, 0 the background, and voxels of each class that it has. */
export interface PreparedCase {
  readonly image: Float32Array;
  readonly classOf: Uint8Array;
  readonly slices: Slices;
  /** Of each class present, some voxels spread evenly. */
  readonly voxelsOfClasses: readonly Uint32Array[];
}

const voxelsKept = 4096;

export function prepareCase(
  { image, labels, shape }: TrainingCase,
  classes: readonly number[],
): PreparedCase {
  const classOf = classesOf(labels, classes);
  const voxelsOfClasses = spreadVoxels(classOf, classes.length).filter(({ length }) => length > 0);
  return { image, classOf, slices: slicesOf(shape), voxelsOfClasses };
}

function classesOf(labels: LabelData, classes: readonly number[]): Uint8Array {
  const classOfLabel = new Map(classes.map((label, index) => [label, index + 1]));
  const classOf = new Uint8Array(labels.length);
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] !== 0) classOf[i] = classOfLabel.get(labels[i]) ?? 0;
  }
  return classOf;
}

/** For each class every n-th of its voxels. */
function spreadVoxels(classOf: Uint8Array, classes: number): Uint32Array[] {
  const counts = new Uint32Array(classes + 1);
  for (const index of classOf) counts[index]++;
  const steps = Array.from(counts, (count) => Math.max(1, Math.ceil(count / voxelsKept)));
  const voxels = Array.from(counts, (count, index) => new Uint32Array(Math.ceil(count / steps[index])));
  const seen = new Uint32Array(classes + 1);
  for (let i = 0; i < classOf.length; i++) {
    const index = classOf[i];
    if (index === 0) continue;
    if (seen[index] % steps[index] === 0) voxels[index][seen[index] / steps[index]] = i;
    seen[index]++;
  }
  return voxels.slice(1);
}
