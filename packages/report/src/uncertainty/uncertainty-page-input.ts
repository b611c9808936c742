import type { Note, ScoreRow } from "@pgt/metrics";
import type { ReliabilityBin, UncertaintySummaryRow } from "@pgt/stats";

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
  readonly summary: readonly UncertaintySummaryRow[];
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
