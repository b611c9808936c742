import { mean } from "../inference/descriptive.ts";
import { normalQuantile } from "../inference/distributions.ts";
import {
  defaultLevel,
  type Interval,
  type IntervalOptions,
  noInterval,
} from "../inference/interval-options.ts";
import type { Independence } from "../interval/reliability.ts";
import { type PairTensor, pairKey } from "../scores/tensor.ts";
import { weightedSum } from "./additive-statistic.ts";
import { type BootstrapInterval, bootstrapCases } from "./case-bootstrap.ts";
import { type Defined, defined, notDefined } from "./coefficient.ts";

/** Agreement of one entity with the others, over their agreement among themselves. */
export type WilliamsIndex = Defined & {
  /** BCa bootstrap over cases, the default interval. */
  readonly ci: BootstrapInterval;
  /** Leave-one-case-out: I ± z SE. */
  readonly jackknife: Interval & { readonly standardError: number | null };
  /** Cases (or clusters) with an agreement of the entity with some other and of two others, of all. */
  readonly n: number;
  readonly expected: number;
};

export interface WilliamsOptions extends IntervalOptions {
  /** `distance`: agreement is the reciprocal of the mean distance (Chalana & Kim 1997). Default `similarity`. */
  readonly form?: "similarity" | "distance";
  /** `legacy`: SE with 1/(n-1) in place of (n-1)/n, as it is often printed; it is too small. */
  readonly jackknife?: "standard" | "legacy";
  /** Pairs of others that are not independent are left out. */
  readonly independent?: Independence;
}

/**
 * Williams index (Williams 1976): mean agreement of `entity` with the `others`, over the mean agreement of the others
 * among themselves; agreement of a pair is its mean over cases, sessions averaged. For a rater, `others` are the other
 * raters; for a model, all of them. An interval that holds 1: it agrees with them as they agree among themselves.
 * A model with less noise than the raters has an index above 1 even if it is not better.
 *
 * Where pairs lack values, a similarity is averaged within each case over the pairs that have one, as the bounds are, and
 * a distance over the cases of each pair; the two differ by the order of means alone. Undefined for fewer than two others.
 */
export function williamsIndex(
  tensor: PairTensor,
  entity: string,
  others: readonly string[],
  options: WilliamsOptions = {},
): WilliamsIndex {
  const { level = defaultLevel, form = "similarity", independent = () => true } = options;
  const withOthers = others.map((other) => pairKey(entity, other));
  const among = others.flatMap((k, index) =>
    others
      .slice(index + 1)
      .filter((l) => independent(k, l))
      .map((l) => pairKey(k, l)),
  );
  const { units, expected } = unitValues(tensor, withOthers, among);
  const indexOf = form === "distance" ? indexOfDistances(units) : indexOfSimilarities(units);
  const whole =
    among.length === 0
      ? notDefined("ONE_RATER")
      : units.length === 0
        ? notDefined("TOO_FEW_CASES")
        : indexOf(new Float64Array(units.length).fill(1));
  if (whole.value === null) {
    const ci = { ...noInterval, reason: whole.reason, used: 0, replicates: 0 };
    const jackknife = { standardError: null, ...noInterval };
    return { ...whole, ci, jackknife, n: units.length, expected };
  }
  const { index: ci } = bootstrapCases(
    units.length,
    (weights) => ({ index: indexOf(weights).value }),
    options,
  );
  const withoutOne = units.map((_, left) => indexOf(units.map((_, i) => Number(i !== left))).value);
  const standardError = jackknifeError(withoutOne, options.jackknife ?? "standard");
  const reach = standardError === null ? null : normalQuantile((1 + level) / 2) * standardError;
  return {
    ...whole,
    ci,
    jackknife: {
      standardError,
      low: reach === null ? null : whole.value - reach,
      high: reach === null ? null : whole.value + reach,
    },
    n: units.length,
    expected,
  };
}

/** Mean values of the pairs with the entity, and of those among the others; NaN for a pair without one. */
interface UnitValues {
  readonly withOthers: readonly number[];
  readonly among: readonly number[];
}

/** Values of the units (cases or clusters) that have both kinds of pairs, units ascending. */
function unitValues(tensor: PairTensor, withOthers: readonly string[], among: readonly string[]) {
  const clusters = new Map<string, UnitValues[]>();
  for (const { case: caseId, cluster = caseId, pairs } of tensor) {
    const members = clusters.get(cluster) ?? [];
    clusters.set(cluster, members);
    const meanOfPair = (key: string) => mean((pairs.get(key) ?? []).flatMap(({ value }) => value ?? []));
    const values = { withOthers: withOthers.map(meanOfPair), among: among.map(meanOfPair) };
    if (values.withOthers.some(isValue) && values.among.some(isValue)) members.push(values);
  }
  const units = [...clusters]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, members]) =>
      members.length === 0
        ? []
        : [
            {
              withOthers: withOthers.map((_, pair) => meanOf(members.map((one) => one.withOthers[pair]))),
              among: among.map((_, pair) => meanOf(members.map((one) => one.among[pair]))),
            },
          ],
    );
  return { units, expected: clusters.size };
}

const isValue = (value: number) => !Number.isNaN(value);

/** Mean of those that are values. */
function meanOf(values: readonly number[]): number {
  return mean(values.filter(isValue));
}

function indexOfSimilarities(units: readonly UnitValues[]): (weights: ArrayLike<number>) => Defined {
  const sums = units.map((unit) => Float64Array.of(meanOf(unit.withOthers), meanOf(unit.among)));
  return (weights) => {
    const [withOthers, among] = weightedSum(sums, weights);
    return among === 0 ? notDefined("ZERO_AGREEMENT") : defined(withOthers / among);
  };
}

/** Chalana & Kim 1997: the agreement of a pair is the reciprocal of its mean distance over cases. */
function indexOfDistances(units: readonly UnitValues[]): (weights: ArrayLike<number>) => Defined {
  const distances = (kind: keyof UnitValues, weights: ArrayLike<number>) =>
    units[0][kind]
      .map((_, pair) => {
        let [sum, total] = [0, 0];
        units.forEach((unit, i) => {
          if (weights[i] === 0 || !isValue(unit[kind][pair])) return;
          sum += weights[i] * unit[kind][pair];
          total += weights[i];
        });
        return sum / total;
      })
      .filter(isValue);
  const reciprocal = (distance: number) => 1 / distance;
  return (weights) => {
    const [withOthers, among] = [distances("withOthers", weights), distances("among", weights)];
    if (withOthers.length === 0 || among.length === 0) return notDefined("TOO_FEW_CASES");
    if (withOthers.includes(0) || among.includes(0)) return notDefined("ZERO_DISTANCE");
    return defined(mean(withOthers.map(reciprocal)) / mean(among.map(reciprocal)));
  };
}

/** √((n-1)/n Σ (I_(i) - Ī)²). */
function jackknifeError(withoutOne: readonly (number | null)[], kind: "standard" | "legacy"): number | null {
  const values = withoutOne.filter((value) => value !== null);
  const n = withoutOne.length;
  if (n < 2 || values.length < n) return null;
  const centre = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return Math.sqrt(kind === "legacy" ? squares / (n - 1) : ((n - 1) / n) * squares);
}
