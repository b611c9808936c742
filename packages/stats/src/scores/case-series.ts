import { mean } from "../inference/descriptive.ts";
import { type PairTensor, pairKey } from "./tensor.ts";

/**
 * One number per sampling unit of every interval, with what it rests on. The unit is the case; if the tensor has
 * clusters (patients), it is the cluster, whose value is the mean over its cases, and "case" is to be read so.
 */
export interface CaseSeries {
  /** Cases with a value, ascending by id. */
  readonly byCase: ReadonlyMap<string, number>;
  /** Entity pairs (repeats: entities) that gave a value in some case. */
  readonly pairs: number;
  /** Annotation pairs that were compared, and how many of them gave a value. */
  readonly comparisons: { readonly used: number; readonly expected: number };
  /** Number of the used comparisons that are the worst-case value. */
  readonly substituted: number;
  /** Undefined comparisons by reason; those substituted are counted here too. */
  readonly undefined: Readonly<Record<string, number>>;
}

/** A case's value on another scale; null leaves the case out. */
export type CaseTransform = (value: number, caseId: string) => number | null;

/**
 * Per case: mean over the given entity pairs of the mean over their session pairs (docs/methods/agreement.md). What
 * is undefined is left out on its level and counted. `transform` is applied to cases, before the mean over a cluster.
 */
export function caseSeries(
  tensor: PairTensor,
  entityPairs: readonly (readonly [string, string])[],
  transform: CaseTransform = (value) => value,
): CaseSeries {
  const keys = entityPairs.map(([k, l]) => pairKey(k, l));
  const byUnit = new Map<string, number[]>();
  const contributing = new Set<string>();
  const reasons: Record<string, number> = {};
  let used = 0;
  let expected = 0;
  let substituted = 0;
  for (const { case: caseId, cluster = caseId, pairs } of tensor) {
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
    const value = pairMeans.length > 0 ? transform(mean(pairMeans), caseId) : null;
    if (value !== null) append(byUnit, cluster, value);
  }
  return {
    byCase: new Map(inOrder(byUnit).map(([unit, values]) => [unit, mean(values)])),
    pairs: contributing.size,
    comparisons: { used, expected },
    substituted,
    undefined: reasons,
  };
}

function append(groups: Map<string, number[]>, key: string, value: number): void {
  const group = groups.get(key);
  if (group) group.push(value);
  else groups.set(key, [value]);
}

function inOrder(groups: ReadonlyMap<string, number[]>): [string, number[]][] {
  return [...groups].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

/** Means of the cases, in order of case ids. */
export function caseValues(series: CaseSeries): number[] {
  return [...series.byCase.values()];
}
