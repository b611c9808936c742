import type { Note } from "@pgt/metrics";
import { type Consensus, consensusMethods } from "@pgt/stats";
import { type MatchedEntity, type PlannedPair, planAgainst } from "@pgt/study";
import { type ConsensusReference, type FusedSet, fusedSet } from "../reference/consensus-reference.ts";
import type { ComparedSets } from "./compared-sets.ts";
import type { StudyMember } from "./interval-types.ts";
import type { LoadedEntity, LoadedStudy } from "./loaded-study.ts";

/** Comparisons with consensus masks: those of the study, and those that are fused for it. */
export interface ConsensusComparisons {
  readonly pairs: readonly PlannedPair[];
  /** Sets that are not among the entities of the study. */
  readonly members: readonly StudyMember[];
  readonly notes: readonly Note[];
}

/**
 * Every consensus of the study against its raters and models. A reference that is to be fused: each rater against the
 * consensus of the others, models against these and against that of all.
 */
export function consensusComparisons(
  { entities, plan, lineage }: LoadedStudy,
  { raters, models, match }: ComparedSets,
  reference: ConsensusReference | null,
): ConsensusComparisons {
  const given = entities.filter(({ role }) => role === "consensus");
  const ofGiven = given.flatMap((one) => planAgainst(one, [...raters, ...models]));
  const gaps = given.flatMap((one) => caseGap(one, match.cases));
  if (!reference) return { pairs: ofGiven, members: [], notes: gaps };
  const study = { raters, plan, ...(lineage && { lineage }) };
  const all = fusedSet(reference, study);
  const others = raters.map((rater) => ({ rater, set: fusedSet(reference, study, rater.id) }));
  const independent = (model: MatchedEntity, { without }: FusedSet) =>
    raters.every(({ id }) => id === without || lineage?.isDerived(model.id, id) !== true);
  const against = (set: FusedSet) => models.filter((model) => independent(model, set));
  const fused = [
    ...others.flatMap(({ rater, set }) => planAgainst(set, [rater, ...against(set)])),
    ...planAgainst(all, against(all)),
  ];
  return {
    pairs: [...ofGiven, ...fused],
    members: [all, ...others.map(({ set }) => set)].map(({ id, session, folder, without }) => ({
      ...{ id, role: "consensus", session, masks: folder, reference: reference.id },
      ...(without !== undefined && { without }),
    })),
    notes: [...gaps, ...estimand(reference, raters, models.length > 0)],
  };
}

/** Consensuses among the members of a study, as its statistics take them. */
export function consensusOf(members: readonly StudyMember[]): Consensus[] {
  return members
    .filter(({ role }) => role === "consensus")
    .map(({ id, without, reference = id }) => ({ id, reference, ...(without !== undefined && { without }) }));
}

function estimand(
  { id, method }: ConsensusReference,
  raters: readonly MatchedEntity[],
  hasModels: boolean,
): Note[] {
  const name = consensusMethods.find((one) => one.id === method.id)!.name;
  const ofModels = hasModels ? "; models with the same, and with that of all raters" : "";
  const ofTwo =
    raters.length === 2
      ? " With two raters the consensus of the others is the other rater, and the agreement that of the pair."
      : "";
  const message = `{entity} (${name}): each rater is compared with the consensus of the others, never with one that holds the own masks${ofModels}.${ofTwo}`;
  return [{ code: "N-REFERENCE", entity: id, message }];
}

function caseGap({ id, cases }: LoadedEntity, wanted: readonly string[]): Note[] {
  const missing = wanted.filter((one) => !cases.has(one));
  if (missing.length === 0) return [];
  return [
    { code: "N-CASES", entity: id, cases: missing, message: "{entity} lacks {cases}, not compared there." },
  ];
}
