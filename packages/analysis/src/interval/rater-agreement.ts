import { type LabelVolume, type MaskRow, type Note, plural, type VoteTable } from "@pgt/metrics";
import type { Mask } from "@pgt/runner";
import { alignMasks, classIdsOf, getEngine, readMask } from "@pgt/runner";
import {
  type CaseVotes,
  ceilingAgreement,
  presenceAgreement,
  volumeAgreement,
  voxelAgreement,
} from "@pgt/stats";
import type { Entity } from "@pgt/study";
import type { RaterAgreement } from "./agreement-type.ts";

/**
 * Reads the raters' masks case by case; of each voxel only the pattern of its ratings is kept. A case counts with the
 * raters who annotated it.
 */
export async function raterAgreement(
  raters: readonly Entity[],
  cases: readonly string[],
  masks: readonly MaskRow[],
  clusterOf: ((caseId: string) => string) | undefined,
): Promise<RaterAgreement> {
  const engine = await getEngine();
  const classIds = classIdsOf(raters.flatMap((rater) => [...rater.cases.values()]));
  const votes: CaseVotes[] = [];
  const unread: Note[] = [];
  for (const id of cases) {
    const sources = raters.map((rater) => rater.cases.get(id));
    const given = sources.filter((source) => source !== undefined);
    if (given.length < 2) continue;
    try {
      const volumes = onOneGrid(await Promise.all(given.map((source) => readMask(source, classIds))));
      votes.push(...engine.countVotes(volumes).map((table) => votesOf(id, table, sources)));
    } catch (error) {
      const reason = (error as Error).message;
      unread.push({
        code: "N-CASES",
        case: id,
        reason,
        message: "left out of voxel agreement ({reason})",
      });
    }
  }
  const ids = raters.map((rater) => rater.id);
  const options = clusterOf ? { clusterOf } : {};
  return {
    voxels: voxelAgreement(votes, options),
    volumes: volumeAgreement(masks, ids),
    presence: presenceAgreement(masks, ids),
    ceilings: ceilingAgreement(votes),
    notes: [...incompleteNotes(raters, cases), ...unread],
  };
}

/** Votes with a place for every rater of the study, empty for those without a mask. */
function votesOf(id: string, table: VoteTable, sources: readonly unknown[]): CaseVotes {
  const places = sources.flatMap((source, rater) => (source === undefined ? [] : [rater]));
  const patterns = table.patterns.map(({ ratings, voxels }) => ({
    ratings: sources.map((_, rater) => ratings[places.indexOf(rater)] ?? null),
    voxels,
  }));
  return { ...table, patterns, case: id };
}

/** Notes on cases that not every rater annotated, with their numbers. */
function incompleteNotes(raters: readonly Entity[], cases: readonly string[]): Note[] {
  const readings = (id: string) => raters.filter((rater) => rater.cases.has(id)).length;
  const bySome = cases.filter((id) => readings(id) > 1 && readings(id) < raters.length);
  const byOne = cases.filter((id) => readings(id) === 1);
  const of = (some: readonly string[]) => `${some.length} of ${plural(cases.length, "case")}`;
  return [
    ...(bySome.length > 0
      ? [
          {
            code: "N-CASES" as const,
            cases: bySome,
            message: `${of(bySome)} were annotated by some of the ${raters.length} raters only; each counts with those who did, volumes by restricted maximum likelihood: {cases}`,
          },
        ]
      : []),
    ...(byOne.length > 0
      ? [
          {
            code: "N-CASES" as const,
            cases: byOne,
            message: `${of(byOne)} were annotated by one rater alone, and say nothing of agreement on voxels and presence: {cases}`,
          },
        ]
      : []),
  ];
}

function onOneGrid([first, ...others]: readonly Mask[]): LabelVolume[] {
  const aligned = [first, ...others.map((mask) => alignMasks(first, mask))];
  return aligned.map(({ layers, source }) => {
    if (layers.length > 1) throw new Error(`${source}: its classes overlap, so a voxel has no single rating`);
    return layers[0];
  });
}
