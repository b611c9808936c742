import type { DisplacementLaw } from "@pgt/metrics";
import { defaultLevel, type Interval } from "../inference/interval-options.ts";
import type { CaseTransform } from "../scores/case-series.ts";
import type { LabelScores } from "../scores/label-scores.ts";
import type { StudyScores } from "../scores/study-scores.ts";
import { type ThicknessMm, volumeOverSurface } from "./mask-sizes.ts";
import { type NoiseComponents, noiseComponents, type SizeMm } from "./variance-components.ts";

/** Intervals of the three sizes, in mm; null for a size that is not known. */
export interface NoiseIntervals {
  readonly random: Interval | null;
  readonly rater: Interval | null;
  readonly total: Interval | null;
}

/** Annotation noise of one label in mm: this project's derivation (docs/methods/noise-model.md). */
export interface AnnotationNoise {
  /** sigma: how far the boundary moves when a rater annotates again. Null without repeats. */
  readonly random: number | null;
  /** tau: how far one rater's habit lies from that of others. Null without repeats. */
  readonly rater: number | null;
  /** √(tau² + sigma²): one annotation about what raters share. Null without pairs of raters. */
  readonly total: number | null;
  readonly fixedRaters: NoiseIntervals;
  /** Raters and cases random; a size is null where this is not estimable. */
  readonly randomRaters: NoiseIntervals;
  /** Source: surface distances, or overlap and the sizes of masks. */
  readonly source: "distances" | "overlap";
  /** The metric it was estimated from. */
  readonly metric: string;
  readonly cases: NoiseComponents["cases"];
  /** Reason for this source. */
  readonly choice: string;
  /** Result from the other source. */
  readonly other:
    | (Pick<AnnotationNoise, "random" | "rater" | "total" | "source" | "metric" | "cases"> & object)
    | null;
}

/**
 * Noise of one label, from its entries of all metrics. Overlap and the sizes of the masks are taken where they are
 * known in as many cases as surface distances: a difference in volume adds up exactly on a grid, while the nearest
 * point of a surface on a grid is often nearer than the surface moved (masks simulated with 0.50 mm of noise on
 * voxels of 1 x 1 x 1.5 mm: 0.45 mm from overlap, 0.28 mm from distances). Null if no metric gives it.
 */
export function annotationNoise(study: StudyScores, ofLabel: readonly LabelScores[]): AnnotationNoise | null {
  const level = study.interval?.level ?? defaultLevel;
  const distances = firstEstimate(ofLabel, distanceVariance, level);
  const thickness = volumeOverSurface(study.masks ?? [], ofLabel[0]?.label ?? 0, study.raters);
  const overlap = firstEstimate(ofLabel, (law) => overlapVariance(law, thickness), level);
  const count = (found: Estimate | null) => (found ? found.cases.inter + found.cases.intra : 0);
  const takesDistances = distances !== null && count(distances) > count(overlap);
  const chosen = takesDistances ? distances : overlap;
  if (chosen === null) return null;
  const rest = takesDistances ? overlap : distances;
  return {
    ...plain(chosen, takesDistances),
    fixedRaters: intervals(chosen, ({ fixedRaters }) => fixedRaters),
    randomRaters: intervals(chosen, ({ randomRaters }) => randomRaters),
    choice: reasonOfChoice(takesDistances, rest !== null, study.masks !== undefined),
    other: rest && plain(rest, !takesDistances),
  };
}

type Estimate = NoiseComponents & { readonly metric: string };

/** The first metric of the study whose law gives a variance in mm², and that has a value. */
function firstEstimate(
  ofLabel: readonly LabelScores[],
  transformOf: (law: DisplacementLaw) => CaseTransform | null,
  level: number,
): Estimate | null {
  for (const scores of ofLabel) {
    const law = scores.metric.definition.displacement;
    const transform = law === undefined ? null : transformOf(law);
    if (transform === null) continue;
    const found = noiseComponents(scores, transform, level);
    if (found.random !== null || found.total !== null) return { ...found, metric: scores.metric.key };
  }
  return null;
}

/** Variance of one of two annotations: half that between them; a mean size is √(2v/π). */
function distanceVariance(law: DisplacementLaw): CaseTransform | null {
  if (law === "mean-size") return (distance) => (distance ** 2 * Math.PI) / 4;
  if (law === "root-mean-square") return (distance) => distance ** 2 / 2;
  return null;
}

/** 1 - overlap is the mean size times S/(2V). */
function overlapVariance(law: DisplacementLaw, thickness: ThicknessMm): CaseTransform | null {
  const meanSize: CaseTransform = (overlap, caseId) => {
    const mm = thickness(caseId);
    return mm === null ? null : (((1 - overlap) * 2 * mm) ** 2 * Math.PI) / 4;
  };
  if (law === "loss-of-mean") return meanSize;
  if (law === "loss-of-mean-by-union") return (value, caseId) => meanSize((2 * value) / (1 + value), caseId);
  return null;
}

function plain({ random, rater, total, metric, cases }: Estimate, isDistance: boolean) {
  return {
    random: random?.estimate ?? null,
    rater: rater?.estimate ?? null,
    total: total?.estimate ?? null,
    source: isDistance ? ("distances" as const) : ("overlap" as const),
    metric,
    cases,
  };
}

function intervals(
  { random, rater, total }: NoiseComponents,
  of: (size: SizeMm) => Interval | null,
): NoiseIntervals {
  return { random: random && of(random), rater: rater && of(rater), total: total && of(total) };
}

function reasonOfChoice(takesDistances: boolean, hasOther: boolean, hasMasks: boolean): string {
  if (takesDistances) {
    return hasOther
      ? "surface distances are known in more cases than overlap"
      : "surface distances are the only source";
  }
  if (hasOther) return "on a grid, distances to the nearest surface element are too short; overlap is not";
  return hasMasks ? "overlap and sizes of masks are the only source" : "overlap is the only source";
}
