import type { LabelVolume, MaskRow, Note } from "@pgt/metrics";
import type { Mask } from "@pgt/runner";
import { alignMasks, classIdsOf, getEngine, readMask } from "@pgt/runner";
import { type CaseVotes, presenceAgreement, volumeAgreement, voxelAgreement } from "@pgt/stats";
import type { Entity } from "@pgt/study";
import type { RaterAgreement } from "./agreement-type.ts";

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
  const notes: Note[] = [];
  for (const id of cases) {
    const about = { code: "N-CASES", case: id } as const;
    const sources = raters.map((rater) => rater.cases.get(id));
    if (sources.some((source) => source === undefined)) {
      notes.push({
        ...about,
        message: "not annotated by every rater, so its voxels are left out of voxel agreement",
      });
      continue;
    }
    try {
      const read = await Promise.all(sources.map((source) => readMask(source!, classIds)));
      const volumes = onOneGrid(read);
      votes.push(...engine.countVotes(volumes).map((table) => ({ ...table, case: id })));
    } catch (error) {
      const reason = (error as Error).message;
      notes.push({ ...about, reason, message: "left out of voxel agreement ({reason})" });
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
  const aligned = [first, ...others.map((mask) => alignMasks(first, mask))];
  return aligned.map(({ layers, source }) => {
    if (layers.length > 1) throw new Error(`${source}: its classes overlap, so a voxel has no single rating`);
    return layers[0];
  });
}
