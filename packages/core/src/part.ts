import type { LabelSpec } from "@pgt/metrics";

/** One of several shares of a case's structures, so that workers can divide a large case. */
export interface Part {
  readonly index: number;
  readonly of: number;
}

/**
 * The structures of a part. Large ones are dealt out first, each to the part with the least so far; the work for a
 * structure is taken as its surface, voxels to the power of 2/3. All parts together are all structures.
 */
export function partOf(
  labels: readonly LabelSpec[],
  voxelsOf: (id: number) => number,
  part: Part | undefined,
): readonly LabelSpec[] {
  if (!part) return labels;
  const work = (spec: LabelSpec) => {
    const ids = new Set([...spec.referenceIds, ...spec.predictionIds]);
    return [...ids].reduce((sum, id) => sum + voxelsOf(id), 0) ** (2 / 3);
  };
  const byWork = labels
    .map((spec, position) => ({ position, work: work(spec) }))
    .sort((a, b) => b.work - a.work || a.position - b.position);
  const loads = new Array<number>(part.of).fill(0);
  const mine = new Set<number>();
  for (const { position, work } of byWork) {
    const lightest = loads.indexOf(Math.min(...loads));
    loads[lightest]! += work;
    if (lightest === part.index) mine.add(position);
  }
  return labels.filter((_, position) => mine.has(position));
}
