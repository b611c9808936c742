import type { MaskRow, Note, ScoreRow } from "@pgt/metrics";
import type { Settings } from "@pgt/runner";
import type { SummaryRow } from "@pgt/stats";
import type { CaseFailure } from "@pgt/study";

export interface Comparison {
  readonly settings: Settings;
  readonly rows: readonly ScoreRow[];
  /** Size of every structure in every mask. */
  readonly masks: readonly MaskRow[];
  readonly summary: readonly SummaryRow[];
  /** Cases without values, each named; the others are complete. */
  readonly failures: readonly CaseFailure[];
  /** Oddities that did not prevent a value. */
  readonly warnings: readonly Note[];
  /** Names of the files written to `out`; absent if none were. */
  readonly files?: readonly string[];
}
