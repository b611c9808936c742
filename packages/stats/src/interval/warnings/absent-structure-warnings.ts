import { plural } from "@pgt/metrics";
import { labelUses, type UsedLabel } from "../../scores/label-use.ts";
import type { StudyScores } from "../../scores/study-scores.ts";
import { groupsApart, imageLike } from "./label-use-warnings.ts";
import type { Warning } from "./warning.ts";

/** Fewest cases: in one alone, a structure that is not marked is a disagreement like any other. */
const fewestCases = 2;

/** W-EMPTY: a rater or model who never marks a structure that raters mark in most of the same cases. */
export function absentStructureWarnings(study: StudyScores): Warning[] {
  const all = labelUses(study);
  const apart = new Set(groupsApart(study, all).flatMap(({ labels }) => labels.map(({ label }) => label)));
  const images = imageLike(study, all);
  const uses = all.filter(({ label }) => !apart.has(label));
  const raters = study.raters.filter((rater) => !images.includes(rater));
  return [...study.raters, ...(study.models ?? [])].flatMap((entity) => {
    if (images.includes(entity)) return [];
    const others = study.raters.includes(entity) ? "other raters" : "raters";
    return uses
      .filter((used) => isMissedThroughout(used, entity, raters))
      .map(({ label, by }) => {
        const cases = by.get(entity)!.cases.size;
        return {
          code: "W-EMPTY" as const,
          entity,
          label,
          metric: null,
          found: `the masks of ${entity} are empty in ${cases} of ${plural(cases, "case")}, while ${others} mark it in most of them`,
          message:
            "If {entity} was not to mark it, leave it out of the comparison; else see whether these are the right masks.",
        };
      });
  });
}

function isMissedThroughout({ by }: UsedLabel, entity: string, raters: readonly string[]): boolean {
  const own = by.get(entity);
  if (!own || own.marked.size > 0 || own.cases.size < fewestCases) return false;
  const others = raters.flatMap((rater) => (rater === entity ? [] : (by.get(rater) ?? [])));
  const markedByOthers = [...own.cases].filter((caseId) => {
    const there = others.filter(({ cases }) => cases.has(caseId));
    return there.length > 0 && 2 * there.filter(({ marked }) => marked.has(caseId)).length >= there.length;
  });
  return 2 * markedByOthers.length > own.cases.size;
}
