import { ownValue } from "@pgt/metrics";
import { kendallTauB } from "../inference/correlation.ts";
import { mean } from "../inference/descriptive.ts";

/** A ranking of the same task against one reference. */
export interface ReferenceRanks {
  readonly reference: string;
  readonly cases: number;
  readonly ranks: Readonly<Record<string, number>>;
}

/** Ranks of one algorithm over several references. */
export interface RankDistribution {
  readonly algorithm: string;
  readonly best: number;
  readonly worst: number;
  readonly mean: number;
  /** References that rank it first, of `references`. */
  readonly first: number;
  readonly references: number;
}

/**
 * Dependence of a ranking on whose annotation is the reference: a derivation of this project (docs/methods/ranking.md).
 */
export interface ReferenceDependence {
  readonly byReference: readonly ReferenceRanks[];
  readonly algorithms: readonly RankDistribution[];
  /** Kendall's tau-b between the rankings by two references, over the algorithms that both rank. */
  readonly taus: readonly { readonly first: string; readonly second: string; readonly tau: number | null }[];
}

export function referenceDependence(
  algorithms: readonly string[],
  byReference: readonly ReferenceRanks[],
): ReferenceDependence {
  return {
    byReference,
    algorithms: algorithms.flatMap((algorithm) => {
      const ranks = byReference.flatMap((one) => ownValue(one.ranks, algorithm) ?? []);
      if (ranks.length === 0) return [];
      return {
        algorithm,
        best: Math.min(...ranks),
        worst: Math.max(...ranks),
        mean: mean(ranks),
        first: ranks.filter((rank) => rank === 1).length,
        references: ranks.length,
      };
    }),
    taus: byReference.flatMap((first, at) =>
      byReference.slice(at + 1).map((second) => {
        const both = algorithms.filter((name) =>
          [first, second].every(({ ranks }) => Object.hasOwn(ranks, name)),
        );
        const tau = kendallTauB(
          both.map((name) => first.ranks[name]),
          both.map((name) => second.ranks[name]),
        );
        return { first: first.reference, second: second.reference, tau };
      }),
    ),
  };
}
