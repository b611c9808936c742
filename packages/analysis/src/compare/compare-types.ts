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
  /** Default `error`. */
  readonly missingPrediction?: MissingPrediction;
}

export const compareOptionKeys: OptionKeys<CompareOptions> = {
  ...runOptionKeys,
  ...outputOptionKeys,
  maps: true,
  names: true,
  layout: true,
  missingPrediction: true,
};
