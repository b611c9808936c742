import type { LabelScores } from "../scores/label-scores.ts";
import { type StudyScores, studyCases } from "../scores/study-scores.ts";
import { type AnnotationNoise, annotationNoise, type NoiseSources } from "./annotation-noise.ts";
import { type NoiseTolerance, toleranceFromNoise } from "./tolerance.ts";

/** Precision of one label's annotations in mm. */
export interface LabelNoise {
  readonly label: number;
  readonly name: string;
  readonly noiseMm: AnnotationNoise | null;
  readonly toleranceMm: NoiseTolerance | null;
}

/** One per label, in the study's order; `scores` as from `labelScores`. */
export function labelNoise(
  study: StudyScores,
  scores: readonly LabelScores[],
  sources: NoiseSources,
): LabelNoise[] {
  const largestEdge = largestVoxelEdgeMm(study);
  const labels = new Map(scores.map(({ label, name }) => [label, name]));
  return [...labels].map(([label, name]) => {
    const noiseMm = annotationNoise(
      scores.filter((entry) => entry.label === label),
      sources,
    );
    return { label, name, noiseMm, toleranceMm: toleranceFromNoise(noiseMm, largestEdge) };
  });
}

/** Largest voxel edge over the cases whose spacing is known; 0 if none is. */
export function largestVoxelEdgeMm(study: StudyScores): number {
  const edges = studyCases(study).flatMap((caseId) => study.spacingMm?.(caseId) ?? []);
  return edges.reduce((largest, edge) => Math.max(largest, edge), 0);
}
