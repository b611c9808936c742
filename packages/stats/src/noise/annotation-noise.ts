import { mean } from "../inference/descriptive.ts";
import type { Interval } from "../inference/interval-options.ts";
import { scaleOf } from "../joint-noise/displacement-scale.ts";
import type { Interval95, JointNoise, NoStatistics } from "../joint-noise/joint-noise-types.ts";
import { type MillimetresPerUnit, scaledMetric } from "../joint-noise/label-noise-model.ts";
import { caseValues } from "../scores/case-series.ts";
import type { LabelScores } from "../scores/label-scores.ts";
import type { MetricTraits } from "../scores/metric-traits.ts";
import type { StudyScores } from "../scores/study-scores.ts";
import { volumeOverSurface } from "./mask-sizes.ts";

/** Posterior intervals of the three sizes in mm, 95 %; null for a size that is not known. */
export interface NoiseIntervals {
  readonly random: Interval | null;
  readonly rater: Interval | null;
  readonly total: Interval | null;
}

/** Annotation noise of one label in mm: this project's derivation (docs/methods/joint-noise-model.md). */
export interface AnnotationNoise {
  /** sigma: how far the boundary moves when a rater annotates again. Null without repeats. */
  readonly random: number | null;
  /** tau: how far one rater's habit lies from that of others. Null without repeats. */
  readonly rater: number | null;
  /** √(tau² + sigma²): one annotation about what raters share. Null without pairs of raters. */
  readonly total: number | null;
  /** Raters and cases random. */
  readonly randomRaters: NoiseIntervals;
  /** Source: surface distances, or overlap and the sizes of masks. */
  readonly source: "distances" | "overlap";
  /** The metric it was estimated from. */
  readonly metric: string;
  readonly cases: { readonly inter: number; readonly intra: number };
  /** Reason for this source. */
  readonly choice: string;
  /** Result from the other source. */
  readonly other: Pick<AnnotationNoise, "random" | "rater" | "total" | "source" | "metric" | "cases"> | null;
}

/**
 * Noise of one label, from the joint noise model of its metrics. Overlap and the sizes of the masks are taken where they
 * are known in as many cases as surface distances: a difference in volume adds up exactly on a grid, while the nearest
 * point of a surface on a grid is often nearer than the surface moved (masks simulated with 0.50 mm of noise on
 * voxels of 1 x 1 x 1.5 mm: 0.45 mm from overlap, 0.28 mm from distances). Null if no metric gives it.
 */
export function annotationNoise(
  ofLabel: readonly LabelScores[],
  { modelOf, mmPerUnit, hasMasks }: NoiseSources,
): AnnotationNoise | null {
  const estimates = ofLabel.flatMap(
    (scores) => estimateOf(scores, modelOf.get(scores)) ?? ofRepeatsAlone(scores, mmPerUnit(scores)) ?? [],
  );
  const distances = estimates.find(({ source }) => source === "distances") ?? null;
  const overlap = estimates.find(({ source }) => source === "overlap") ?? null;
  const count = (found: Estimate | null) => (found ? found.cases.inter + found.cases.intra : 0);
  const takesDistances = distances !== null && count(distances) > count(overlap);
  const chosen = takesDistances ? distances : overlap;
  if (chosen === null) return null;
  const rest = takesDistances ? overlap : distances;
  return {
    ...chosen,
    choice: reasonOfChoice(takesDistances, rest !== null, hasMasks),
    other: rest && withoutIntervals(rest),
  };
}

export interface NoiseSources {
  readonly modelOf: ReadonlyMap<LabelScores, JointNoise | NoStatistics>;
  readonly mmPerUnit: MillimetresPerUnit;
  readonly hasMasks: boolean;
}

/** Standard deviation of a normal displacement in units of its mean size. */
const rootOfMeanSize = Math.sqrt(Math.PI / 2);

/**
 * Millimetres of displacement for a unit of the scale of a label and metric: 2 V / S for overlap (harmonic mean over
 * cases, since losses are averaged), 1 for distances. Null for metrics that do not give the noise in mm.
 */
export function millimetresPerUnit(study: StudyScores): MillimetresPerUnit {
  const masks = study.masks ?? [];
  return ({ label, metric, inter, intra }) => {
    const law = metric.definition.displacement;
    if (law === "mean-size") return 1;
    if (law === "root-mean-square") return 1 / rootOfMeanSize;
    if (law !== "loss-of-mean" && law !== "loss-of-mean-by-union") return null;
    const thickness = volumeOverSurface(masks, label, study.raters, study.clusterOf);
    const units = inter.byCase.size > 0 ? inter.byCase : intra.byCase;
    const inverse = [...units.keys()].flatMap((unit) => {
      const mm = thickness(unit);
      return mm === null ? [] : [1 / mm];
    });
    return inverse.length === 0 ? null : 2 / mean(inverse);
  };
}

type Estimate = Omit<AnnotationNoise, "choice" | "other">;

function estimateOf(
  { metric, inter, intra }: LabelScores,
  model: JointNoise | NoStatistics | undefined,
): Estimate | null {
  if (model === undefined || "reason" in model || model.sizesMm === null) return null;
  const { sigma, tau, total } = model.sizesMm;
  const known = (size: Interval95) => (model.hasRepeats ? size : null);
  const [random, rater] = [known(sigma), known(tau)];
  return {
    random: random?.estimate ?? null,
    rater: rater?.estimate ?? null,
    total: total.estimate,
    randomRaters: { random: random && ends(random), rater: rater && ends(rater), total: ends(total) },
    ...sourceOf(metric),
    cases: { inter: inter.byCase.size, intra: intra.byCase.size },
  };
}

/** Random noise of raters who are compared with their own repeats alone: two draws of it, without an interval. */
function ofRepeatsAlone({ metric, inter, intra }: LabelScores, mmPerUnit: number | null): Estimate | null {
  const scaled = scaledMetric(metric);
  if (scaled === null || mmPerUnit === null || inter.byCase.size > 0 || intra.byCase.size === 0) return null;
  const scale = scaleOf(scaled.scale, mean(caseValues(intra).map(scaled.toScale)));
  return {
    random: (scale / Math.SQRT2) * rootOfMeanSize * mmPerUnit,
    rater: null,
    total: null,
    randomRaters: { random: null, rater: null, total: null },
    ...sourceOf(metric),
    cases: { inter: 0, intra: intra.byCase.size },
  };
}

function sourceOf({ key, definition }: MetricTraits): Pick<Estimate, "source" | "metric"> {
  return { source: definition.unit === "mm" ? "distances" : "overlap", metric: key };
}

function ends({ low, high }: Interval95): Interval {
  return { low, high };
}

function withoutIntervals({ randomRaters, ...rest }: Estimate): AnnotationNoise["other"] {
  return rest;
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
