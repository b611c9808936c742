import type { LabelSurfaces } from "@pgt/engine";
import type { RaterCase } from "@pgt/stats";

/** Distances of a rater's border from that of the consensus, at the voxels on both sides of the latter. */
export interface BorderDeviation {
  readonly voxels: Uint32Array;
  /** In mm, positive where the rater's border lies outside. */
  readonly mm: Float64Array;
  /** Null where rater or consensus lack the structure. */
  readonly summary: RaterCase["deviation"];
}

/** Signed distance to the rater's mask less that to the consensus: 0 where the two borders are the same. */
export function borderDeviation(
  rater: LabelSurfaces,
  consensus: LabelSurfaces,
  label: number,
): BorderDeviation {
  const { voxels, mm: own } = consensus.border(label);
  const mm = rater.distances(label, voxels);
  for (let k = 0; k < mm.length; k++) mm[k] -= own[k];
  const isMeasured = voxels.length > 0 && mm.every(Number.isFinite);
  if (!isMeasured) return { voxels: new Uint32Array(0), mm: new Float64Array(0), summary: null };
  return {
    voxels,
    mm,
    summary: {
      n: mm.length,
      sumMm: mm.reduce((sum, one) => sum + one, 0),
      squaresMm2: mm.reduce((sum, one) => sum + one ** 2, 0),
    },
  };
}
