import { plural, someOf } from "@pgt/metrics";
import type { LabelScores } from "../../scores/label-scores.ts";
import type { StudyScores } from "../../scores/study-scores.ts";
import { pairKey } from "../../scores/tensor.ts";
import type { Warning } from "./warning.ts";

/** Share of identical masks from which on chance and care do not explain them. */
const manyIdentical = 0.1;

/** Laws whose best value only identical masks have; a share within a tolerance reaches its best before. */
const exactLaws = new Set(["loss-of-mean", "loss-of-mean-by-union", "mean-size", "root-mean-square"]);

/** W-PREANN: masks identical to the voxel, once per label, by the first metric that can show it. */
export function copyWarnings(study: StudyScores, scores: readonly LabelScores[]): Warning[] {
  const empty = emptyMasks(study);
  const seen = new Set<number>();
  return scores.flatMap((entry) => {
    const { displacement, identical } = entry.metric.definition;
    if (seen.has(entry.label) || !exactLaws.has(displacement ?? "") || typeof identical !== "number")
      return [];
    seen.add(entry.label);
    const { comparedRaters, repeatingRaters, independent } = entry;
    const pairs = comparedRaters.flatMap((k, index) =>
      comparedRaters.slice(index + 1).flatMap((l) => (independent(k, l) ? [[k, l] as const] : [])),
    );
    const repeats = repeatingRaters.map((rater) => [rater, rater] as const);
    const count = (some: readonly RaterPair[]) => countIdentical(entry, some, identical, empty);
    const parts = [
      describe(pairs, count, "between raters"),
      describe(repeats, count, "of a rater with the own repeat"),
    ].filter((part) => part !== null);
    const about = { code: "W-PREANN" as const, label: entry.label, metric: entry.metric.key };
    const copies = copiedModels(study, entry, identical, empty);
    return [
      ...(parts.length === 0
        ? []
        : [{ ...about, found: foundIn(parts.join(" and in ")), message: alikeRaters }]),
      ...(copies.length === 0
        ? []
        : [{ ...about, found: foundIn(`every comparison of ${someOf(copies)}`), message: copiedModel }]),
    ];
  });
}

const alikeRaters =
  "Two people, or one person twice, hardly ever draw the same voxels: the masks may start from one pre-annotation or be copies, and agreement is then too high.";
const copiedModel =
  "A prediction is hardly ever what a person draws: one may be a copy of the other, and their agreement is not that of an independent prediction.";

function foundIn(comparisons: string): string {
  return `masks are identical to the voxel in ${comparisons}`;
}

/** Models with a rater whose masks they equal in every case, at least two: `net with anna (12 cases)`. */
function copiedModels(
  { models = [], raters }: StudyScores,
  entry: LabelScores,
  best: number,
  empty: ReadonlySet<string>,
): string[] {
  return models.flatMap((model) =>
    raters.flatMap((rater) => {
      const cases = entry.tensor.flatMap(({ case: caseId, pairs }) => {
        if ([model, rater].some((entity) => empty.has(maskKey(caseId, entry.label, entity)))) return [];
        const values = (pairs.get(pairKey(model, rater)) ?? []).flatMap(({ value }) => value ?? []);
        return values.length === 0 ? [] : [values.includes(best)];
      });
      const isCopy = cases.length >= 2 && cases.every((isIdentical) => isIdentical);
      return isCopy && entry.independent(model, rater)
        ? [`${model} with ${rater} (${cases.length} cases)`]
        : [];
    }),
  );
}

type RaterPair = readonly [string, string];

interface Count {
  readonly identical: number;
  readonly used: number;
}

function countIdentical(
  { tensor, label }: LabelScores,
  pairs: readonly RaterPair[],
  best: number,
  empty: ReadonlySet<string>,
): Count {
  let identical = 0;
  let used = 0;
  for (const { case: caseId, pairs: ofCase } of tensor) {
    for (const [k, l] of pairs) {
      // Two empty masks have the best value by some conventions.
      if ([k, l].some((entity) => empty.has(maskKey(caseId, label, entity)))) continue;
      for (const { value } of ofCase.get(pairKey(k, l)) ?? []) {
        if (value === null) continue;
        used++;
        if (value === best) identical++;
      }
    }
  }
  return { identical, used };
}

/** `9 of 36 comparisons between raters (a with b: 9 of 12)`: the pairs with the most first. */
function describe(
  pairs: readonly RaterPair[],
  count: (some: readonly RaterPair[]) => Count,
  what: string,
): string | null {
  const { identical, used } = count(pairs);
  if (identical < 2 || identical < manyIdentical * used) return null;
  const named = pairs
    .map(([k, l]) => ({ name: k === l ? k : `${k} with ${l}`, ...count([[k, l]]) }))
    .filter((one) => one.identical > 0)
    .sort((one, other) => other.identical - one.identical)
    .map((one) => `${one.name}: ${one.identical} of ${one.used}`);
  return `${identical} of ${plural(used, "comparison")} ${what} (${someOf(named)})`;
}

function emptyMasks({ masks = [] }: StudyScores): Set<string> {
  const empty = masks.filter(({ volumeMl }) => volumeMl === 0);
  return new Set(empty.map(({ case: caseId, label, entity }) => maskKey(caseId, label, entity)));
}

function maskKey(caseId: string, label: number, entity: string): string {
  return `${caseId}\u0000${label}\u0000${entity}`;
}
