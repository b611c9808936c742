import { exp } from "@pgt/metrics";
import { erf, normalCdf } from "./distributions.ts";

/** E|X| of a normal X, f(mu, v) of docs/methods/noise-model.md: √(2v/π) e^(-mu²/2v) + mu erf(mu/√(2v)). */
export function foldedNormalMean(mean: number, variance: number): number {
  if (variance === 0) return Math.abs(mean);
  return (
    Math.sqrt((2 * variance) / Math.PI) * exp((-mean * mean) / (2 * variance)) +
    mean * erf(mean / Math.sqrt(2 * variance))
  );
}

/** P(|X| <= size) of a normal X with variance 1. */
export function foldedNormalCdf(size: number, mean: number): number {
  return normalCdf(size - mean) - normalCdf(-size - mean);
}

/** The size that |X| does not exceed with this probability (0 to below 1), X normal with variance 1. */
export function foldedNormalQuantile(probability: number, mean: number): number {
  let low = 0;
  let high = 1;
  while (foldedNormalCdf(high, mean) < probability) high *= 2;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return high;
    if (foldedNormalCdf(middle, mean) < probability) low = middle;
    else high = middle;
  }
}
