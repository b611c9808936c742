import { mean } from "../inference/descriptive.ts";
import { meanInterval } from "../inference/interval.ts";
import { type Interval, type IntervalOptions, noInterval } from "../inference/interval-options.ts";
import { type AdditiveStatistic, weightedSum } from "./additive-statistic.ts";
import { type BootstrapInterval, bootstrapCases } from "./case-bootstrap.ts";
import { type Defined, defined, notDefined, type UndefinedReason } from "./coefficient.ts";
import type { CountTable } from "./rating-table.ts";

/** A statistic of tables, with the range that its mean over cases is kept within. */
export interface CaseStatistic {
  readonly statistic: AdditiveStatistic;
  readonly range: readonly [number, number];
}

/** A statistic of the units of all cases pooled, and beside it the mean of the cases' own. */
export type AgreementEstimate = Defined & {
  /** BCa bootstrap over cases, never over voxels: neighbouring voxels are not independent. */
  readonly ci: BootstrapInterval;
  readonly perCase: CaseMean;
};

/** Every case counts alike, whatever its size. */
export interface CaseMean extends Interval {
  readonly mean: number | null;
  /** Cases (or clusters) in which the statistic is defined. */
  readonly n: number;
  readonly undefined: Readonly<Record<string, number>>;
}

/**
 * Statistics of tables, one a case (or cluster), with the same categories and as many raters at most, in an order that
 * does not depend on the input's. All are computed from the same resamples, each in time cases x categories.
 */
export function agreementOverCases<K extends string>(
  tables: readonly CountTable[],
  statistics: Readonly<Record<K, CaseStatistic>>,
  options: IntervalOptions = {},
): Record<K, AgreementEstimate> {
  const names = Object.keys(statistics) as K[];
  const sums = record(names, (name) => tables.map((table) => statistics[name].statistic.sums(table)));
  const pooled = (name: K, weights: ArrayLike<number>) =>
    statistics[name].statistic.value(weightedSum(sums[name], weights));
  const intervals = bootstrapCases(
    tables.length,
    (weights) => record(names, (name) => pooled(name, weights).value),
    options,
  );
  const everyCase = new Float64Array(tables.length).fill(1);
  return record(names, (name) => {
    const { statistic, range } = statistics[name];
    const whole: Defined = tables.length > 0 ? onlyDefined(pooled(name, everyCase)) : notDefined("NO_PAIRS");
    const ci = whole.value === null ? { ...intervals[name], reason: whole.reason } : intervals[name];
    const ofCases = sums[name].map((ofCase) => statistic.value(ofCase));
    return { ...whole, ci, perCase: caseMean(ofCases, range, options) };
  });
}

function caseMean(
  results: readonly Defined[],
  range: readonly [number, number],
  options: IntervalOptions,
): CaseMean {
  const values: number[] = [];
  const reasons: Partial<Record<UndefinedReason, number>> = {};
  for (const { value, reason } of results) {
    if (value === null) reasons[reason] = (reasons[reason] ?? 0) + 1;
    else values.push(value);
  }
  const interval = values.length >= 2 ? meanInterval(values, range, options) : noInterval;
  return {
    mean: values.length > 0 ? mean(values) : null,
    ...interval,
    n: values.length,
    undefined: reasons,
  };
}

/** Value and reason of something that may have more fields. */
function onlyDefined({ value, reason }: Defined): Defined {
  return value === null ? notDefined(reason) : defined(value);
}

function record<K extends string, V>(names: readonly K[], of: (name: K) => V): Record<K, V> {
  return Object.fromEntries(names.map((name) => [name, of(name)])) as Record<K, V>;
}
