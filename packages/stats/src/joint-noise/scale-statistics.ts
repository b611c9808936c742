import { exp, log } from "@pgt/metrics";
import { mean } from "../inference/descriptive.ts";
import { scaleOf } from "./displacement-scale.ts";
import type {
  NoStatistics,
  PairValue,
  RepeatValue,
  ScaleStatistics,
  StructureScores,
} from "./joint-noise-types.ts";
import { largestTauOverSigma } from "./model-constants.ts";
import { triangularity } from "./triangularity.ts";

/**
 * Statistics of one structure: log scales of agreement, their variances by leaving out one case at a time, and how
 * raters differ. The values of a structure are means over pairs (or repeating raters) of means over cases.
 */
export function scaleStatistics(scores: StructureScores): ScaleStatistics | NoStatistics {
  const pairs = scores.pairs.filter(({ value }) => Number.isFinite(value));
  const finiteRepeats = scores.repeats.filter(({ value }) => Number.isFinite(value));
  const raters = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))].sort();
  const [pairCases, repeatCases] = [pairs, finiteRepeats].map(
    (rows) => new Set(rows.map((row) => row.case)).size,
  );
  if (raters.length < 2) return { reason: "fewer than two raters" };
  if (pairCases < 2) return { reason: "fewer than two cases" };
  const inter = scaleOf(scores.scale, meanOfMeans(pairs, pairKey));
  if (!(inter > 0)) return { reason: "the raters never differ" };
  const hasRepeats = repeatCases >= 2;
  const repeats = hasRepeats ? finiteRepeats : [];
  /** Logarithm of a scale, kept within what the lattice can explain. */
  const logOf = (value: number) => {
    const size = scaleOf(scores.scale, value);
    const upper = inter * largestTauOverSigma;
    return log(Math.min(Math.max(Number.isFinite(size) ? size : upper, inter / largestTauOverSigma), upper));
  };
  const logsOf = (some: readonly PairValue[], others: readonly RepeatValue[]) => ({
    inter: logOf(meanOfMeans(some, pairKey)),
    intra: hasRepeats ? logOf(meanOfMeans(others, raterKey)) : 0,
  });
  const cases = [...new Set([...pairs, ...repeats].map((row) => row.case))];
  const without = cases.map((left) => ({
    pairs: pairs.filter((row) => row.case !== left),
    repeats: repeats.filter((row) => row.case !== left),
  }));
  const jackknife = without.map((rest) => logsOf(rest.pairs, rest.repeats));
  const { inter: logInter, intra: logIntra } = logsOf(pairs, repeats);
  const inters = jackknife.map((logs) => logs.inter);
  const intras = jackknife.map((logs) => logs.intra);
  return {
    raters: raters.length,
    cases: hasRepeats ? Math.min(pairCases, repeatCases) : pairCases,
    hasRepeats,
    logInter,
    logIntra,
    varianceInter: jackknifeCovariance(inters, inters),
    varianceIntra: jackknifeCovariance(intras, intras),
    covariance: jackknifeCovariance(intras, inters),
    ...raterSpread(repeats, without, cases.length, logOf),
    triangularity: hasRepeats ? triangularity(raters, pairScale(pairs, scores), exp(logIntra)) : null,
  };
}

const pairKey = ({ a, b }: PairValue) => [a, b].sort().join("\u0000");
const raterKey = ({ rater }: RepeatValue) => rater;

/** Mean over the groups of a key of the mean of each; NaN without rows. */
function meanOfMeans<Row extends { readonly value: number }>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
) {
  return mean([...groups(rows, keyOf).values()].map((group) => mean(group.map(({ value }) => value))));
}

function groups<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = found.get(key);
    if (group) group.push(row);
    else found.set(key, [row]);
  }
  return found;
}

/** (n - 1) / n times the sum of products about the means. */
function jackknifeCovariance(x: readonly number[], y: readonly number[]): number {
  const [meanX, meanY, n] = [mean(x), mean(y), x.length];
  return ((n - 1) / n) * x.reduce((sum, value, i) => sum + (value - meanX) * (y[i] - meanY), 0);
}

/** Differences of raters with repeats in log scale, and how much of it comes from having few cases. */
function raterSpread(
  repeats: readonly RepeatValue[],
  without: readonly { readonly repeats: readonly RepeatValue[] }[],
  cases: number,
  logOf: (value: number) => number,
) {
  const raters = [...new Set(repeats.map(raterKey))].sort();
  const none = { repeatingRaters: raters.length, spreadOfRaters: 0, spreadByChance: 0 };
  if (raters.length < 2) return none;
  const logsOf = (rows: readonly RepeatValue[]) => {
    const byRater = groups(rows, raterKey);
    return raters.map((rater) => {
      const own = byRater.get(rater);
      return own ? logOf(mean(own.map(({ value }) => value))) : null;
    });
  };
  const centred = (logs: readonly number[]) => logs.map((value) => value - mean(logs));
  const squares = (values: readonly number[]) => values.reduce((sum, value) => sum + value ** 2, 0);
  const spreadOfRaters = squares(centred(logsOf(repeats) as number[])) / (raters.length - 1);
  const left = without
    .map((rest) => logsOf(rest.repeats))
    .filter((logs): logs is number[] => logs.every((value) => value !== null))
    .map(centred);
  const ofRater = raters.map((_, k) => squares(centred(left.map((logs) => logs[k]))) * ((cases - 1) / cases));
  const spreadByChance = ofRater.reduce((sum, value) => sum + value, 0) / (raters.length - 1);
  return { ...none, spreadOfRaters, spreadByChance };
}

/** The scale between two raters, in either order; undefined for a pair that never met. */
function pairScale(pairs: readonly PairValue[], { scale }: StructureScores) {
  const scales = new Map(
    [...groups(pairs, pairKey)].map(([key, group]) => [
      key,
      scaleOf(scale, mean(group.map(({ value }) => value))),
    ]),
  );
  return (a: string, b: string) => scales.get([a, b].sort().join("\u0000"));
}
