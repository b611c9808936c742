import { listed, percentOfSome, plural, type ScoreRow } from "@pgt/metrics";
import { agreementRange } from "../../scores/metric-traits.ts";
import type { StudyScores } from "../../scores/study-scores.ts";
import { groupsApart } from "./label-use-warnings.ts";
import { ofStudy, type Warning } from "./warning.ts";

/** Agreement below this is near zero. */
const nearZero = 0.05;
/** Share of the values of two raters from which they agree near zero as a rule. */
const asARule = 0.9;
/** Fewer values than this may be small structures that were missed. */
const fewestValues = 3;

/** W-OVERLAP: raters whose masks hardly overlap in any case and structure that both marked. */
export function overlapWarnings(study: StudyScores): Warning[] {
  const metric = study.metrics.find((one) => {
    const [low, high] = agreementRange(one);
    return one.definition.direction === "higher" && low === 0 && high === 1;
  });
  // Labels of other numbers say more.
  if (!metric || groupsApart(study).length > 0) return [];
  const empty = emptyMasks(study);
  const values = new Map<string, { raters: [string, string]; all: number[] }>();
  for (const row of study.rows) {
    if (row.metric !== metric.key || row.value === null || !isBetweenRaters(row, study)) continue;
    const keys = [
      maskKey(row.case, row.label, row.a, row.aSession),
      maskKey(row.case, row.label, row.b, row.bSession),
    ];
    if (keys.some((key) => empty.has(key))) continue;
    const raters = [row.a, row.b].sort() as [string, string];
    const key = JSON.stringify(raters);
    const pair = values.get(key) ?? values.set(key, { raters, all: [] }).get(key)!;
    pair.all.push(row.value);
  }
  const pairs = [...values.values()];
  const apart = pairs.filter(({ all }) => {
    const low = all.filter((value) => value < nearZero).length;
    return all.length >= fewestValues && low >= asARule * all.length;
  });
  if (apart.length === 0) return [];
  const all = apart.flatMap((pair) => pair.all);
  const low = all.filter((value) => value < nearZero).length;
  const who =
    apart.length === pairs.length && pairs.length > 1
      ? "No two raters"
      : listed(apart.slice(0, 5).map(({ raters }) => raters.join(" and ")));
  const verb = who === "No two raters" ? "overlap" : "hardly overlap";
  return [
    ofStudy(
      "W-OVERLAP",
      `${who} ${verb}: ${metric.key} is below ${nearZero} in ${percentOfSome(low / all.length)} of ${plural(all.length, "comparison")} of structures that both marked. Raters of the same images do not differ so. Probable reasons: the files of one name are of different cases; cases were taken for raters, or the reverse (pgt init --case-is turns a proposal round); or grids are shifted. Look at one case with the masks of both on its image, and correct the study before reading any bound.`,
    ),
  ];
}

function isBetweenRaters({ a, b }: ScoreRow, { raters }: StudyScores): boolean {
  return a !== b && raters.includes(a) && raters.includes(b);
}

/** Keys of masks without a voxel of a label: a miss is another matter. */
function emptyMasks({ masks = [] }: StudyScores): ReadonlySet<string> {
  const empty = masks.filter(({ volumeMl }) => volumeMl === 0);
  return new Set(empty.map(({ case: id, label, entity, session }) => maskKey(id, label, entity, session)));
}

function maskKey(id: string, label: number, entity: string, session: number): string {
  return JSON.stringify([id, label, entity, session]);
}
