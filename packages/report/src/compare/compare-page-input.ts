import type { CaseSlices, Convention, Note } from "@pgt/metrics";
import type { SummaryRow, WorstCase } from "@pgt/stats";

/** Input of a page about a comparison: the document of `pgt compare`, and the slices of its worst cases. */
export interface ComparePageInput {
  readonly title?: string;
  readonly version: string;
  readonly settings: {
    readonly convention: Convention;
    readonly metrics: readonly string[];
    readonly labels: readonly number[] | null;
    readonly worstCase: "diagonal" | "none" | number;
    readonly missingPrediction?: "error" | "ignore" | "worst";
  };
  readonly reference?: string;
  readonly prediction?: string;
  readonly summary: readonly SummaryRow[];
  readonly worst: readonly WorstCase[];
  readonly notes: readonly Note[];
  readonly failures: readonly {
    readonly case: string;
    readonly comparison: string;
    readonly message: string;
  }[];
  readonly slices?: readonly CaseSlices[];
  /** Reasons why there are no slices, or not all. */
  readonly slicesMissing?: readonly Note[];
}
