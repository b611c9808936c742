import { exp } from "@pgt/metrics";
import { mean } from "../inference/descriptive.ts";
import { normalCdf } from "../inference/distributions.ts";

/**
 * Continuous ranked probability score of a value against the distribution of samples: mean |X - v| - mean |X - X'| / 2 over
 * all ordered pairs.
 */
export function crpsOfSamples(samples: readonly number[], value: number): number {
  const spread = samples.flatMap((one) => samples.map((other) => Math.abs(one - other)));
  return mean(samples.map((one) => Math.abs(one - value))) - mean(spread) / 2;
}

/** The same against a normal distribution (Gneiting and Raftery 2007, equation 21). */
export function crpsOfNormal(centre: number, sd: number, value: number): number {
  if (!(sd > 0)) return Math.abs(value - centre);
  const z = (value - centre) / sd;
  const density = exp(-(z * z) / 2) / Math.sqrt(2 * Math.PI);
  return sd * (z * (2 * normalCdf(z) - 1) + 2 * density - 1 / Math.sqrt(Math.PI));
}
