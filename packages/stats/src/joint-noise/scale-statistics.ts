import { exp, log } from "@pgt/metrics";
import { mean } from "../inference/descriptive.ts";
import { scaleOf } from "./displacement-scale.ts";
import { type GroupMeans, groupMeans } from "./group-means.ts";
import type { NoStatistics, PairValue, ScaleStatistics, StructureScores } from "./joint-noise-types.ts";
import { largestTauOverSigma } from "./model-constants.ts";
import { triangularity } from "./triangularity.ts";

/**
 * Statistics of one structure: log scales of agreement, their variances by leaving out one case at a time, and how
 * raters differ. The values of a structure are means over pairs (or repeating raters) of means over cases.
 */
export function scaleStatistics(scores: StructureScores): ScaleStatistics | NoStatistics {
  const pairs = scores.pairs.filter(({ value }) => Number.isFinite(value));
  const raters = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))].sort();
  const between = groupMeans(pairs.map((pair) => ({ ...pair, group: pairKey(pair.a, pair.b) })));
  if (raters.length < 2) return { reason: "fewer than two raters" };
  if (between.cases.size < 2) return { reason: "fewer than two cases" };
  const inter = scaleOf(scores.scale, between.meanOfMeans());
  if (!(inter > 0)) return { reason: "the raters never differ" };
  const repeats = scores.repeats.filter(({ value }) => Number.isFinite(value));
  const within = groupMeans(repeats.map((repeat) => ({ ...repeat, group: repeat.rater })));
  const hasRepeats = within.cases.size >= 2;
  /** Logarithm of a scale, kept within what the lattice can explain. */
  const logOf = (value: number) => {
    const size = scaleOf(scores.scale, value);
    const upper = inter * largestTauOverSigma;
    return log(Math.min(Math.max(Number.isFinite(size) ? size : upper, inter / largestTauOverSigma), upper));
  };
  const logIntraOf = (leftOut?: string) => (hasRepeats ? logOf(within.meanOfMeans(leftOut)) : 0);
  const cases = [...new Set([...between.cases, ...(hasRepeats ? within.cases : [])])];
  const inters = cases.map((leftOut) => logOf(between.meanOfMeans(leftOut)));
  const intras = cases.map(logIntraOf);
  const logIntra = logIntraOf();
  return {
    raters: raters.length,
    cases: hasRepeats ? Math.min(between.cases.size, within.cases.size) : between.cases.size,
    hasRepeats,
    logInter: logOf(between.meanOfMeans()),
    logIntra,
    varianceInter: jackknifeCovariance(inters, inters),
    varianceIntra: jackknifeCovariance(intras, intras),
    covariance: jackknifeCovariance(intras, inters),
    ...(hasRepeats ? raterSpread(within, cases, logOf) : noSpread),
    triangularity: hasRepeats ? triangularity(raters, pairScale(between, scores), exp(logIntra)) : null,
  };
}

const pairKey = (a: PairValue["a"], b: PairValue["b"]) => [a, b].sort().join("\u0000");

/** (n - 1) / n times the sum of products about the means. */
function jackknifeCovariance(x: readonly number[], y: readonly number[]): number {
  const [meanX, meanY, n] = [mean(x), mean(y), x.length];
  return ((n - 1) / n) * x.reduce((sum, value, i) => sum + (value - meanX) * (y[i] - meanY), 0);
}

const noSpread = { repeatingRaters: 0, spreadOfRaters: 0, spreadByChance: 0 };

/** Differences of raters with repeats in log scale, and how much of it comes from having few cases. */
function raterSpread(within: GroupMeans, cases: readonly string[], logOf: (value: number) => number) {
  const { groups: raters, meanOf } = within;
  if (raters.length < 2) return { ...noSpread, repeatingRaters: raters.length };
  const centred = (logs: readonly number[]) => logs.map((value) => value - mean(logs));
  const squares = (values: readonly number[]) => values.reduce((sum, value) => sum + value ** 2, 0);
  const logs = raters.map((rater) => logOf(meanOf(rater)));
  const left = cases
    .map((leftOut) => raters.map((rater) => meanOf(rater, leftOut)))
    .filter((means) => !means.some(Number.isNaN))
    .map((means) => centred(means.map(logOf)));
  const ofRater = raters.map(
    (_, k) => squares(centred(left.map((one) => one[k]))) * ((cases.length - 1) / cases.length),
  );
  return {
    repeatingRaters: raters.length,
    spreadOfRaters: squares(centred(logs)) / (raters.length - 1),
    spreadByChance: ofRater.reduce((sum, value) => sum + value, 0) / (raters.length - 1),
  };
}

/** The scale between two raters, in either order; undefined for a pair that never met. */
function pairScale({ groups, meanOf }: GroupMeans, { scale }: StructureScores) {
  const scales = new Map(groups.map((key) => [key, scaleOf(scale, meanOf(key))]));
  return (a: string, b: string) => scales.get(pairKey(a, b));
}
