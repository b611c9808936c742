import type { UndefinedReason } from "../../agreement/coefficient.ts";
import { benjaminiYekutieli } from "../../inference/benjamini-yekutieli.ts";
import { mean, sampleSd } from "../../inference/descriptive.ts";
import { tCdf } from "../../inference/distributions.ts";
import { differenceBeyondRounding } from "../../inference/rounding.ts";
import { signedDifferences, signedRankTest } from "../../ranking/signed-rank-test.ts";
import type { LabelScores } from "../../scores/label-scores.ts";
import { similaritySign } from "../../scores/metric-traits.ts";
import { type CaseScores, pairKey } from "../../scores/tensor.ts";

/** Share of cases by which a rater may be ahead and count as beaten, for experts (Calderon et al. 2025). */
export const expertEpsilon = 0.2;

/** Cases from which on the t test is used; below, the authors ask for a test of ranks. */
export const fewestCasesForT = 30;

/** A model beats a rater if it stands for the others at least as well. */
export interface BeatenRater {
  readonly rater: string;
  /** Cases (or clusters) with an agreement of both with some other rater. */
  readonly n: number;
  /** Share of cases in which the model is at least as close to the others as the rater is. */
  readonly modelAdvantage: number | null;
  /** Share of cases in which the rater is at least as close to the others as the model is. */
  readonly raterAdvantage: number | null;
  /** One-sided test of raterAdvantage - modelAdvantage < epsilon; null for fewer than two cases. */
  readonly test: "t" | "signed-rank" | null;
  readonly p: number | null;
  /** By Benjamini & Yekutieli over the raters. */
  readonly pAdjusted: number | null;
  readonly isBeaten: boolean;
}

/** Result of the alternative annotator test of one model. */
export interface AlternativeAnnotatorTest {
  /** Share of the tested raters that are beaten; null, and then `reason` says why. */
  readonly winningRate: number | null;
  readonly reason: UndefinedReason | null;
  /** At least half of the raters are beaten: the model can stand in for one of them. */
  readonly isPassed: boolean | null;
  /** Mean of the tested raters' `modelAdvantage`. */
  readonly averageAdvantage: number | null;
  readonly epsilon: number;
  readonly raters: readonly BeatenRater[];
}

export interface AlternativeAnnotatorOptions {
  readonly level: number;
  readonly epsilon?: number | undefined;
}

/**
 * Alternative annotator test (Calderon, Reichart & Dror 2025): each rater in turn is left out, and in each case the
 * model and the rater are compared by their mean agreement with the others. d = 1 if the rater is closer, -1 if the model
 * is, 0 for a tie; the rater is beaten if the mean of d is below epsilon: by a one-sided t test, or below 30 cases by
 * Wilcoxon's signed-rank test of d - epsilon. Both are compared with the same others: those that have a value with both.
 */
export function alternativeAnnotatorTest(
  scores: LabelScores,
  model: string,
  raters: readonly string[],
  { level, epsilon = expertEpsilon }: AlternativeAnnotatorOptions,
): AlternativeAnnotatorTest {
  const results = raters.map((rater) => advantages(scores, model, rater, raters, epsilon));
  const tested = results.filter(({ p }) => p !== null);
  const adjusted = benjaminiYekutieli(tested.map(({ p }) => p!));
  const all = results.map((one) => {
    const pAdjusted = one.p === null ? null : adjusted[tested.indexOf(one)];
    return { ...one, pAdjusted, isBeaten: pAdjusted !== null && pAdjusted <= 1 - level };
  });
  const reason = raters.length < 2 ? "ONE_RATER" : tested.length === 0 ? "TOO_FEW_CASES" : null;
  const winningRate = reason === null ? all.filter(({ isBeaten }) => isBeaten).length / tested.length : null;
  return {
    winningRate,
    reason,
    isPassed: winningRate === null ? null : winningRate >= 0.5,
    averageAdvantage: reason === null ? mean(tested.map(({ modelAdvantage }) => modelAdvantage!)) : null,
    epsilon,
    raters: all,
  };
}

type TestedRater = Omit<BeatenRater, "pAdjusted" | "isBeaten">;

function advantages(
  scores: LabelScores,
  model: string,
  rater: string,
  raters: readonly string[],
  epsilon: number,
): TestedRater {
  const others = raters.filter((other) => other !== rater && scores.independent(rater, other));
  const sign = similaritySign(scores.metric);
  const units = new Map<string, number[]>();
  for (const one of scores.tensor) {
    const lead = leadOfModel(one, model, rater, others, sign);
    if (lead === null) continue;
    const unit = one.cluster ?? one.case;
    units.set(unit, [...(units.get(unit) ?? []), lead]);
  }
  const leads = [...units.values()];
  const shareOf = (isWon: (lead: number) => boolean) =>
    leads.map((ofUnit) => mean(ofUnit.map((lead) => Number(isWon(lead)))));
  const [byModel, byRater] = [shareOf((lead) => lead >= 0), shareOf((lead) => lead <= 0)];
  const n = leads.length;
  const differences = byRater.map((share, i) => share - byModel[i]);
  return {
    ...{ rater, n },
    modelAdvantage: n > 0 ? mean(byModel) : null,
    raterAdvantage: n > 0 ? mean(byRater) : null,
    test: n < 2 ? null : n < fewestCasesForT ? "signed-rank" : "t",
    p: n < 2 ? null : n < fewestCasesForT ? signedRankP(differences, epsilon) : tP(differences, epsilon),
  };
}

/** Agreement of the model with the others less that of the rater, in terms of similarity; null without a common other. */
function leadOfModel(
  { pairs }: CaseScores,
  model: string,
  rater: string,
  others: readonly string[],
  sign: 1 | -1,
): number | null {
  const agreement = (a: string, b: string) =>
    mean((pairs.get(pairKey(a, b)) ?? []).flatMap(({ value }) => value ?? []));
  const both = others
    .map((other) => [agreement(model, other), agreement(rater, other)] as const)
    .filter(([ofModel, ofRater]) => !Number.isNaN(ofModel) && !Number.isNaN(ofRater));
  if (both.length === 0) return null;
  const means = [0, 1].map((at) => mean(both.map((pair) => pair[at])));
  return sign * differenceBeyondRounding(means[0], means[1]);
}

function tP(differences: readonly number[], epsilon: number): number {
  const distance = mean(differences) - epsilon;
  const error = sampleSd(differences) / Math.sqrt(differences.length);
  if (error === 0) return distance < 0 ? 0 : 1;
  return tCdf(distance / error, differences.length - 1);
}

function signedRankP(differences: readonly number[], epsilon: number): number {
  const limits = differences.map(() => epsilon);
  return signedRankTest(
    signedDifferences(limits, differences),
    differences.map(() => 1),
  ).p;
}
