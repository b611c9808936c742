import type { DisplacementLaw } from "@pgt/metrics";
import type { Interval } from "../inference/interval-options.ts";
import { interRater, intraRater } from "../interval/reliability.ts";
import type { LabelScores } from "../scores/label-scores.ts";
import type { MetricTraits } from "../scores/metric-traits.ts";
import { jointNoise } from "./joint-noise.ts";
import type { DisplacementScale, JointNoise, NoStatistics, StructureScores } from "./joint-noise-types.ts";

/** Relation of a metric to the noise model: its scale, and its values as that scale takes them. */
export interface ScaledMetric {
  readonly scale: DisplacementScale;
  readonly toScale: (value: number) => number;
  readonly fromScale: (value: number) => number;
}

const same = (value: number) => value;

const scales: Readonly<Record<DisplacementLaw, (parameter: number) => ScaledMetric | null>> = {
  "loss-of-mean": () => ({ scale: { kind: "overlap" }, toScale: same, fromScale: same }),
  "loss-of-mean-by-union": () => ({
    scale: { kind: "overlap" },
    toScale: (jaccard) => (2 * jaccard) / (1 + jaccard),
    fromScale: (dice) => dice / (2 - dice),
  }),
  "mean-size": distance,
  "root-mean-square": distance,
  // The largest distance depends on how many points a surface has.
  "percentile-size": (percentile) => (percentile < 100 ? distance() : null),
  "share-within": (toleranceMm) => ({
    scale: { kind: "share-within", toleranceMm },
    toScale: same,
    fromScale: same,
  }),
};

/** Distances of every kind are held to grow with a shared bias as their mean does, which is the fastest of them. */
function distance(): ScaledMetric {
  return { scale: { kind: "distance" }, toScale: same, fromScale: same };
}

/** Null for a metric that the noise model says nothing of. */
export function scaledMetric({ definition, parameter = Number.NaN }: MetricTraits): ScaledMetric | null {
  const law = definition.displacement;
  return law === undefined ? null : scales[law](parameter);
}

/** Millimetres of displacement for a unit of the scale of a label and metric; null where not known. */
export type MillimetresPerUnit = (scores: LabelScores) => number | null;

/**
 * The joint noise model of every label and metric: the labels of one metric lend each other what they say, metrics do
 * not, since they measure the same displacements. Without an entry: a metric that the model says nothing of.
 */
export function studyNoise(
  all: readonly LabelScores[],
  mmPerUnit: MillimetresPerUnit,
): ReadonlyMap<LabelScores, JointNoise | NoStatistics> {
  const found = new Map<LabelScores, JointNoise | NoStatistics>();
  for (const key of new Set(all.map(({ metric }) => metric.key))) {
    const ofMetric = all.filter(({ metric }) => metric.key === key);
    const scaled = scaledMetric(ofMetric[0].metric);
    if (scaled === null) continue;
    const results = jointNoise(ofMetric.map((scores) => structureScores(scores, scaled, mmPerUnit(scores))));
    ofMetric.forEach((scores, i) => void found.set(scores, inMetric(results[i], scaled)));
  }
  return found;
}

/** Scores by pair and by rater: means over sessions, and over the cases of a cluster. */
function structureScores(
  { tensor, independent, comparedRaters, repeatingRaters }: LabelScores,
  { scale, toScale }: ScaledMetric,
  mmPerUnit: number | null,
): StructureScores {
  const pairs = comparedRaters.flatMap((a, place) =>
    comparedRaters.slice(place + 1).flatMap((b) =>
      [...interRater(tensor, [a, b], independent, toScale).byCase].map(([unit, value]) => ({
        case: unit,
        a,
        b,
        value,
      })),
    ),
  );
  const repeats = repeatingRaters.flatMap((rater) =>
    [...intraRater(tensor, [rater], toScale).byCase].map(([unit, value]) => ({ case: unit, rater, value })),
  );
  return { scale, pairs, repeats, mmPerUnit };
}

function inMetric(result: JointNoise | NoStatistics, { fromScale }: ScaledMetric): JointNoise | NoStatistics {
  if ("reason" in result) return result;
  const carried = ({ low, high }: Interval): Interval => ({ low: fromScale(low!), high: fromScale(high!) });
  return {
    ...result,
    randomRaters: carried(result.randomRaters),
    fixedRaters: carried(result.fixedRaters),
  };
}
