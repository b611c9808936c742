import { plural } from "@pgt/metrics";
import type { StudyScores } from "../../scores/study-scores.ts";
import { ofStudy, type Warning } from "./warning.ts";

/** Fewer cases can be alike by chance. */
const fewestCases = 2;

/** W-COPIES: models with the same scores, and the same sizes of masks, in every comparison. */
export function sameModelWarnings(study: StudyScores): Warning[] {
  const groups = new Map<string, string[]>();
  for (const [model, { said, cases }] of everythingKnown(study)) {
    if (cases.size < fewestCases) continue;
    const key = said.sort().join("\n");
    groups.set(key, [...(groups.get(key) ?? []), model]);
  }
  const cases = new Set(study.rows.map((row) => row.case)).size;
  return [...groups.values()]
    .filter((models) => models.length > 1)
    .map(([first, ...others]) =>
      ofStudy(
        "W-COPIES",
        `${first} and ${others.join(", ")} have the same scores in every comparison (${plural(cases, "case")}): their masks are the same. If they are meant to be different models, check the folders.`,
      ),
    );
}

/** Scores and sizes of masks of each model, a line for each. */
function everythingKnown({ rows, masks = [], models = [] }: StudyScores) {
  const known = new Map(models.map((model) => [model, { said: [] as string[], cases: new Set<string>() }]));
  for (const { case: id, label, metric, a, aSession, b, bSession, value, reason } of rows) {
    for (const [model, other, session] of [
      [a, b, bSession],
      [b, a, aSession],
    ] as const) {
      const one = known.get(model);
      if (!one || known.has(other)) continue;
      one.said.push(JSON.stringify([id, label, metric, other, session, value ?? reason]));
      one.cases.add(id);
    }
  }
  for (const { case: id, label, entity, volumeMl } of masks) {
    known.get(entity)?.said.push(JSON.stringify([id, label, volumeMl]));
  }
  return known;
}
