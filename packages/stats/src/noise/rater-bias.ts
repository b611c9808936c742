import { log, type MaskRow } from "@pgt/metrics";
import { mean } from "../inference/descriptive.ts";
import { meanInterval } from "../inference/interval.ts";
import type { Interval } from "../inference/interval-options.ts";
import { type StudyScores, studyLabels } from "../scores/study-scores.ts";
import { inOrder } from "./mask-sizes.ts";

/** Bias of one rater in mm: outside (positive) or inside the other raters. */
export interface RaterBias {
  readonly label: number;
  readonly name: string;
  readonly rater: string;
  readonly biasMm: number;
  /** These raters: over cases. */
  readonly fixedRaters: Interval;
  /** Cases that at least two raters marked. */
  readonly n: number;
}

/**
 * Per rater: mean over cases of ln(volume / geometric mean volume of all raters) times volume over surface
 * (docs/methods/noise-model.md). A bias that raters share is not in it. Needs `masks`; empty masks are left out.
 */
export function raterBiases(study: StudyScores): RaterBias[] {
  return studyLabels(study).flatMap(({ label, name }) => {
    const byRater = new Map<string, Map<string, number[]>>();
    const ofLabel = inOrder(study.masks ?? []).filter((mask) => mask.label === label);
    for (const [caseId, masks] of byCase(ofLabel, study.raters)) {
      for (const [rater, biasMm] of biasesOfCase(masks)) {
        const units = byRater.get(rater) ?? new Map<string, number[]>();
        const unit = study.clusterOf?.(caseId) ?? caseId;
        byRater.set(rater, units.set(unit, [...(units.get(unit) ?? []), biasMm]));
      }
    }
    return study.raters.flatMap((rater) => {
      const values = [...(byRater.get(rater)?.values() ?? [])].map(mean);
      if (values.length === 0) return [];
      const fixedRaters = meanInterval(
        values,
        [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
        study.interval,
      );
      return [{ label, name, rater, biasMm: mean(values), fixedRaters, n: values.length }];
    });
  });
}

function byCase(masks: readonly MaskRow[], raters: readonly string[]): Map<string, MaskRow[]> {
  const cases = new Map<string, MaskRow[]>();
  for (const mask of masks) {
    const isUsable = raters.includes(mask.entity) && mask.volumeMl > 0 && (mask.areaMm2 ?? 0) > 0;
    if (isUsable) cases.set(mask.case, [...(cases.get(mask.case) ?? []), mask]);
  }
  return cases;
}

/** Sessions of a rater are averaged first. */
function biasesOfCase(masks: readonly MaskRow[]): [string, number][] {
  const logs = new Map<string, number[]>();
  for (const { entity, volumeMl } of masks) {
    logs.set(entity, [...(logs.get(entity) ?? []), log(volumeMl)]);
  }
  if (logs.size < 2) return [];
  const ofRaters = [...logs].map(([rater, values]) => [rater, mean(values)] as const);
  const centre = mean(ofRaters.map(([, log]) => log));
  const volumeMm3 = 1000 * mean(masks.map(({ volumeMl }) => volumeMl));
  const thicknessMm = volumeMm3 / mean(masks.map(({ areaMm2 }) => areaMm2!));
  return ofRaters.map(([rater, log]) => [rater, (log - centre) * thicknessMm]);
}
