import { exp, type Random } from "@pgt/metrics";

/** A Poisson number of this mean, by multiplying uniforms (Knuth); for means up to some hundreds. */
export function poisson(mean: number, random: Random): number {
  const limit = exp(-mean);
  let product = random.next();
  let count = 0;
  while (product > limit) {
    product *= random.next();
    count++;
  }
  return count;
}
