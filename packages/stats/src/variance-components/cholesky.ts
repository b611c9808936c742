import { log } from "@pgt/metrics";

/** A pivot below this share of its diagonal element is none: the row depends on those before. */
const smallestPivot = 1e-12;

/** Lower triangle L of L L' for a symmetric matrix without negative eigenvalues; rows that depend on others are 0. */
export interface Cholesky {
  readonly lower: readonly Float64Array[];
  readonly rank: number;
  /** Sum of the logarithms of the pivots; of the whole determinant where the rank is full. */
  readonly logDeterminant: number;
}

export function cholesky(matrix: readonly Float64Array[]): Cholesky {
  const lower = matrix.map((row) => new Float64Array(row.length));
  let rank = 0;
  let logDeterminant = 0;
  for (let i = 0; i < matrix.length; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = matrix[i][j];
      for (let k = 0; k < j; k++) rest -= lower[i][k] * lower[j][k];
      if (j < i) lower[i][j] = lower[j][j] > 0 ? rest / lower[j][j] : 0;
      else if (rest > smallestPivot * matrix[i][i]) {
        lower[i][i] = Math.sqrt(rest);
        logDeterminant += log(rest);
        rank++;
      }
    }
  }
  return { lower, rank, logDeterminant };
}

/** Solution z of L z = x, so that the sum of z² is x' (L L')⁻¹ x; entries of rows that are 0 are 0. */
export function forwardSolve({ lower }: Cholesky, x: Float64Array): Float64Array {
  const z = new Float64Array(x.length);
  for (let i = 0; i < x.length; i++) {
    let rest = x[i];
    for (let k = 0; k < i; k++) rest -= lower[i][k] * z[k];
    z[i] = lower[i][i] > 0 ? rest / lower[i][i] : 0;
  }
  return z;
}

export function dot(x: Float64Array, y: Float64Array): number {
  return x.reduce((sum, value, i) => sum + value * y[i], 0);
}
