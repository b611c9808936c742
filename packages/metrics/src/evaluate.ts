import type { Convention } from "./convention.ts";
import { emptiesOf } from "./empties.ts";
import type { Counts, Measurement } from "./measurement.ts";
import type { EmptySituations, EmptyValue, MetricRequest, MetricValue } from "./metric.ts";
import type { Reason } from "./rows.ts";

type Situation = keyof EmptySituations;

const emptyReasons: { readonly [S in Situation]: Reason } = {
  both: "BOTH_EMPTY",
  reference: "REF_EMPTY",
  prediction: "PRED_EMPTY",
};

/**
 * A metric's value of a measured pair: by the convention's rule if a mask is empty, else by the formula.
 * The value is finite, or null with a reason; `toolValue` is what the convention's tool, or the formula, gives there.
 *
 * @throws InternalError if the measurement lacks what the metric needs (see `planNeeds`).
 */
export function evaluate(
  request: MetricRequest,
  measurement: Measurement,
  convention: Convention,
): MetricValue {
  const { definition, parameter } = request;
  const empties = emptiesOf(definition, convention.empties, parameter);
  const empty = emptySituation(measurement.counts);
  if (empty && empties[empty] !== "formula") return toMetricValue(empties[empty], emptyReasons[empty]);

  const value = definition.reduce(measurement, parameter, convention);
  if (Number.isFinite(value)) return { value, reason: null };
  if (!Number.isNaN(value)) return { value: null, reason: "UNDEFINED_0_0", toolValue: "Infinity" };
  const filled = filledSituation(measurement.counts);
  return toMetricValue((filled && empties.filled?.[filled]) ?? null, "UNDEFINED_0_0");
}

function toMetricValue(given: EmptyValue, reason: Reason): MetricValue {
  if (typeof given === "number") return { value: given, reason: null };
  if (given === null || given === "formula") return { value: null, reason };
  return { value: null, reason, toolValue: given.toolValue };
}

function emptySituation({ truePositive, falsePositive, falseNegative }: Counts): Situation | null {
  return whichOf(truePositive + falseNegative === 0, truePositive + falsePositive === 0);
}

function filledSituation({ trueNegative, falsePositive, falseNegative }: Counts): Situation | null {
  return whichOf(trueNegative + falsePositive === 0, trueNegative + falseNegative === 0);
}

function whichOf(reference: boolean, prediction: boolean): Situation | null {
  if (reference && prediction) return "both";
  if (reference) return "reference";
  return prediction ? "prediction" : null;
}
