import type { LabelVolume } from "@pgt/metrics";

/** Labels other than 0, in ascending order. */
export function distinctLabels(data: LabelVolume["data"]): number[] {
  const seen = new Set<number>();
  let last = 0;
  for (let voxel = 0; voxel < data.length; voxel++) {
    const id = data[voxel];
    if (id !== last && id !== 0) seen.add(id);
    last = id;
  }
  return [...seen].sort((a, b) => a - b);
}
