import { exp, log } from "@pgt/metrics";
import { mean } from "../inference/descriptive.ts";
import { normalCdf } from "../inference/distributions.ts";
import { meanInterval } from "../inference/interval.ts";
import type { Interval } from "../inference/interval-options.ts";

/** Voxels at one signed distance from a border, and those of them that a rater marked. */
export interface MarkedAt {
  /** Inside positive. */
  readonly distanceMm: number;
  readonly voxels: number;
  readonly marked: number;
}

/** A rater's answers around the border of one structure in one case. */
export interface BorderAnswers {
  readonly case: string;
  readonly rater: string;
  readonly label: number;
  readonly name: string;
  readonly at: readonly MarkedAt[];
}

/** P(marked | d) = normalCdf((d + bias) / sigma) at the signed distance d. */
export interface FlipFit {
  /** Outside positive: the rater's border lies that far beyond. */
  readonly biasMm: number;
  readonly sigmaMm: number;
}

export interface FlipProbability {
  /** Null: all raters pooled. */
  readonly rater: string | null;
  readonly label: number;
  readonly name: string;
  /** Means of the fits of cases; null if no curve fits any. */
  readonly biasMm: number | null;
  readonly sigmaMm: number | null;
  /** 95 % t intervals of the means. */
  readonly intervals: { readonly biasMm: Interval; readonly sigmaMm: Interval };
  /** Cases with a fit of their own, of `cases`. */
  readonly fitted: number;
  readonly cases: number;
  readonly voxels: number;
  /** Answers of all cases in steps of half a millimetre, each at the mean distance of its voxels, ascending. */
  readonly bins: readonly MarkedAt[];
}

/** Width of a bin of distances. */
const BIN_MM = 0.5;
const ROUNDS = 100;
/** Gain of log-likelihood, as a share of it, that is none. */
const SETTLED = 1e-15;
const LEAST_SHARE = 2 ** -20;
/** Slope, by the mean distance, below which distance says nothing. */
const FLAT = 1e-6;

/**
 * Fits a probit curve by Fisher scoring; the noise is 0 where a distance divides what is marked from what is not. Null if
 * all voxels are marked or none is, or if what is marked does not depend on the distance.
 */
export function fitFlips(answers: readonly MarkedAt[]): FlipFit | null {
  const { leastMarked, mostUnmarked } = reachOf(answers);
  if (!Number.isFinite(leastMarked - mostUnmarked)) return null;
  if (leastMarked > mostUnmarked) return { biasMm: -(leastMarked + mostUnmarked) / 2, sigmaMm: 0 };
  const spread = spreadOf(answers);
  let [intercept, slope] = [0, 1 / spread];
  let fit = logLikelihood(answers, intercept, slope);
  for (let round = 0; round < ROUNDS; round++) {
    const step = scoringStep(answers, intercept, slope);
    if (step === null) return null;
    // A full step may overshoot where a few voxels lie far from where they are expected.
    let share = 1;
    let next = logLikelihood(answers, intercept + step[0], slope + step[1]);
    for (; next < fit && share > LEAST_SHARE; share /= 2) {
      next = logLikelihood(answers, intercept + (share / 2) * step[0], slope + (share / 2) * step[1]);
    }
    const hasSettled = !(next - fit > SETTLED * Math.abs(fit));
    if (next >= fit) {
      intercept += share * step[0];
      slope += share * step[1];
      fit = next;
    }
    if (hasSettled) {
      return slope * spread > FLAT ? { biasMm: intercept / slope, sigmaMm: 1 / slope } : null;
    }
  }
  return null;
}

function reachOf(answers: readonly MarkedAt[]): { leastMarked: number; mostUnmarked: number } {
  let [leastMarked, mostUnmarked] = [Infinity, -Infinity];
  for (const { distanceMm, voxels, marked } of answers) {
    if (marked > 0) leastMarked = Math.min(leastMarked, distanceMm);
    if (marked < voxels) mostUnmarked = Math.max(mostUnmarked, distanceMm);
  }
  return { leastMarked, mostUnmarked };
}

function spreadOf(answers: readonly MarkedAt[]): number {
  let [sum, n] = [0, 0];
  for (const { distanceMm, voxels } of answers) {
    sum += voxels * Math.abs(distanceMm);
    n += voxels;
  }
  return sum / n;
}

