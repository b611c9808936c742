import type { OptionKeys } from "@pgt/metrics";
import { type OutputOptions, outputOptionKeys, type RunOptions, runOptionKeys } from "@pgt/runner";
import type { FolderLayout } from "@pgt/study";
import type { GivenLabels } from "../labels/given-labels.ts";

/**
 * Treatment of a case of the reference that the prediction has no mask of: `error` names it as failed and leaves it out
 * of means, which count it; `ignore` leaves it out altogether, with a note; `worst` puts the worst value of each metric
 * into the mean of every structure that the reference has in it (for a distance that of `worstCase`).
 */
export const missingPredictionRules = ["error", "ignore", "worst"] as const;
export type MissingPrediction = (typeof missingPredictionRules)[number];

/** Options of `comparePaths`. Ids of `maps` and `names` are `reference` and `prediction`. */
export interface CompareOptions extends RunOptions, OutputOptions, GivenLabels {
  readonly layout?: FolderLayout;
  /**
   * Given: the reference is to be found in a study, whose manifest stands in place of its path. `consensus:METHOD` fuses
   * the raters by a method of `consensus`; else the id of a set. The prediction can be the id of a set, too; a rater is
   * compared with the consensus of the others.
   */
  readonly reference?: string;
  /** Default `error`. */
  readonly missingPrediction?: MissingPrediction;
}

export const compareOptionKeys: OptionKeys<CompareOptions> = {
  ...runOptionKeys,
  ...outputOptionKeys,
  maps: true,
  names: true,
  layout: true,
  reference: true,
  missingPrediction: true,
};
