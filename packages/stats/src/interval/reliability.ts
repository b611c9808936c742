import { mean } from "../inference/descriptive.ts";
import { type CaseSeries, type CaseTransform, caseSeries, caseValues } from "../scores/case-series.ts";
import type { PairTensor } from "../scores/tensor.ts";

/** Tells if two raters annotated independently; a corrected copy and its original did not. */
export type Independence = (k: string, l: string) => boolean;

const always: Independence = () => true;

/**
 * inter_i: mean over unordered pairs of different raters, each the mean over their sessions
 * (docs/methods/agreement.md). Pairs that are not independent are left out.
 */
export function interRater(
  tensor: PairTensor,
  raters: readonly string[],
  independent: Independence = always,
  transform?: CaseTransform,
): CaseSeries {
  const pairs = raters.flatMap((k, index) => raters.slice(index + 1).map((l) => [k, l] as const));
  return caseSeries(
    tensor,
    pairs.filter(([k, l]) => independent(k, l)),
    transform,
  );
}

/**
 * intra_i: mean over raters with at least two sessions, each the mean over session pairs (docs/methods/agreement.md).
 */
export function intraRater(
  tensor: PairTensor,
  raters: readonly string[],
  transform?: CaseTransform,
): CaseSeries {
  return caseSeries(
    tensor,
    raters.map((rater) => [rater, rater] as const),
    transform,
  );
}

/** inter|r per case: rater `r` against each other rater. Bound for a model that is judged against r alone. */
export function interRaterOf(
  tensor: PairTensor,
  raters: readonly string[],
  r: string,
  independent: Independence = always,
): CaseSeries {
  return caseSeries(
    tensor,
    raters.filter((rater) => rater !== r && independent(r, rater)).map((rater) => [r, rater] as const),
  );
}

/** intra|r per case: rater `r` against the own repeats. Bound for a model that is judged against r alone. */
export function intraRaterOf(tensor: PairTensor, r: string): CaseSeries {
  return caseSeries(tensor, [[r, r]]);
}

/** Model against each of the raters, mean over raters per case. */
export function modelAgainstRaters(tensor: PairTensor, model: string, raters: readonly string[]): CaseSeries {
  return caseSeries(
    tensor,
    raters.map((rater) => [model, rater] as const),
  );
}

/** Mean over cases of the agreement of two raters; of one rater, of the agreement with the own repeats. */
export function pairMean(
  tensor: PairTensor,
  first: string,
  second: string,
): { readonly value: number | null; readonly n: number } {
  const series = first === second ? intraRater(tensor, [first]) : interRater(tensor, [first, second]);
  const values = caseValues(series);
  return { value: values.length > 0 ? mean(values) : null, n: values.length };
}
