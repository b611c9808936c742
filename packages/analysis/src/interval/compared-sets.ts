import { classIdsOf } from "@pgt/runner";
import { type CaseMatch, type MatchedEntity, matchCases, type PlannedPair, planPairs } from "@pgt/study";
import { firstSessions, type LoadedEntity, type LoadedStudy } from "./loaded-study.ts";

/** The sets of masks that an interval is made of, their cases matched, and what is compared with what. */
export interface ComparedSets {
  readonly match: CaseMatch;
  /** First sessions. */
  readonly raters: readonly MatchedEntity[];
  readonly repeats: readonly MatchedEntity[];
  readonly models: readonly MatchedEntity[];
  readonly pairs: readonly PlannedPair[];
  /** Class name -> id in this study, of masks with one file per class. */
  readonly classIds: ReadonlyMap<string, number>;
}

/** @throws InputError E_CASES if a set has no case in common with any other. */
export function comparedSets({ entities, lineage }: Pick<LoadedStudy, "entities" | "lineage">): ComparedSets {
  const { raters, repeats, models } = byRole(entities);
  const match = matchCases([...raters, ...repeats, ...models]);
  const [r, s] = [raters.length, raters.length + repeats.length];
  const sets = {
    raters: match.entities.slice(0, r),
    repeats: match.entities.slice(r, s),
    models: match.entities.slice(s),
  };
  const pairs = planPairs(sets).filter(
    ({ kind, a, b }) => kind !== "model" || lineage?.isDerived(a, b) !== true,
  );
  const classIds = classIdsOf(pairs.flatMap(({ sourceA, sourceB }) => [sourceA, sourceB]));
  return { match, ...sets, pairs, classIds };
}

function byRole(entities: readonly LoadedEntity[]) {
  const annotations = entities.filter(({ role }) => role === "rater");
  const raters = firstSessions(annotations);
  return {
    raters,
    repeats: annotations.filter((one) => !raters.includes(one)),
    models: entities.filter(({ role }) => role === "model"),
  };
}
