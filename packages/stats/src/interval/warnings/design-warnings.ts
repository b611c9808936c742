import { listed, plural } from "@pgt/metrics";
import { originsOf } from "../../scores/lineage.ts";
import type { StudyScores } from "../../scores/study-scores.ts";
import { circularConsensus } from "./circular-consensus.ts";
import { ofStudy, type Warning } from "./warning.ts";

/** Warnings of how a study was made, from what is declared of it (docs/methods/warnings.md). */
export function designWarnings(study: StudyScores): Warning[] {
  return [
    ...dependentRaters(study),
    ...promptedModels(study),
    ...mixedReferences(study),
    ...consensusOfAll(study),
    ...circularConsensuses(study),
    ...mixedDefinitions(study),
    ...recentRepeats(study),
  ];
}

function dependentRaters({ raters, lineage = {} }: StudyScores): Warning[] {
  const origins = new Map(raters.map((rater) => [rater, originsOf(rater, lineage)]));
  const pairs = raters.flatMap((k, index) =>
    raters.slice(index + 1).flatMap((l) => {
      const shared = [...origins.get(k)!].filter((origin) => origins.get(l)!.has(origin));
      return shared.length === 0 ? [] : [`${k} with ${l} (${listed(shared)})`];
    }),
  );
  if (pairs.length === 0) return [];
  return [
    ofStudy(
      "W-PREANN",
      `Masks that were made from the same masks agree because of it. ${plural(pairs.length, "pair")} of raters ${pairs.length === 1 ? "is" : "are"} left out of inter-rater agreement for a common origin: ${listed(pairs)}.`,
    ),
  ];
}

function promptedModels({ raters, models = [], lineage = {} }: StudyScores): Warning[] {
  return models.flatMap((model) => {
    const seen = [...originsOf(model, lineage)].filter((origin) => raters.includes(origin));
    if (seen.length === 0) return [];
    return [
      ofStudy(
        "W-PROMPT",
        `${model} was made from the masks of ${listed(seen)}: its agreement with ${seen.length === 1 ? "this rater" : "these raters"} is not that of an independent prediction.`,
      ),
    ];
  });
}

function mixedReferences(study: StudyScores): Warning[] {
  const compared = study.raters.filter((rater) => ratersMeeting(study, rater).size > 0);
  return (study.models ?? []).flatMap((model) => {
    const met = ratersMeeting(study, model);
    const missing = compared.filter((rater) => !met.has(rater));
    // Against one rater, a model is placed on the bounds of that rater.
    if (met.size < 2 || missing.length === 0) return [];
    return [
      ofStudy(
        "W-MIXREF",
        `${model} is compared with ${listed([...met])} but not with ${listed(missing)}, while the bounds rest on all raters. Compare it with every rater, or place it against one rater at a time.`,
      ),
    ];
  });
}

/** Raters are held against consensuses without them; a model that is held against another one is better off. */
function consensusOfAll(study: StudyScores): Warning[] {
  const { models = [], consensus = [] } = study;
  const leftOut = new Set(consensus.filter(({ without }) => without !== undefined).map(({ id }) => id));
  const ofAll = new Set(consensus.filter(({ without }) => without === undefined).map(({ id }) => id));
  if (leftOut.size === 0) return [];
  return models.flatMap((model) => {
    const partners = [...partnersOf(study, model)];
    if (partners.some((id) => leftOut.has(id)) || !partners.some((id) => ofAll.has(id))) return [];
    return [
      ofStudy(
        "W-MIXREF",
        `${model} is compared with the consensus of all raters, but each rater with the consensus of the others, which is noisier: the model looks better than it is. Compare it with the leave-one-out consensuses too.`,
      ),
    ];
  });
}

function circularConsensuses(study: StudyScores): Warning[] {
  const { raters, models = [], consensus = [], lineage = {} } = study;
  return consensus.flatMap(({ id, without }) => {
    if (without !== undefined) return [];
    const partners = partnersOf(study, id);
    const met = [...raters, ...models].filter((entity) => partners.has(entity));
    return circularConsensus({ id, met, raters, lineage });
  });
}

function partnersOf({ rows }: StudyScores, entity: string): ReadonlySet<string> {
  return new Set(rows.flatMap(({ a, b }) => (a === entity ? [b] : b === entity ? [a] : [])));
}

/** The other raters that an entity has a row with, in the study's order. */
export function ratersMeeting({ rows, raters }: StudyScores, entity: string): Set<string> {
  const met = new Set<string>();
  for (const { a, b } of rows) {
    if (a === entity && b !== entity) met.add(b);
    if (b === entity && a !== entity) met.add(a);
  }
  return new Set(raters.filter((rater) => met.has(rater)));
}

function mixedDefinitions({ boundaries = [] }: StudyScores): Warning[] {
  const distinct = [...new Set(boundaries)].sort();
  if (distinct.length < 2) return [];
  return [
    ofStudy(
      "W-DEFINITION",
      `The score table joins results of different boundary definitions (${listed(distinct)}). They differ by half a voxel and more, so surface metrics must not be compared across them: score all masks with one definition.`,
    ),
  ];
}

/** Within two weeks a rater may remember the case. */
const fewDays = 14;
const millisecondsPerDay = 86_400_000;

function recentRepeats({ rows, raters, sessionDate }: StudyScores): Warning[] {
  if (sessionDate === undefined) return [];
  const days = new Map<string, number>();
  for (const { case: caseId, a, b, aSession, bSession } of rows) {
    if (a !== b || aSession === bSession || !raters.includes(a)) continue;
    const dates = [aSession, bSession].map((session) => Date.parse(sessionDate(caseId, a, session) ?? ""));
    const apart = Math.abs(dates[0] - dates[1]) / millisecondsPerDay;
    if (Number.isNaN(apart)) continue;
    days.set([caseId, a, ...[aSession, bSession].sort((x, y) => x - y)].join("\u0000"), apart);
  }
  const recent = [...days.values()].filter((apart) => apart < fewDays);
  if (recent.length === 0) return [];
  return [
    ofStudy(
      "W-ORDER",
      `${recent.length} of ${plural(days.size, "repeat")} ${recent.length === 1 ? "was" : "were"} made less than ${fewDays} days after the first annotation (the soonest after ${plural(Math.floor(Math.min(...recent)), "day")}): the rater may remember the case, and intra-rater agreement is then too high.`,
    ),
  ];
}
