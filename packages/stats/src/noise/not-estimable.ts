import type { Reliability } from "../interval/reliability-type.ts";
import type { JointNoise, NoStatistics } from "../joint-noise/joint-noise-types.ts";
import { type MetricTraits, similaritySign } from "../scores/metric-traits.ts";
import type { AnnotationNoise } from "./annotation-noise.ts";
import type { NoiseBounds } from "./noise-bounds-type.ts";

/** Fields of a bound that the noise model fills. */
export type ModelField = "estimate" | "noiseMm" | Exclude<keyof NoiseBounds, "truth">;

const noLaw =
  "the noise model says nothing of this metric: it is for overlap, surface distances and the share within a tolerance";
const noPairs = "no two raters can be compared";
const noRepeats = "there are no repeats by the same rater";
const noMillimetres =
  "the noise in mm is not known: score a mean surface distance, or give the sizes of the masks beside overlap";
const noCurve = "the model says nothing of the largest distance under a bias, or raters agree perfectly";

/** Reasons for the fields that are null, in the order in which things are missing. */
export function notEstimable(
  metric: MetricTraits,
  inter: Reliability,
  intra: Reliability | null,
  noise: AnnotationNoise | null,
  model: NoiseBounds,
  joint: JointNoise | NoStatistics | undefined,
): Partial<Record<ModelField, string>> {
  const hasLaw = metric.definition.displacement !== undefined;
  const ofInter = !hasLaw ? noLaw : inter.estimate === null ? noPairs : null;
  const ofIntra = !hasLaw ? noLaw : intra === null ? noRepeats : null;
  const inverted =
    inter.estimate !== null &&
    intra !== null &&
    intra.estimate !== null &&
    similaritySign(metric) * (intra.estimate - inter.estimate) < 0;
  const reasons: Record<ModelField, string | null> = {
    estimate: model.truth === null ? ofInter : null,
    ceiling: model.ceiling === null ? ofIntra : null,
    noiseMm: noise === null ? noMillimetres : null,
    sensitivity: model.sensitivity === null ? ofInter : null,
    tippingBiasMm:
      model.tippingBiasMm === null ? (ofInter ?? (noise?.total == null ? noMillimetres : noCurve)) : null,
    bracketHolds:
      model.bracketHolds === null
        ? (ofInter ?? ofIntra ?? (inverted ? "the bounds are inverted: no bias makes them hold" : noCurve))
        : null,
    corrected:
      model.corrected === null
        ? (ofInter ?? (joint && "reason" in joint ? joint.reason : null) ?? noCurve)
        : null,
  };
  return Object.fromEntries(Object.entries(reasons).filter(([, reason]) => reason !== null));
}
