import type { FieldLabels, VoteField } from "@pgt/engine";
import { isInsideBy, isNearer, type PatternDecision, pooledDistance } from "@pgt/stats";

/** Labels of single voxels, ascending. */
interface VoxelLabels {
  readonly voxels: Uint32Array;
  readonly ofVoxel: Float64Array;
}

/** Carries a decision about patterns out on the voxels of a case. */
export function decidedLabels(
  field: VoteField,
  decision: PatternDecision,
  weights: readonly number[],
): FieldLabels {
  const { labels: ofPattern, contested, partial = [] } = decision;
  const single = [
    ...(contested && contested.size > 0 ? [byDistance(field, decision, contested, weights)] : []),
    ...partial.map(({ label, patterns, voxels: count }): VoxelLabels => {
      const free = field.patterns.map((_, pattern) => patterns.includes(pattern) && ofPattern[pattern] === 0);
      const voxels = field.voxelsOf(free).subarray(0, count);
      return { voxels, ofVoxel: new Float64Array(voxels.length).fill(label) };
    }),
  ];
  return single.length === 0 ? { ofPattern } : { ofPattern, ...merged(single) };
}

function byDistance(
  field: VoteField,
  { distance: how = "mean" }: PatternDecision,
  contested: ReadonlyMap<number, readonly number[]>,
  weights: readonly number[],
): VoxelLabels {
  const voxels = field.voxelsOf(field.patterns.map((_, pattern) => contested.has(pattern)));
  const ofVoxel = new Float64Array(voxels.length);
  const nearest = new Float64Array(voxels.length).fill(Number.NaN);
  const surfaces = weights.map((_, rater) => field.surfacesOfRater(rater));
  const candidates = [...new Set([...contested.values()].flat())].sort((a, b) => a - b);
  for (const label of candidates) {
    const places = new Uint32Array(voxels.length);
    let count = 0;
    voxels.forEach((at, k) => {
      if (contested.get(field.patternAt(at))!.includes(label)) places[count++] = k;
    });
    const asked = places.subarray(0, count).map((k) => voxels[k]);
    const distances = surfaces.map((surface) => surface.distances(label, asked));
    for (let one = 0; one < count; one++) {
      const k = places[one];
      const pooled = pooledDistance(
        distances.map((ofRater) => ofRater[one]),
        weights,
        how,
      );
      const isAlone = contested.get(field.patternAt(voxels[k]))!.length === 1;
      const isFirst = Number.isNaN(nearest[k]);
      if (isAlone ? !isInsideBy(pooled) : !isFirst && !isNearer(pooled, nearest[k])) continue;
      nearest[k] = pooled;
      ofVoxel[k] = label;
    }
  }
  return { voxels, ofVoxel };
}

/** Each voxel once: where two decide, the first. */
function merged(parts: readonly VoxelLabels[]): VoxelLabels {
  if (parts.length === 1) return parts[0];
  const labels = new Map<number, number>();
  for (const { voxels, ofVoxel } of parts) {
    voxels.forEach((at, k) => {
      if (!labels.has(at)) labels.set(at, ofVoxel[k]);
    });
  }
  const voxels = Uint32Array.from(labels.keys()).sort();
  return { voxels, ofVoxel: Float64Array.from(voxels, (at) => labels.get(at)!) };
}
