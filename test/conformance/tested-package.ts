import {
  type Boundary,
  type ConventionId,
  type EmptiesPolicy,
  type LabelVolume,
  type MetricRequest,
  parseMetrics,
  registry,
  type ScoreRow,
} from "@pgt/metrics";
import type { Pair } from "../oracles/measure.ts";

/** Options of `compare` that the suite varies. */
export interface CompareOptions {
  readonly metrics: readonly string[];
  readonly labels?: readonly number[];
  readonly convention?: ConventionId;
  readonly empties?: EmptiesPolicy;
  readonly boundary?: Boundary;
}

/** Comparison of two label maps in memory, as `@pgt/core` and `@pgt/browser` both offer it. */
export interface TestedPackage {
  compare(
    masks: { reference: LabelVolume; prediction: LabelVolume },
    options: CompareOptions,
  ): Promise<{ readonly rows: readonly ScoreRow[] }>;
}

/** Every metric of the registry; one with a parameter for its default and for the value its record shows. */
export const metricsUnderTest: readonly MetricRequest[] = parseMetrics(
  registry.flatMap(({ id, parameter }) => {
    if (!parameter) return [id];
    const values = [parameter.default, parameter.example].filter((value) => value !== undefined);
    return values.map((value) => `${id}@${value}`);
  }),
);

/** The row of label 1. */
export async function rowOf(
  tested: TestedPackage,
  pair: Pair,
  metric: string,
  options: Partial<CompareOptions> = {},
): Promise<ScoreRow> {
  const { rows } = await tested.compare(pair, { labels: [1], ...options, metrics: [metric] });
  if (rows.length !== 1) throw new Error(`${metric}: expected one row, found ${rows.length}`);
  return rows[0];
}

/** The value of label 1: Infinity where the formula gives that, NaN where it is undefined. */
export async function scoreOf(
  tested: TestedPackage,
  pair: Pair,
  metric: string,
  options: Partial<CompareOptions> = {},
): Promise<number> {
  const { value, toolValue } = await rowOf(tested, pair, metric, options);
  if (toolValue === "Infinity") return Number.POSITIVE_INFINITY;
  return value ?? Number.NaN;
}
