import type { LabelVolume, MaskRow } from "@pgt/metrics";
import {
  type CaseVotes,
  type PresenceAgreement,
  presenceAgreement,
  type VolumeAgreement,
  type VoxelAgreement,
  volumeAgreement,
  voxelAgreement,
} from "@pgt/stats";
import type { Entity } from "@pgt/study";
import { getEngine } from "../engine-instance.ts";
import { classIdsOf } from "../folders.ts";
import { alignMasks, type Mask, readMask } from "../mask.ts";

/** How the raters' first sessions agree, beside the pairwise scores (METHODS 3.3 and 3.4). */
export interface RaterAgreement {
  /** On the voxels within 5 mm of what any rater marked; pooled, with intervals over cases, and per case. */
  readonly voxels: readonly VoxelAgreement[];
  /** On the volumes of structures. */
  readonly volumes: readonly VolumeAgreement[];
  /** On whether a structure is there at all. */
  readonly presence: readonly PresenceAgreement[];
  /** Cases whose voxels could not be counted, one sentence each. */
  readonly notes: readonly string[];
}

/** Reads the raters' masks case by case; of each voxel only the pattern of its ratings is kept. */
export async function raterAgreement(
  raters: readonly Entity[],
  cases: readonly string[],
  masks: readonly MaskRow[],
  clusterOf: ((caseId: string) => string) | undefined,
): Promise<RaterAgreement> {
  const engine = await getEngine();
  const classIds = classIdsOf(raters.flatMap((rater) => [...rater.cases.values()]));
  const votes: CaseVotes[] = [];
  const notes: string[] = [];
  for (const id of cases) {
    const sources = raters.map((rater) => rater.cases.get(id));
    if (sources.some((source) => source === undefined)) {
      notes.push(`${id}: not annotated by every rater, so its voxels are left out of voxel agreement`);
      continue;
    }
    try {
      const read = await Promise.all(sources.map((source) => readMask(source!, classIds)));
      const volumes = onOneGrid(read);
      votes.push(...engine.countVotes(volumes).map((table) => ({ ...table, case: id })));
    } catch (error) {
      notes.push(`${id}: left out of voxel agreement (${(error as Error).message})`);
    }
  }
  const ids = raters.map((rater) => rater.id);
  const options = clusterOf ? { clusterOf } : {};
  return {
    voxels: voxelAgreement(votes, options),
    volumes: volumeAgreement(masks, ids),
    presence: presenceAgreement(masks, ids),
    notes,
  };
}

function onOneGrid([first, ...others]: readonly Mask[]): LabelVolume[] {
  const aligned = [first!, ...others.map((mask) => alignMasks(first!, mask))];
  return aligned.map(({ layers, source }) => {
    if (layers.length > 1) throw new Error(`${source}: its classes overlap, so a voxel has no single rating`);
    return layers[0]!;
  });
}