/** Kept from 0 and 1, where a single voxel on the other side would be impossible. */
const markedShare = (x: number) => Math.min(1 - 1e-12, Math.max(1e-12, normalCdf(x)));

function logLikelihood(answers: readonly MarkedAt[], intercept: number, slope: number): number {
  return answers.reduce((sum, { distanceMm, voxels, marked }) => {
    const p = markedShare(intercept + slope * distanceMm);
    return sum + marked * log(p) + (voxels - marked) * log(1 - p);
  }, 0);
}

const density = (x: number) => exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);

/** Change of intercept and slope; null where the information is singular. */
function scoringStep(
  answers: readonly MarkedAt[],
  intercept: number,
  slope: number,
): readonly [number, number] | null {
  let [a, b, c, u, v] = [0, 0, 0, 0, 0];
  for (const { distanceMm: d, voxels, marked } of answers) {
    const x = intercept + slope * d;
    const p = markedShare(x);
    const ratio = density(x) / (p * (1 - p));
    const weight = voxels * ratio * density(x);
    const residual = (marked - voxels * p) * ratio;
    a += weight;
    b += weight * d;
    c += weight * d * d;
    u += residual;
    v += residual * d;
  }
  const determinant = a * c - b * b;
  if (!(determinant > 1e-12 * a * c)) return null;
  return [(c * u - b * v) / determinant, (a * v - b * u) / determinant];
}

/** Probability of another answer than the majority's at a signed distance; on either side of the border. */
export function flipProbabilityAt(
  { biasMm, sigmaMm }: FlipFit,
  distanceMm: number,
  isInside: boolean,
): number {
  const beyond = distanceMm + biasMm;
  const marked = sigmaMm > 0 ? normalCdf(beyond / sigmaMm) : (1 + Math.sign(beyond)) / 2;
  return isInside ? 1 - marked : marked;
}

/** One entry for each label and rater, after that of all raters together. */
export function flipProbabilities(answers: readonly BorderAnswers[]): FlipProbability[] {
  const labels = [...new Map(answers.map(({ label, name }) => [label, name]))].sort(([a], [b]) => a - b);
  const raters = [...new Set(answers.map(({ rater }) => rater))];
  return labels.flatMap(([label, name]) =>
    [null, ...raters].flatMap((rater) => {
      const own = answers.filter((one) => one.label === label && (rater === null || one.rater === rater));
      return own.length > 0 ? flipsOf(rater, label, name, own) : [];
    }),
  );
}

function flipsOf(
  rater: string | null,
  label: number,
  name: string,
  answers: readonly BorderAnswers[],
): FlipProbability {
  const cases = [...new Set(answers.map((one) => one.case))].sort();
  const fits = cases.flatMap(
    (id) => fitFlips(answers.flatMap((one) => (one.case === id ? one.at : []))) ?? [],
  );
  const over = (values: readonly number[], least: number) => ({
    estimate: values.length > 0 ? mean(values) : null,
    interval: meanInterval(values, [least, Number.POSITIVE_INFINITY]),
  });
  const bias = over(
    fits.map(({ biasMm }) => biasMm),
    Number.NEGATIVE_INFINITY,
  );
  const sigma = over(
    fits.map(({ sigmaMm }) => sigmaMm),
    0,
  );
  return {
    ...{ rater, label, name },
    ...{ biasMm: bias.estimate, sigmaMm: sigma.estimate },
    intervals: { biasMm: bias.interval, sigmaMm: sigma.interval },
    fitted: fits.length,
    cases: cases.length,
    voxels: answers.reduce((sum, { at }) => sum + at.reduce((own, { voxels }) => own + voxels, 0), 0),
    bins: binsOf(answers.flatMap(({ at }) => at)),
  };
}

/** Bins begin at the border, so that none has voxels of both sides. */
function binsOf(answers: readonly MarkedAt[]): MarkedAt[] {
  const bins = new Map<number, { sum: number; voxels: number; marked: number }>();
  for (const { distanceMm, voxels, marked } of answers) {
    const place = Math.floor(distanceMm / BIN_MM);
    const bin = bins.get(place) ?? { sum: 0, voxels: 0, marked: 0 };
    bin.sum += voxels * distanceMm;
    bin.voxels += voxels;
    bin.marked += marked;
    bins.set(place, bin);
  }
  return [...bins]
    .sort(([a], [b]) => a - b)
    .map(([, { sum, voxels, marked }]) => ({ distanceMm: sum / voxels, voxels, marked }));
}
