import stdlibFCdf from "@stdlib/stats-base-dists-f-cdf";

/** P(F <= x) with `numerator` and `denominator` degrees of freedom, both above 0. */
export function fCdf(x: number, numerator: number, denominator: number): number {
  return stdlibFCdf(x, numerator, denominator);
}

/**
 * Inverse of `fCdf`; 0 at 0, Infinity at 1, NaN outside. Bisection, as `tQuantile`; upper tails by
 * 1 / F(1 - p; d2, d1), where the distribution function keeps its relative precision.
 */
export function fQuantile(probability: number, numerator: number, denominator: number): number {
  if (!(probability >= 0 && probability <= 1 && numerator > 0 && denominator > 0)) return Number.NaN;
  if (probability > 0.5) return 1 / fQuantile(1 - probability, denominator, numerator);
  if (probability === 0) return 0;
  let high = 1;
  while (fCdf(high, numerator, denominator) < probability) high *= 2;
  let low = 0;
  for (;;) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return high;
    if (fCdf(middle, numerator, denominator) < probability) low = middle;
    else high = middle;
  }
}
