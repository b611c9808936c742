/** Sums taken in another order differ by about this much, relative to the values. */
const roundingTolerance = 1e-12;

/** `a - b`, or 0 if they differ by no more than the rounding of sums: no conclusion rests on that. */
export function differenceBeyondRounding(a: number, b: number): number {
  const difference = a - b;
  return Math.abs(difference) <= roundingTolerance * Math.max(Math.abs(a), Math.abs(b)) ? 0 : difference;
}

/** A sum of squares about a mean, or 0 if rounding of values of this size accounts for it. */
export function squaresBeyondRounding(sumOfSquares: number, sumOfSquaredValues: number): number {
  return sumOfSquares <= roundingTolerance ** 2 * sumOfSquaredValues ? 0 : sumOfSquares;
}
