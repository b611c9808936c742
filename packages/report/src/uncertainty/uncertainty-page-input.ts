import type { Note, ScoreRow } from "@pgt/metrics";

/** Metric of one map, set of samples, or the raters alone, over cases. */
export interface SummaryLine {
  readonly source: string;
  readonly label: number;
  readonly name: string;
  readonly metric: string;
  readonly unit: string;
  readonly mean: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number;
  readonly expected: number;
}

export interface ReliabilityBin {
  readonly source: string;
  readonly label: number;
  readonly name: string;
  readonly low: number;
  readonly high: number;
  readonly voxels: number;
  readonly meanProbability: number | null;
  readonly meanShare: number | null;
}

/** Input of a page about uncertainty: the document of `pgt uncertainty`. */
export interface UncertaintyPageInput {
  readonly title?: string;
  readonly version: string;
  readonly settings: { readonly region: string };
  readonly raters: readonly string[];
  readonly predictions: readonly {
    readonly id: string;
    readonly kind: string;
    readonly samples: number | null;
  }[];
  readonly cases: readonly unknown[];
  readonly rows: readonly ScoreRow[];
  readonly summary: readonly SummaryLine[];
  readonly reliability: readonly ReliabilityBin[];
  readonly notes: readonly Note[];
  readonly failures: readonly { readonly case: string; readonly message: string }[];
}

/** Structures of the result, in their order. */
export function structuresOf({
  summary,
}: UncertaintyPageInput): { readonly label: number; readonly title: string }[] {
  const names = new Map(summary.map(({ label, name }) => [label, name]));
  return [...names].map(([label, name]) => ({
    label,
    title: name === String(label) ? `label ${name}` : name,
  }));
}
