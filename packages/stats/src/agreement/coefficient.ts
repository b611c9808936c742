/** Reason why a coefficient or an interval has no value. */
export type UndefinedReason =
  | "NO_PAIRS"
  | "ONE_RATER"
  | "ONE_CATEGORY"
  | "UNEQUAL_RATERS"
  | "SEVERAL_LABELS"
  | "EMPTY"
  | "TOO_FEW_CASES"
  | "NO_VARIANCE"
  | "NO_ERROR"
  | "RATERS_CONFOUNDED"
  | "NOT_POSITIVE"
  | "ZERO_DISTANCE"
  | "ZERO_AGREEMENT"
  | "UNDEFINED_RESAMPLES";

/** The reasons in words. */
export const undefinedReasons: Readonly<Record<UndefinedReason, string>> = {
  NO_PAIRS: "nothing was rated by two raters or more",
  ONE_RATER: "agreement needs at least two raters",
  ONE_CATEGORY: "only one category occurs, so agreement by chance is complete",
  UNEQUAL_RATERS: "the number of raters differs between units, which this coefficient does not allow",
  SEVERAL_LABELS: "defined for one label at a time",
  EMPTY: "no rater marked anything, or gave this answer",
  TOO_FEW_CASES: "too few cases",
  NO_VARIANCE: "the values do not vary",
  NO_ERROR: "raters differ by constants alone, so there is no error to compare with",
  RATERS_CONFOUNDED: "too few cases were read by several raters to tell raters from error",
  NOT_POSITIVE: "some values are not above zero, so they have no ratio",
  ZERO_DISTANCE: "a mean distance is zero, and has no reciprocal",
  ZERO_AGREEMENT: "the mean agreement among the others is zero",
  UNDEFINED_RESAMPLES: "more than one resample in twenty gives no value",
};

/** A number, or null and then `reason` says why. */
export type Defined =
  | { readonly value: number; readonly reason: null }
  | { readonly value: null; readonly reason: UndefinedReason };

/** An agreement coefficient corrected for chance, 1 - disagreement / chanceDisagreement; 1 is perfect. */
export type Coefficient = Defined & {
  /** Observed disagreement, 1 - p_a; null if nothing was rated twice. */
  readonly disagreement: number | null;
  /** Disagreement that chance alone would give, 1 - p_e. */
  readonly chanceDisagreement: number | null;
  /** Units that at least two raters rated. */
  readonly units: number;
};

export function defined(value: number): Defined {
  return { value, reason: null };
}

export function notDefined(reason: UndefinedReason): Defined & { readonly value: null } {
  return { value: null, reason };
}

/** The ratio, or null with `reason` where its denominator is zero. */
export function ratio(numerator: number, denominator: number, reason: UndefinedReason): Defined {
  return denominator === 0 ? notDefined(reason) : defined(numerator / denominator);
}

export function noCoefficient(reason: UndefinedReason, units = 0): Coefficient {
  return { ...notDefined(reason), disagreement: null, chanceDisagreement: null, units };
}

/**
 * Built from disagreements, which are sums of terms that are never negative: nothing cancels, however rare
 * disagreement is among 1e8 voxels.
 */
export function chanceCorrected(
  disagreement: number,
  chanceDisagreement: number,
  units: number,
): Coefficient {
  if (units === 0) return noCoefficient("NO_PAIRS");
  return {
    ...(chanceDisagreement > 0 ? defined(1 - disagreement / chanceDisagreement) : notDefined("ONE_CATEGORY")),
    disagreement,
    chanceDisagreement,
    units,
  };
}
