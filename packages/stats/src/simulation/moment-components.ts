/** Strength with which observations p and q share an effect, 0 for none: entry (p, q) of a covariance matrix per unit variance. */
export type Sharing = (p: number, q: number) => number;

/**
 * Variance components of values with one common mean, by the method of moments that makes the quadratic forms
 * y'M V_j M y equal to their expectation (MINQUE(0), Rao 1971; M takes out the mean): unbiased, also for values that
 * are missing from the design. Not below 0. O(n² k²) for n values and k components.
 */
export function momentComponents(values: readonly number[], sharings: readonly Sharing[]): number[] {
  const n = values.length;
  const k = sharings.length;
  const centre = values.reduce((sum, value) => sum + value, 0) / n;
  const residuals = values.map((value) => value - centre);
  const rowSums = sharings.map(() => new Float64Array(n));
  const products = Array.from({ length: k }, () => new Float64Array(k));
  const forms = new Float64Array(k);
  const entry = new Float64Array(k);
  for (let p = 0; p < n; p++) {
    for (let q = 0; q <= p; q++) {
      const times = p === q ? 1 : 2;
      for (let j = 0; j < k; j++) {
        entry[j] = sharings[j](p, q);
        if (entry[j] === 0) continue;
        rowSums[j][p] += entry[j];
        if (p !== q) rowSums[j][q] += entry[j];
        forms[j] += times * entry[j] * residuals[p] * residuals[q];
        for (let i = 0; i <= j; i++) products[j][i] += times * entry[j] * entry[i];
      }
    }
  }
  const traces = products.map((row, j) =>
    Array.from(row, (_, i) => centredTrace(products, rowSums, j, i, n)),
  );
  return solve(traces, [...forms]).map((component) => Math.max(0, component));
}

/** tr(M V_j M V_i) from the trace and the row sums of V_j and V_i. */
function centredTrace(
  products: readonly Float64Array[],
  rowSums: readonly Float64Array[],
  j: number,
  i: number,
  n: number,
): number {
  const [first, second] = [rowSums[j], rowSums[i]];
  let [dot, firstSum, secondSum] = [0, 0, 0];
  for (let p = 0; p < n; p++) {
    dot += first[p] * second[p];
    firstSum += first[p];
    secondSum += second[p];
  }
  return products[Math.max(i, j)][Math.min(i, j)] - (2 * dot) / n + (firstSum * secondSum) / (n * n);
}

/** Gaussian elimination with row exchange; an unknown that the equations leave open is 0. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const k = right.length;
  const rows = matrix.map((row, at) => [...row, right[at]]);
  const scale = Math.max(...rows.flat().map(Math.abs), Number.MIN_VALUE);
  for (let column = 0; column < k; column++) {
    const pivot = rows
      .slice(column)
      .reduce(
        (best, row, at) => (Math.abs(row[column]) > Math.abs(rows[best][column]) ? column + at : best),
        column,
      );
    [rows[column], rows[pivot]] = [rows[pivot], rows[column]];
    if (Math.abs(rows[column][column]) < 1e-12 * scale) {
      rows[column] = rows[column].map((_, at) => (at === column ? 1 : 0));
    }
    for (let row = 0; row < k; row++) {
      if (row === column) continue;
      const factor = rows[row][column] / rows[column][column];
      for (let at = column; at <= k; at++) rows[row][at] -= factor * rows[column][at];
    }
  }
  return rows.map((row, at) => row[k] / row[at]);
}
