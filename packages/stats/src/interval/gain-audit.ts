import { defaultLevel, type Interval } from "../inference/interval-options.ts";
import {
  differenceInterval,
  type PairedDifference,
  pairedDifference,
  pairedDifferenceOfRandomRaters,
  pairedValues,
} from "../inference/paired.ts";
import { caseSeries } from "../scores/case-series.ts";
import type { LabelScores } from "../scores/label-scores.ts";
import { similaritySign } from "../scores/metric-traits.ts";
import type { StudyScores } from "../scores/study-scores.ts";
import { adjustFamily, type BoundComparison } from "./bound-comparison.ts";
import { modelAgainstRaters } from "./reliability.ts";

/** The difference of two models against one reference, positive if the first is more similar to it. */
export interface GainAgainst {
  /** A rater's or consensus' id. */
  readonly reference: string;
  readonly difference: number;
  readonly fixedRaters: Interval;
  readonly n: number;
}

/**
 * Judges if one model's gain over another is more than a match with the reference's own noise
 * (docs/methods/placing-models.md).
 */
export interface GainAudit {
  readonly label: number;
  readonly name: string;
  readonly metric: string;
  /** The more similar of the two, and the other. */
  readonly better: string;
  readonly worse: string;
  /** Against all raters; adjusted by Holm over the pairs of models of this label and metric. */
  readonly gain: BoundComparison;
  /** Raters and cases random; null: not estimable. */
  readonly randomRaters: Interval | null;
  readonly references: readonly GainAgainst[];
  /** References against which the better one is better too, of all. */
  readonly sameSign: number;
  /**
   * `holds`: the adjusted interval excludes 0 and every reference agrees; `reference-dependent`: some reference says
   * the opposite; `not-shown`: the interval contains 0.
   */
  readonly verdict: "holds" | "reference-dependent" | "not-shown";
}

/** One per label, metric and pair of models that share cases. */
export function gainAudit(study: StudyScores, scores: readonly LabelScores[]): GainAudit[] {
  const { models = [] } = study;
  const level = study.interval?.level ?? defaultLevel;
  return scores.flatMap((entry) => {
    const pairs = models.flatMap((first, index) =>
      models.slice(index + 1).flatMap((second) => {
        const found = compare(first, second, entry, study.raters);
        return found === null ? [] : [{ ...found, pair: [first, second] as const }];
      }),
    );
    const adjusted = adjustFamily(
      pairs.map(({ fixedRaters }) => fixedRaters),
      level,
    );
    return pairs.map(({ fixedRaters, randomRaters, pair }) =>
      audit(
        entry,
        study,
        pair,
        adjusted.get(fixedRaters)!,
        randomRaters && differenceInterval(randomRaters, level),
      ),
    );
  });
}

/** Put in order so that the difference is not negative. */
function compare(first: string, second: string, scores: LabelScores, raters: readonly string[]) {
  const sign = similaritySign(scores.metric);
  const of = (model: string, some: readonly string[]) => modelAgainstRaters(scores.tensor, model, some);
  const fixedRaters = pairedDifference(of(first, raters), of(second, raters), sign);
  if (fixedRaters === null) return null;
  const randomRaters = pairedDifferenceOfRandomRaters(raters, (some) =>
    pairedValues(of(first, some), of(second, some), sign),
  );
  return { fixedRaters, randomRaters };
}

function audit(
  scores: LabelScores,
  study: StudyScores,
  [first, second]: readonly [string, string],
  gain: BoundComparison,
  randomRaters: Interval | null,
): GainAudit {
  const turned = gain.difference < 0;
  const [better, worse] = turned ? [second, first] : [first, second];
  const references = [...study.raters, ...(study.consensus ?? []).map(({ id }) => id)].flatMap((reference) =>
    gainAgainst(reference, better, worse, scores, study.interval?.level ?? defaultLevel),
  );
  const sameSign = references.filter(({ difference }) => difference > 0).length;
  const isShown = gain.pAdjusted !== null && gain.pAdjusted < 1 - (study.interval?.level ?? defaultLevel);
  return {
    label: scores.label,
    name: scores.name,
    metric: scores.metric.key,
    better,
    worse,
    gain: turned ? reversed(gain) : gain,
    randomRaters: randomRaters && turned ? negative(randomRaters) : randomRaters,
    references,
    sameSign,
    verdict: !isShown ? "not-shown" : sameSign === references.length ? "holds" : "reference-dependent",
  };
}

function gainAgainst(
  reference: string,
  better: string,
  worse: string,
  { tensor, metric }: LabelScores,
  level: number,
): GainAgainst[] {
  const of = (model: string) => caseSeries(tensor, [[model, reference]]);
  const found: PairedDifference | null = pairedDifference(of(better), of(worse), similaritySign(metric));
  if (found === null) return [];
  return [
    { reference, difference: found.difference, fixedRaters: differenceInterval(found, level), n: found.n },
  ];
}

function reversed(comparison: BoundComparison): BoundComparison {
  return {
    ...comparison,
    ...negative(comparison),
    difference: -comparison.difference,
    raw: { ...comparison.raw, ...negative(comparison.raw) },
  };
}

function negative({ low, high }: Interval): Interval {
  return { low: high === null ? null : -high, high: low === null ? null : -low };
}
