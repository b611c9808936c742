import { mean } from "../inference/descriptive.ts";
import { meanInterval } from "../inference/interval.ts";
import type { Interval } from "../inference/interval-options.ts";
import { caseValues } from "../scores/case-series.ts";
import type { LabelScores } from "../scores/label-scores.ts";
import { agreementRange } from "../scores/metric-traits.ts";
import type { StudyScores } from "../scores/study-scores.ts";
import { inclusiveAgreement, leaveOneOut } from "./consensus.ts";

/** Agreement of raters with consensus masks: the noise ceilings of Nili et al. 2014 (docs/methods/agreement.md). */
export interface ConsensusAgreement {
  readonly label: number;
  readonly name: string;
  readonly metric: string;
  /** Each rater against the consensus of the others: the bound for a consensus reference. */
  readonly leaveOneOut: (Interval & { readonly estimate: number; readonly n: number }) | null;
  /** Each rater against the consensus of all: optimistic, since the rater is in it. Never a bound. */
  readonly inclusive: (Interval & { readonly estimate: number; readonly n: number }) | null;
}

/** One per label and metric; empty without consensus masks. Intervals are of these raters. */
export function consensusAgreement(study: StudyScores, scores: readonly LabelScores[]): ConsensusAgreement[] {
  const { consensus = [], raters, interval } = study;
  if (consensus.length === 0) return [];
  return scores.map(({ label, name, metric, tensor }) => {
    const summary = (values: readonly number[]) =>
      values.length === 0
        ? null
        : {
            estimate: mean(values),
            ...meanInterval(values, agreementRange(metric), interval),
            n: values.length,
          };
    return {
      label,
      name,
      metric: metric.key,
      leaveOneOut: summary(caseValues(leaveOneOut(tensor, consensus))),
      inclusive: summary(caseValues(inclusiveAgreement(tensor, consensus, raters))),
    };
  });
}
