import { type CaseSeries, caseSeries } from "../scores/case-series.ts";
import type { Consensus } from "../scores/study-scores.ts";
import type { PairTensor } from "../scores/tensor.ts";

/**
 * Leave-one-out agreement: mean over raters k of k against the consensus of the others (docs/methods/agreement.md).
 * The bound for a consensus reference; not comparable with agreement of pairs, since a consensus is less noisy than a
 * rater.
 */
export function leaveOneOut(tensor: PairTensor, consensus: readonly Consensus[]): CaseSeries {
  return caseSeries(
    tensor,
    consensus.flatMap(({ id, without }) => (without === undefined ? [] : [[without, id] as const])),
  );
}

/**
 * Raters against the consensus that includes them: the upper noise ceiling of Nili et al. 2014. Optimistic, and never
 * a bound.
 */
export function inclusiveAgreement(
  tensor: PairTensor,
  consensus: readonly Consensus[],
  raters: readonly string[],
): CaseSeries {
  const inclusive = consensus.filter(({ without }) => without === undefined);
  return caseSeries(
    tensor,
    inclusive.flatMap(({ id }) => raters.map((rater) => [rater, id] as const)),
  );
}

/**
 * A model against the same leave-one-out consensuses that the raters are held against; where it has no score with
 * them, against the consensus of all.
 */
export function modelAgainstConsensus(
  tensor: PairTensor,
  model: string,
  consensus: readonly Consensus[],
): CaseSeries {
  const against = (some: readonly Consensus[]) =>
    caseSeries(
      tensor,
      some.map(({ id }) => [model, id] as const),
    );
  const leftOut = against(consensus.filter(({ without }) => without !== undefined));
  return leftOut.byCase.size > 0
    ? leftOut
    : against(consensus.filter(({ without }) => without === undefined));
}
