import { quantile } from "../../inference/descriptive.ts";

/** Interpolated cut points carry rounding in the last digits. */
const slack = 1e-9;

/**
 * Classes 1 to 5 of the values of one column: 1 + the number of cut points below the value, the cut points being its
 * type-7 quantiles at 20, 40, 60 and 80 %; a value equal to a cut point goes to the lower class
 * (docs/methods/worth.md). Null stays null.
 */
export function quintileClasses(values: readonly (number | null)[]): (number | null)[] {
  const defined = values.filter((value) => value !== null);
  const cuts = [0.2, 0.4, 0.6, 0.8].map((probability) => quantile(defined, probability));
  return values.map((value) =>
    value === null
      ? null
      : 1 + cuts.filter((cut) => cut < value - slack * Math.max(1, Math.abs(value))).length,
  );
}
