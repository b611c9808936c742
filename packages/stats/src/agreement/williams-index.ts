import { mean } from "../inference/descriptive.ts";
import { normalQuantile } from "../inference/distributions.ts";
import {
  defaultLevel,
  type Interval,
  type IntervalOptions,
  noInterval,
} from "../inference/interval-options.ts";
import { type PairTensor, pairKey } from "../scores/tensor.ts";
import { type BootstrapInterval, bootstrapCases } from "./case-bootstrap.ts";
import { type Defined, defined, notDefined } from "./coefficient.ts";

/** Agreement of one entity with the others, over their agreement among themselves. */
export type WilliamsIndex = Defined & {
  /** BCa bootstrap over cases, the default interval. */
  readonly ci: BootstrapInterval;
  /** Leave-one-case-out: I ± z SE. */
  readonly jackknife: Interval & { readonly standardError: number | null };
  /** Cases (or clusters) with a value for every pair, of all. */
  readonly n: number;
  readonly expected: number;
};

export interface WilliamsOptions extends IntervalOptions {
  /** `distance`: agreement is the reciprocal of the mean distance (Chalana & Kim 1997). Default `similarity`. */
  readonly form?: "similarity" | "distance";
  /** `legacy`: SE with 1/(n-1) in place of (n-1)/n, as it is often printed; it is too small. */
  readonly jackknife?: "standard" | "legacy";
}

/**
 * Williams index (Williams 1976): mean agreement of `entity` with the `others`, over the mean agreement of the others
 * among themselves; agreement of a pair is its mean over cases, sessions averaged. For a rater, `others` are the other
 * raters; for a model, all of them. An interval that holds 1: it agrees with them as they agree among themselves.
 * A model with less noise than the raters has an index above 1 even if it is not better.
 *
 * Cases that lack a value for some pair are left out. Undefined for fewer than two others.
 */
export function williamsIndex(
  tensor: PairTensor,
  entity: string,
  others: readonly string[],
  options: WilliamsOptions = {},
): WilliamsIndex {
  const { level = defaultLevel, form = "similarity" } = options;
  const withOthers = others.map((other) => pairKey(entity, other));
  const among = others.flatMap((k, index) => others.slice(index + 1).map((l) => pairKey(k, l)));
  const { units, expected } = unitValues(tensor, [...withOthers, ...among]);
  const indexOf = (weights: ArrayLike<number>) => weightedIndex(units, weights, withOthers.length, form);
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

/** Values of the pairs in each unit (case or cluster) that has them all, units ascending. */
function unitValues(tensor: PairTensor, keys: readonly string[]) {
  const clusters = new Map<string, number[][]>();
  for (const { case: caseId, cluster = caseId, pairs } of tensor) {
    const complete = clusters.get(cluster) ?? [];
    clusters.set(cluster, complete);
    const values = keys.map((key) => mean((pairs.get(key) ?? []).flatMap(({ value }) => value ?? [])));
    if (!values.some(Number.isNaN)) complete.push(values);
  }
  const units = [...clusters]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, members]) =>
      members.length === 0 ? [] : [keys.map((_, pair) => mean(members.map((values) => values[pair])))],
    );
  return { units, expected: clusters.size };
}

function weightedIndex(
  units: readonly (readonly number[])[],
  weights: ArrayLike<number>,
  withOthers: number,
  form: "similarity" | "distance",
): Defined {
  const agreement = new Float64Array(units[0].length);
  let total = 0;
  units.forEach((values, i) => {
    total += weights[i];
    values.forEach((value, pair) => {
      agreement[pair] += weights[i] * value;
    });
  });
  if (total === 0) return notDefined("TOO_FEW_CASES");
  const means = Array.from(agreement, (sum) => sum / total);
  if (form === "distance" && means.includes(0)) return notDefined("ZERO_DISTANCE");
  const alike = form === "distance" ? means.map((distance) => 1 / distance) : means;
  const reference = mean(alike.slice(withOthers));
  if (reference === 0) return notDefined("ZERO_AGREEMENT");
  return defined(mean(alike.slice(0, withOthers)) / reference);
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
