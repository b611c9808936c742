import { labelTitle, someOf } from "@pgt/metrics";
import { undefinedReasons } from "../../agreement/coefficient.ts";
import { fewestCasesForT } from "./alternative-annotator.ts";
import type { ModelAsRater } from "./model-as-rater.ts";

/** Places that a sentence names. */
const mostPlaces = 3;

/** Sentences on how the table of models as raters is to be read, and on what it lacks, with the reasons. */
export function asRaterWords(rows: readonly ModelAsRater[]): string[] {
  const [first] = rows;
  if (!first) return [];
  const { epsilon } = first.alternativeAnnotator;
  const tests = rows.flatMap(({ alternativeAnnotator }) => alternativeAnnotator.raters);
  const isGiven = tests.some(({ p }) => p !== null);
  return [
    "Williams' index: agreement of the model with the raters over theirs among themselves, of distances by their reciprocals; an interval that holds 1: as they agree with each other. Above 1 is to be expected of a model without their noise.",
    ...(isGiven
      ? [
          `Winning rate: raters that the model beats in standing for the others (alternative annotator test, Calderon et al. 2025; epsilon ${epsilon}, that of experts by default; one-sided, adjusted by Benjamini and Yekutieli over the raters at a false discovery rate of 5 %). The authors let a model stand in for a rater from 0.5 on. Advantage: share of cases in which it is at least as close to the others as a rater is.`,
        ]
      : []),
    ...(tests.some(({ test }) => test === "signed-rank")
      ? [
          `Fewer than ${fewestCasesForT} cases of a rater: Wilcoxon's signed-rank test stands in for the t test, and the authors ask for ${fewestCasesForT} cases.`,
        ]
      : []),
    ...(rows.some(({ alternativeAnnotator: { raters } }) => raters.length === 2)
      ? [
          "With two raters the test only tells if the model is closer to the one than the other is: the authors ask for three.",
        ]
      : []),
    ...lacks(rows),
  ];
}

function lacks(rows: readonly ModelAsRater[]): string[] {
  const places = new Map<string, string[]>();
  for (const { model, label, name, metric, williams, alternativeAnnotator: test } of rows) {
    const interval = williams.value === null ? null : williams.ci.reason;
    const found = [
      ["Williams' index", williams.reason] as const,
      ["interval of Williams' index", interval] as const,
      ["winning rate", test.reason] as const,
    ];
    for (const [what, reason] of found) {
      if (reason === null) continue;
      const sentence = `${what} not given: ${undefinedReasons[reason]}`;
      const place = `${model}, ${labelTitle({ label, name })}, ${metric}`;
      places.set(sentence, [...(places.get(sentence) ?? []), place]);
    }
  }
  return [...places].map(([sentence, where]) => `${someOf(where, mostPlaces, "; ")}: ${sentence}`);
}
