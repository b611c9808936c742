import { labelTitle, plural, someOf, type Vector3 } from "@pgt/metrics";
import { median } from "../inference/descriptive.ts";
import type { Bound } from "../interval/bounds.ts";
import { ofStudy, type Warning } from "../interval/warnings/warning.ts";
import type { LabelScores } from "../scores/label-scores.ts";
import { type StudyScores, studyCases } from "../scores/study-scores.ts";
import { largestVoxelEdgeMm } from "./label-noise.ts";
import { toleranceFromNoise } from "./tolerance.ts";

/** W-BIAS with the tipping point of each label; always given (docs/methods/warnings.md). */
export function biasWarning(bounds: readonly Bound[]): Warning {
  const tipping = new Map<number, string>();
  for (const { label, name, tippingBiasMm } of bounds) {
    if (tippingBiasMm === null || tipping.has(label)) continue;
    tipping.set(label, `${tippingBiasMm.toFixed(2)} mm (${labelTitle({ label, name })})`);
  }
  const points =
    tipping.size > 0
      ? ` By the noise model (this project's derivation) the truth itself would score worse than inter-rater agreement from a shared error of ${someOf([...tipping.values()])} on.`
      : "";
  return ofStudy(
    "W-BIAS",
    `An error that all raters share cannot be seen from the raters: if they all draw a structure too large, they agree with each other and are still wrong. Both bounds are then too high.${points}`,
  );
}

/** W-TOL: a tolerance that the grid cannot resolve, or that forgives all that raters differ by. */
export function toleranceWarnings(
  study: StudyScores,
  scores: readonly LabelScores[],
  bounds: readonly Bound[],
): Warning[] {
  return scores.flatMap(({ label, metric }, index) => {
    const toleranceMm = metric.parameter;
    if (metric.definition.displacement !== "share-within" || toleranceMm === undefined) return [];
    const about = { code: "W-TOL" as const, label, metric: metric.key };
    const [fine, wide] = [belowVoxel(study, toleranceMm), aboveNoise(study, bounds[index], toleranceMm)];
    return [
      ...(fine === null ? [] : [{ ...about, found: fine, message: countsTheGrid }]),
      ...(wide === null ? [] : [{ ...about, found: wide, message: countsAllAsEqual }]),
    ];
  });
}

const countsTheGrid = "What is counted there is the grid. Use a larger tolerance.";
const countsAllAsEqual = "Nearly everything counts as equal. Use a smaller tolerance.";

/**
 * Smallest distance that a grid can show: a voxel, and half the edge of one that is longer than wide
 * (docs/methods/noise-model.md).
 */
function finestTolerance(spacingMm: Vector3): number {
  return Math.max(Math.min(...spacingMm), Math.max(...spacingMm) / 2);
}

function belowVoxel(study: StudyScores, toleranceMm: number): string | null {
  const limits = studyCases(study).flatMap((caseId) => {
    const spacing = study.spacingMm?.(caseId);
    return spacing === undefined ? [] : [finestTolerance(spacing)];
  });
  const affected = limits.filter((limit) => toleranceMm < limit);
  if (affected.length === 0) return null;
  return `the tolerance of ${toleranceMm} mm is finer than the voxels of ${affected.length} of ${plural(limits.length, "case")} can show (about ${median(affected).toFixed(2)} mm)`;
}

/** Never advises a tolerance that the voxels cannot show. */
function aboveNoise(study: StudyScores, { noiseMm }: Bound, toleranceMm: number): string | null {
  const between = toleranceFromNoise(noiseMm, largestVoxelEdgeMm(study))?.betweenRatersMm;
  if (between === undefined || toleranceMm <= between) return null;
  return `the tolerance of ${toleranceMm} mm is wider than what raters differ by (noise of ${noiseMm!.total!.toFixed(2)} mm per annotation); one of ${between.toFixed(2)} mm has 95 % of the surface of two raters within it`;
}
