import { exp } from "@pgt/metrics";
import { normalCdf } from "../../inference/distributions.ts";

/**
 * P(X > x) for a chi-square of a whole number of degrees of freedom, in closed form: Q(x; k) = Q(x; k - 2) +
 * (x/2)^(k/2 - 1) e^(-x/2) / Γ(k/2), from Q(x; 1) = 2 Φ(-√x) or Q(x; 2) = e^(-x/2).
 */
export function chiSquareUpperTail(x: number, degreesOfFreedom: number): number {
  if (!(x > 0)) return 1;
  const isOdd = degreesOfFreedom % 2 === 1;
  let tail = isOdd ? 2 * normalCdf(-Math.sqrt(x)) : exp(-x / 2);
  let term = isOdd ? Math.sqrt((2 * x) / Math.PI) * exp(-x / 2) : (x / 2) * exp(-x / 2);
  for (let k = isOdd ? 3 : 4; k <= degreesOfFreedom; k += 2) {
    tail += term;
    term *= x / k;
  }
  return Math.min(1, tail);
}
