import {
  type EmptiesPolicy,
  type EmptyValue,
  emptiesOf,
  emptiesPolicies,
  type MetricRequest,
} from "@pgt/metrics";
import { beforeAll, describe, expect, it } from "vitest";
import { emptyPairs, filledPairs } from "./masks.ts";
import { reduceByDefinition } from "./registry-fields.ts";
import { metricsUnderTest, rowOf, type TestedPackage } from "./tested-package.ts";

const reasons = { both: "BOTH_EMPTY", reference: "REF_EMPTY", prediction: "PRED_EMPTY" } as const;
type Situation = keyof typeof reasons;
const situations = Object.keys(reasons) as Situation[];

/** The values for empty masks, for every policy, as each metric's record states them. */
export function describeEmptyMasks(load: () => Promise<TestedPackage>): void {
  describe.each(metricsUnderTest)("$key of empty masks", (metric) => {
    let tested: TestedPackage;
    beforeAll(async () => {
      tested = await load();
    });

    it.each(emptiesPolicies)("by policy %s", async (empties: EmptiesPolicy) => {
      for (const situation of situations) {
        const row = await rowOf(tested, emptyPairs[situation], metric.key, { empties });
        expectEmptyValue(row, expectedOf(metric, empties, situation), situation);
      }
    });

    it("a finite value, or none and a reason, whatever is empty or filled", async () => {
      for (const pair of [...filledPairs, ...Object.values(emptyPairs)]) {
        const row = await rowOf(tested, pair, metric.key);
        expect(row.value === null).toBe(row.reason !== null);
        expect(row.value === null || Number.isFinite(row.value)).toBe(true);
      }
    });
  });
}

function expectedOf(metric: MetricRequest, policy: EmptiesPolicy, situation: Situation): EmptyValue {
  const value = emptiesOf(metric.definition, policy, metric.parameter)[situation];
  return value === "formula" ? reduceByDefinition(metric, emptyPairs[situation]) : value;
}

type Row = Awaited<ReturnType<typeof rowOf>>;

function expectEmptyValue(row: Row, expected: EmptyValue, situation: Situation): void {
  if (typeof expected === "number" && Number.isFinite(expected)) {
    expect(row.value, situation).toBeCloseTo(expected, 12);
    return;
  }
  expect(row.value, situation).toBeNull();
  if (typeof expected === "number") return;
  expect(row.reason, situation).toBe(reasons[situation]);
  const toolValue = typeof expected === "object" ? expected?.toolValue : undefined;
  expect(row.toolValue, situation).toBe(toolValue);
}
