import { exp } from "@pgt/metrics";
import { normalCdf, normalQuantile } from "../inference/distributions.ts";
import { foldedNormalMean } from "../inference/folded-normal.ts";
import type { DisplacementScale } from "./joint-noise-types.ts";
import { sizeTerm } from "./model-constants.ts";

/** A number in proportion to the standard deviation of the displacement between two masks that agree by `value`. */
export function scaleOf(scale: DisplacementScale, value: number): number {
  if (scale.kind === "overlap") return 1 - value;
  if (scale.kind === "distance") return value;
  if (value >= 1) return 0;
  return value <= 0 ? Number.POSITIVE_INFINITY : scale.toleranceMm / normalQuantile((1 + value) / 2);
}

/** Setting at which a score is read off. */
export interface ScoreSetting {
  /** Shared bias in units of √(tau² + sigma²). */
  readonly rho: number;
  /** log scale between raters, for the size of masks that are drawn too large. */
  readonly logInter: number;
  /** True if the scale is that of the displacement itself, with the bias in it. */
  readonly holdsBias: boolean;
}

/** Score of two masks whose displacement has this scale. */
export function scoreOf(scale: DisplacementScale, logScale: number, setting: ScoreSetting): number {
  const { rho, logInter, holdsBias } = setting;
  const size = exp(logScale);
  const biased = holdsBias ? 1 : foldedNormalMean(rho, 1) / foldedNormalMean(0, 1);
  if (scale.kind === "overlap") {
    const larger = rho > 0 ? ((sizeTerm * sizeFactor(rho)) / sizeFactor(1)) * exp(logInter) : 0;
    return Math.max(0, 1 - size * biased * (1 + larger));
  }
  if (scale.kind === "distance") return size * biased;
  const shift = holdsBias ? 0 : rho;
  return normalCdf(scale.toleranceMm / size - shift) - normalCdf(-scale.toleranceMm / size - shift);
}

/** Growth of the loss by size with the bias. */
function sizeFactor(rho: number): number {
  const density = exp((-rho * rho) / 2) / Math.sqrt(2 * Math.PI);
  return ((1 + rho * rho) * (2 * normalCdf(rho) - 1) + 2 * rho * density) / foldedNormalMean(rho, 1);
}
