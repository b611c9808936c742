import type { EmptiesPolicy } from "./convention.ts";
import type { EmptySituations, EmptyValue, EmptyValues, MetricDefinition } from "./metric.ts";

/**
 * Distance that BraTS 2023 gives a structure that one of the two masks lacks, in mm: the diagonal of its image grid.
 */
export const challengeDistanceMm = 374;

export const notANumber: EmptyValue = { toolValue: "NaN" };
export const infinite: EmptyValue = { toolValue: "Infinity" };
export const raises: EmptyValue = { toolValue: "error" };

/** Values by which mask is empty, in the order of the columns of every table here: both, reference, prediction. */
export function empty(both: EmptyValue, reference: EmptyValue, prediction: EmptyValue): EmptySituations {
  return { both, reference, prediction };
}

/** The same value, whichever mask is empty. */
export function always(value: EmptyValue): EmptySituations {
  return empty(value, value, value);
}

/** Rule without a special case: the formula holds for empty masks too. */
export const byFormula: EmptySituations = always("formula");

/** The values that a policy gives to a metric; a policy that does not know the metric behaves as `mr`. */
export function emptiesOf(
  definition: MetricDefinition,
  policy: EmptiesPolicy,
  parameter: number,
): EmptyValues {
  const rule = definition.empties[policy] ?? definition.empties.mr;
  return typeof rule === "function" ? rule(parameter) : rule;
}

/** Overlaps whose denominator is a union or a sum of both masks. */
export const overlapEmpties = {
  mr: empty(null, 0, 0),
  strict: empty(null, 0, 0),
  challenge: empty(1, 0, 0),
} as const;

export const overlapReason =
  "Two empty masks are 0/0: agreement on absence is a matter of presence, not of overlap. If one mask is empty nothing overlaps: 0. Challenges reward agreement on absence with 1.";

/** Distances between two surfaces. */
export const distanceEmpties = {
  mr: always(null),
  strict: empty(null, infinite, infinite),
  challenge: empty(0, challengeDistanceMm, challengeDistanceMm),
} as const;

export const distanceReason = `No distance leads to or from nothing, so it is undefined, and a summary may put in a worst case for a structure that the prediction missed. strict takes the distance to nothing as infinite; challenge takes ${challengeDistanceMm} mm, as BraTS 2023 does.`;

/** Metrics that count background and stay defined without foreground. */
export const formulaEmpties = { mr: byFormula, strict: byFormula, challenge: byFormula } as const;

/** Agreement beyond chance: a constant mask carries no information. */
export const chanceEmpties = {
  mr: empty(null, 0, 0),
  strict: empty(null, 0, 0),
  challenge: empty(1, 0, 0),
} as const;

export const chanceReason =
  "Two constant masks leave nothing to agree on beyond chance: 0/0. If one mask is constant the formula gives exactly 0, the value of chance. Challenges reward agreement on absence with 1.";
