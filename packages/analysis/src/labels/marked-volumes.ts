import type { MaskRow } from "@pgt/metrics";
import type { CaseVotes } from "../consensus/case-votes.ts";

/** Volumes that each maker of masks gives the labels of a case; 0 for those that others alone mark. */
export function markedVolumes(id: string, { field, names }: CaseVotes, makers: readonly string[]): MaskRow[] {
  const { patterns, voxelVolumeMm3 } = field;
  const voxels = makers.map(() => new Map<number, number>());
  for (const { ratings, voxels: count } of patterns)
    ratings.forEach((label, k) => {
      voxels[k].set(label, (voxels[k].get(label) ?? 0) + count);
    });
  const labels = new Set(patterns.flatMap(({ ratings }) => ratings));
  labels.delete(0);
  return [...labels].flatMap((label) =>
    makers.map((entity, k) => ({
      ...{ case: id, entity, session: 1, label, name: names.get(label) ?? String(label) },
      ...{ volumeMl: ((voxels[k].get(label) ?? 0) * voxelVolumeMm3) / 1000, areaMm2: null },
    })),
  );
}
