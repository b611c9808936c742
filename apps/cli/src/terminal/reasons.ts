import type { Reason } from "@pgt/metrics";

/** Reasons why there is no value, in words. */
export const reasonWords: Readonly<Record<Reason, string>> = {
  BOTH_EMPTY: "both masks are empty",
  REF_EMPTY: "the reference mask is empty",
  PRED_EMPTY: "missed: the prediction mask is empty",
  UNDEFINED_0_0: "the formula is 0/0",
  NOT_ANNOTATED: "not annotated",
  NOT_IN_LABELSET: "not in the label set",
  NO_REFERENCE: "the reference has no mask of the case",
  NO_PREDICTION: "the prediction has no mask of the case",
  FAILED: "the comparison failed",
};
