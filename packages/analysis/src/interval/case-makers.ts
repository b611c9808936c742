import type { Note } from "@pgt/metrics";
import type { EntityRole, MaskSource } from "@pgt/study";
import { comparedSets } from "./compared-sets.ts";
import type { IntervalOptions, StudyFolders } from "./interval-types.ts";
import type { LoadedStudy } from "./loaded-study.ts";
import { loadManifest } from "./manifest-study.ts";

/** Makers of the masks of a case. */
export interface CaseMaker {
  readonly role: EntityRole;
  readonly id: string;
  readonly session: number;
  readonly source: MaskSource;
}

export interface CaseMakers {
  /** Raters, first sessions before repeats, then models, then sets that take no part in an interval. */
  readonly makers: readonly CaseMaker[];
  /** Class name -> id, as in the interval of the study. */
  readonly classIds: ReadonlyMap<string, number>;
  /** Sets that take no part and are missing, and why. */
  readonly notes: readonly Note[];
}

/** Everybody who has a mask of a case. */
export async function caseMakers(
  caseId: string,
  study: StudyFolders | string,
  loaded: LoadedStudy,
  options: IntervalOptions,
): Promise<CaseMakers> {
  const { raters, repeats, models, classIds } = comparedSets(loaded);
  const others = typeof study === "string" ? await otherSets(study, options) : { sets: [], notes: [] };
  const sets: readonly MaskSet[] = [
    ...[...raters, ...repeats].map((set) => ({ ...set, role: "rater" as const })),
    ...models.map((set) => ({ ...set, role: "model" as const })),
    ...others.sets,
  ];
  const makers = sets.flatMap(({ role, id, session, cases }) => {
    const source = cases.get(caseId);
    return source ? [{ role, id, session, source }] : [];
  });
  const sources = makers.map(({ source }) => source);
  return { makers, classIds: withAllClasses(classIds, sources), notes: others.notes };
}

interface MaskSet {
  readonly role: EntityRole;
  readonly id: string;
  readonly session: number;
  readonly cases: ReadonlyMap<string, MaskSource>;
}

const otherRoles: readonly EntityRole[] = ["reference", "consensus", "generator"];

/** Sets of a manifest that the interval leaves out. It runs without them, so a fault in them is no fault here. */
async function otherSets(
  manifest: string,
  options: IntervalOptions,
): Promise<{ readonly sets: readonly MaskSet[]; readonly notes: readonly Note[] }> {
  try {
    const { entities } = await loadManifest(manifest, options, { roles: otherRoles, made: "" });
    return { sets: entities, notes: [] };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { sets: [], notes: [{ code: "N-UNREAD", reason, message: "{reason}" }] };
  }
}

/** Classes of masks that the interval leaves out get the numbers that follow. */
function withAllClasses(
  classIds: ReadonlyMap<string, number>,
  sources: readonly MaskSource[],
): ReadonlyMap<string, number> {
  const all = new Map(classIds);
  let last = Math.max(0, ...all.values());
  for (const source of sources) {
    if (source.kind !== "classes") continue;
    for (const name of source.files.keys()) if (!all.has(name)) all.set(name, ++last);
  }
  return all;
}
