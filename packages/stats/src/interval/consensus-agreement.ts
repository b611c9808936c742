import { mean } from "../inference/descriptive.ts";
import { meanInterval } from "../inference/interval.ts";
import type { Interval, IntervalOptions } from "../inference/interval-options.ts";
import { type CaseSeries, caseSeries, caseValues } from "../scores/case-series.ts";
import type { LabelScores } from "../scores/label-scores.ts";
import { agreementRange, type MetricTraits } from "../scores/metric-traits.ts";
import { type Consensus, consensusReferences, type StudyScores } from "../scores/study-scores.ts";
import { inclusiveAgreement, leaveOneOut } from "./consensus.ts";

/** Mean agreement over cases; the interval is of these raters. */
export type MeanAgreement = Interval & { readonly estimate: number; readonly n: number };

/** Agreement of a rater with consensus masks. */
export interface RaterWithConsensus {
  readonly rater: string;
  /** With the consensus of the others. */
  readonly leaveOneOut: MeanAgreement | null;
  /** With the consensus of all, if it was compared: optimistic, since the rater is in it. */
  readonly inclusive: MeanAgreement | null;
}

/** Agreement of raters with consensus masks: the noise ceilings of Nili et al. 2014 (docs/methods/agreement.md). */
export interface ConsensusAgreement {
  readonly reference: string;
  readonly label: number;
  readonly name: string;
  readonly metric: string;
  readonly unit: string;
  /** Each rater against the consensus of the others: the bound for a consensus reference. */
  readonly leaveOneOut: MeanAgreement | null;
  /** Each rater against the consensus of all: optimistic, since the rater is in it. Never a bound. */
  readonly inclusive: MeanAgreement | null;
  readonly raters: readonly RaterWithConsensus[];
  /** Each model against the consensus of all. */
  readonly models: readonly { readonly model: string; readonly ofAll: MeanAgreement | null }[];
}

/** One per reference, label and metric; empty without consensus masks. Intervals are of these raters. */
export function consensusAgreement(study: StudyScores, scores: readonly LabelScores[]): ConsensusAgreement[] {
  return [...consensusReferences(study)].flatMap(([reference, consensus]) =>
    scores.map((entry) => ({ reference, ...agreementWith(consensus, study, entry) })),
  );
}

function agreementWith(
  consensus: readonly Consensus[],
  { raters, models = [], interval = {} }: StudyScores,
  { label, name, metric, tensor }: LabelScores,
): Omit<ConsensusAgreement, "reference"> {
  const summary = (series: CaseSeries) => meanAgreement(series, metric, interval);
  const ofAll = consensus.filter(({ without }) => without === undefined);
  return {
    label,
    name,
    metric: metric.key,
    unit: metric.definition.unit,
    leaveOneOut: summary(leaveOneOut(tensor, consensus)),
    inclusive: summary(inclusiveAgreement(tensor, consensus, raters)),
    raters: raters.map((rater) => ({
      rater,
      leaveOneOut: summary(
        leaveOneOut(
          tensor,
          consensus.filter(({ without }) => without === rater),
        ),
      ),
      inclusive: summary(inclusiveAgreement(tensor, consensus, [rater])),
    })),
    models: models.map((model) => ({
      model,
      ofAll: summary(
        caseSeries(
          tensor,
          ofAll.map(({ id }) => [model, id] as const),
        ),
      ),
    })),
  };
}

function meanAgreement(
  series: CaseSeries,
  metric: MetricTraits,
  options: IntervalOptions,
): MeanAgreement | null {
  const values = caseValues(series);
  if (values.length === 0) return null;
  return {
    estimate: mean(values),
    ...meanInterval(values, agreementRange(metric), options),
    n: values.length,
  };
}
