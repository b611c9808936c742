import stdlibNormalCdf from "@stdlib/stats-base-dists-normal-cdf";
import stdlibNormalQuantile from "@stdlib/stats-base-dists-normal-quantile";
import stdlibTCdf from "@stdlib/stats-base-dists-t-cdf";

/** P(Z <= z) for a standard normal Z. */
export function normalCdf(z: number): number {
  return stdlibNormalCdf(z, 0, 1);
}

/** Inverse of `normalCdf`; -Infinity at 0, Infinity at 1, NaN outside. */
export function normalQuantile(probability: number): number {
  return stdlibNormalQuantile(probability, 0, 1);
}

/** Error function: the share of a normal within x√2 standard deviations of its mean, with the sign of x. */
export function erf(x: number): number {
  return x < 0 ? -erf(-x) : 1 - 2 * normalCdf(-x * Math.SQRT2);
}

/** Inverse of `erf`; infinite at -1 and 1, NaN outside. */
export function erfInverse(share: number): number {
  return share < 0 ? -erfInverse(-share) : -normalQuantile((1 - share) / 2) / Math.SQRT2;
}

/** P(T <= t) for Student's t with `degreesOfFreedom` > 0. */
export function tCdf(t: number, degreesOfFreedom: number): number {
  return stdlibTCdf(t, degreesOfFreedom);
}

/** Two-sided p value of a t statistic. */
export function tTwoSidedP(t: number, degreesOfFreedom: number): number {
  return Math.min(1, 2 * tCdf(-Math.abs(t), degreesOfFreedom));
}

/**
 * Inverse of `tCdf`; -Infinity at 0, Infinity at 1, NaN outside.
 *
 * Bisection of the lower tail, where the distribution function keeps its relative precision. stdlib's own t
 * quantile reaches for Node's `tty` once it is bundled as an ES module, so only its distribution function is used.
 */
export function tQuantile(probability: number, degreesOfFreedom: number): number {
  if (!(probability >= 0 && probability <= 1 && degreesOfFreedom > 0)) return Number.NaN;
  if (probability > 0.5) return -tQuantile(1 - probability, degreesOfFreedom);
  if (probability === 0.5) return 0;
  if (probability === 0) return Number.NEGATIVE_INFINITY;
  let low = -1;
  while (tCdf(low, degreesOfFreedom) > probability) low *= 2;
  let high = low === -1 ? 0 : low / 2;
  for (;;) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return high;
    if (tCdf(middle, degreesOfFreedom) > probability) high = middle;
    else low = middle;
  }
}
