import { mean } from "./descriptive.ts";
import { type PairTensor, pairKey } from "./tensor.ts";

/** One number per case, with what it rests on. Cases are the sampling unit of every interval. */
export interface CaseSeries {
  /** Cases with a value, ascending by id. */
  readonly byCase: ReadonlyMap<string, number>;
  /** Entity pairs (repeats: entities) that gave a value in some case. */
  readonly pairs: number;
  /** Annotation pairs that were compared, and how many of them gave a value. */
  readonly comparisons: { readonly used: number; readonly expected: number };
  /** How many of the used comparisons are the worst-case value. */
  readonly substituted: number;
  /** Undefined comparisons by reason; those substituted are counted here too. */
  readonly undefined: Readonly<Record<string, number>>;
}

/**
 * Per case: mean over the given entity pairs of the mean over their session pairs (METHODS 3.1). What is
 * undefined is left out on its level and counted.
 */
export function caseSeries(
  tensor: PairTensor,
  entityPairs: readonly (readonly [string, string])[],
): CaseSeries {
  const keys = entityPairs.map(([k, l]) => pairKey(k, l));
  const byCase = new Map<string, number>();
  const contributing = new Set<string>();
  const reasons: Record<string, number> = {};
  let used = 0;
  let expected = 0;
  let substituted = 0;
  for (const { case: caseId, pairs } of tensor) {
    const pairMeans: number[] = [];
    for (const key of keys) {
      const values: number[] = [];
      for (const { value, reason, substituted: isWorstCase } of pairs.get(key) ?? []) {
        expected++;
        if (reason !== null) reasons[reason] = (reasons[reason] ?? 0) + 1;
        if (isWorstCase) substituted++;
        if (value !== null) values.push(value);
      }
      used += values.length;
      if (values.length === 0) continue;
      pairMeans.push(mean(values));
      contributing.add(key);
    }
    if (pairMeans.length > 0) byCase.set(caseId, mean(pairMeans));
  }
  return {
    byCase,
    pairs: contributing.size,
    comparisons: { used, expected },
    substituted,
    undefined: reasons,
  };
}

/** Means of the cases, in order of case ids. */
export function caseValues(series: CaseSeries): number[] {
  return [...series.byCase.values()];
}
