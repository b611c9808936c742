import { mean } from "../inference/descriptive.ts";
import { caseMeans, definedValues, type OrganMatrix } from "./organ-means.ts";
import type { AggregationOrder } from "./quality-options.ts";

/** Scores of one generator and metric, and their means. */
export interface GeneratorScores {
  readonly generator: string;
  /** Organs that enter the mean. */
  readonly matrix: OrganMatrix;
  /** Their means over all cases. */
  readonly organMeans: readonly number[];
  readonly caseMeans: Float64Array;
  /** Null without any value. */
  readonly mean: number | null;
}

export function generatorScores(
  generator: string,
  matrix: OrganMatrix,
  order: AggregationOrder,
): GeneratorScores {
  const organMeans = matrix.map((values) => mean(definedValues(values)));
  const perCase = caseMeans(matrix, matrix[0]?.length ?? 0);
  const whole = order === "organ" ? organMeans : definedValues(perCase);
  return {
    generator,
    matrix,
    organMeans,
    caseMeans: perCase,
    mean: whole.length === 0 || whole.some(Number.isNaN) ? null : mean(whole),
  };
}
