import type { Note } from "@pgt/metrics";
import type { BaseBounds, TableFinding, TableMetric, WorthStudy } from "@pgt/stats";

/** Input of a page about label quality and downstream gain: the document of `pgt worth`. */
export interface WorthPageInput extends WorthStudy {
  readonly title?: string;
  readonly version: string;
  readonly settings: {
    readonly qualityTask: string;
    readonly baseline: string | null;
    readonly referenceVersion: string | null;
    readonly relevantGainPoints: number | null;
    readonly baseBounds: readonly BaseBounds[];
    readonly seed: number;
    readonly replicates: number;
    readonly level: number;
  };
  readonly sources: readonly { readonly file: string; readonly rows: number }[];
  readonly findings: readonly (TableFinding & { readonly file: string })[];
  readonly notes: readonly Note[];
}

/** Form of a table's metric: shares in points of a hundredth. */
export function shownAs(
  input: WorthPageInput,
  metric: string,
): { factor: number; unit: string; name: string } {
  const found: TableMetric | undefined = input.metrics.find((one) => one.metric === metric);
  return {
    factor: found?.isShare ? 100 : 1,
    unit: found?.isShare ? "× 100" : (found?.unit ?? ""),
    name: found?.name ?? metric,
  };
}

export function signed(value: number | null, decimals = 2): string {
  if (value === null) return "–";
  return `${value > 0 ? "+" : ""}${value.toFixed(decimals)}`.replace("-", "−");
}

export function probability(p: number | null): string {
  if (p === null) return "–";
  return p < 0.001 ? "< 0.001" : p.toFixed(3);
}
