import {
  type Counts,
  evaluate,
  type MetricRequest,
  parseMetric,
  registry,
  resolveConvention,
  UsageError,
} from "@pgt/metrics";
import type { ObservedAgreement } from "@pgt/simulate";
import { interval } from "../interval/interval.ts";

/** The overlap that boundary noise is fitted to: the first metric that is proportional to mean displacement. */
export const fittedMetric: MetricRequest = parseMetric(
  registry.find(({ displacement }) => displacement === "loss-of-mean")!.id,
);

/** Inter- and intra-rater agreement of a study's labels. */
export interface ObservedLabel extends ObservedAgreement {
  readonly label: number;
  readonly name: string;
}

/** @throws UsageError if the study has no value of `fittedMetric` between raters. */
export async function observedAgreement(from: string, labels?: readonly number[]): Promise<ObservedLabel[]> {
  const { bounds } = await interval(from, { ...(labels && { labels }) });
  const found = bounds.flatMap(({ label, name, metric, inter, intra }) =>
    metric === fittedMetric.key && inter.estimate !== null
      ? [{ label, name, inter: inter.estimate, intra: intra?.estimate ?? null }]
      : [],
  );
  if (found.length > 0) return found;
  throw new UsageError(
    "E_FIT",
    `${from}: expected ${fittedMetric.key} between at least two raters to fit noise to, found none; make the run with --metrics ${fittedMetric.key}`,
  );
}

const convention = resolveConvention();

/** `fittedMetric` from the sizes of two masks and what they have in common. */
export function overlapOfCounts(first: number, second: number, common: number): number | null {
  const counts: Counts = {
    truePositive: common,
    falsePositive: second - common,
    falseNegative: first - common,
    // No overlap depends on the background.
    trueNegative: first + second + 1,
    voxelVolumeMm3: 1,
  };
  return evaluate(fittedMetric, { counts }, convention).value;
}
