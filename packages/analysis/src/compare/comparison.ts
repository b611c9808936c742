import type { MaskRow, Note, ScoreRow } from "@pgt/metrics";
import type { Settings } from "@pgt/runner";
import type { SummaryRow, WorstCase } from "@pgt/stats";
import type { CaseFailure } from "@pgt/study";
import type { GivenLabels } from "../labels/given-labels.ts";
import type { MissingPrediction } from "./compare-types.ts";
import type { ChosenSides } from "./study-sides.ts";

/** Settings of a comparison; the rule for missing predictions is that of folders. */
export interface ComparisonSettings extends Settings {
  readonly missingPrediction?: MissingPrediction;
}

export interface Comparison {
  readonly settings: ComparisonSettings;
  readonly rows: readonly ScoreRow[];
  /** Size of every structure in every mask. */
  readonly masks: readonly MaskRow[];
  readonly summary: readonly SummaryRow[];
  /** The cases of each structure with the least similarity by the first metric, worst first. */
  readonly worst: readonly WorstCase[];
  /** Cases without values, each named; the others are complete. */
  readonly failures: readonly CaseFailure[];
  /** Oddities that did not prevent a value. */
  readonly warnings: readonly Note[];
  /** Paths that were compared, and what is given for their labels; absent for volumes and lists of pairs. */
  readonly compared?: ComparedPaths;
  /** Names of the files written to `out`; absent if none were. */
  readonly files?: readonly string[];
}

export interface ComparedPaths extends GivenLabels {
  readonly reference: string;
  readonly prediction: string;
  /** Sides of a comparison within a study; `reference` is its manifest. */
  readonly chosen?: ChosenSides;
}
