import { UsageError } from "@pgt/metrics";
import { squaresBeyondRounding } from "../inference/rounding.ts";

/** Values of raters about cases, `values[case][rater]`; null where a rater has not read a case. */
export type Readings = readonly (readonly (number | null)[])[];

/** Cases with the same number of readings, summed up: all that the likelihood of the crossed model needs of them. */
export interface ReadingGroup {
  /** Readings of each of these cases. */
  readonly readings: number;
  readonly cases: number;
  /** `shared[k][l]`: cases that raters k and l both read; `shared[k][k]`: those that k read. */
  readonly shared: readonly Float64Array[];
  /** Per rater, sum over the cases read of the value less the mean of its case. */
  readonly deviations: Float64Array;
  /** Per rater, sum over the cases read of the sum of the case. */
  readonly caseSums: Float64Array;
  /** Sum over cases of their sums, and of their squared sums. */
  readonly total: number;
  readonly squaredTotals: number;
}

/** Readings summed up for the crossed model, values centred on their mean. */
export interface ReadingSums {
  readonly groups: readonly ReadingGroup[];
  readonly raters: number;
  readonly cases: number;
  readonly readings: number;
  /** Sum of squares about the overall mean, and about the means of cases; 0 where rounding accounts for it. */
  readonly squares: number;
  readonly squaresWithin: number;
}

/** Leaves out cases that nobody read and raters who read none. */
export function occupied(values: Readings): Readings {
  const isRead = (values[0] ?? []).map((_, rater) => values.some((row) => row[rater] !== null));
  const kept = values.map((row) => row.filter((_, rater) => isRead[rater]));
  return kept.filter((row) => row.some((value) => value !== null));
}

/** @throws UsageError for rows of different lengths or a value that is not finite. */
export function readingSums(values: Readings): ReadingSums {
  const raters = values[0]?.length ?? 0;
  const isSound = (value: number | null) => value === null || Number.isFinite(value);
  const bad = values.find((row) => row.length !== raters || !row.every(isSound));
  if (bad) {
    throw new UsageError(
      "E_TABLE_SHAPE",
      `values: ${raters} finite numbers or nulls were expected for each case, found [${bad.join(", ")}]`,
    );
  }
  const all = values.flatMap((row) => row.filter((value) => value !== null));
  const size = all.reduce((sum, value) => sum + value ** 2, 0);
  const clean = (squares: number) => squaresBeyondRounding(squares, size);
  const centre = all.reduce((sum, value) => sum + value, 0) / all.length;
  const centred = values.map((row) => row.map((value) => (value === null ? null : value - centre)));
  const counts = [...new Set(centred.map(readingsOf))].filter((m) => m > 0).sort((a, b) => a - b);
  return {
    groups: counts.map((m) =>
      groupOf(
        centred.filter((row) => readingsOf(row) === m),
        m,
        raters,
      ),
    ),
    raters,
    cases: centred.filter((row) => readingsOf(row) > 0).length,
    readings: all.length,
    squares: clean(all.reduce((sum, value) => sum + (value - centre) ** 2, 0)),
    squaresWithin: clean(centred.reduce((sum, row) => sum + squaresAboutMean(row), 0)),
  };
}

function readingsOf(row: readonly (number | null)[]): number {
  return row.filter((value) => value !== null).length;
}

function sumOf(row: readonly (number | null)[]): number {
  return row.reduce<number>((sum, value) => sum + (value ?? 0), 0);
}

function squaresAboutMean(row: readonly (number | null)[]): number {
  const mean = sumOf(row) / readingsOf(row);
  return row.reduce<number>((sum, value) => sum + (value === null ? 0 : (value - mean) ** 2), 0);
}

function groupOf(rows: Readings, readings: number, raters: number): ReadingGroup {
  const shared = Array.from({ length: raters }, () => new Float64Array(raters));
  const deviations = new Float64Array(raters);
  const caseSums = new Float64Array(raters);
  let total = 0;
  let squaredTotals = 0;
  for (const row of rows) {
    const sum = sumOf(row);
    total += sum;
    squaredTotals += sum ** 2;
    row.forEach((value, k) => {
      if (value === null) return;
      deviations[k] += value - sum / readings;
      caseSums[k] += sum;
      row.forEach((other, l) => {
        if (other !== null) shared[k][l]++;
      });
    });
  }
  return { readings, cases: rows.length, shared, deviations, caseSums, total, squaredTotals };
}
