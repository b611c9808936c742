import { type Convention, type Measurement, type MetricRequest, resolveConvention } from "@pgt/metrics";
import { beforeAll, describe, expect, it } from "vitest";
import { plainLabel } from "../oracles/labels.ts";
import { measureByDefinition, type Pair } from "../oracles/measure.ts";
import { everything } from "../oracles/requests.ts";
import { box, pairs, swapped } from "./masks.ts";
import { metricsUnderTest, scoreOf, type TestedPackage } from "./tested-package.ts";

/** Identical masks, symmetry, range, direction and formula, as each metric's record states them. */
export function describeRegistry(load: () => Promise<TestedPackage>): void {
  describe.each(metricsUnderTest)("$key keeps what its record says", (metric) => {
    const { key, definition } = metric;
    let tested: TestedPackage;
    let values: number[];
    beforeAll(async () => {
      tested = await load();
      values = await Promise.all(pairs.map((pair) => scoreOf(tested, pair, key)));
    });

    it("identical masks", async () => {
      const value = await scoreOf(tested, { reference: box, prediction: box }, key);
      if (definition.identical === null) expect(value).not.toBeNaN();
      else expect(value).toBeCloseTo(definition.identical, 12);
    });

    it(definition.symmetric ? "symmetric" : "not symmetric", async () => {
      const back = await Promise.all(pairs.map((pair) => scoreOf(tested, swapped(pair), key)));
      if (definition.symmetric) back.forEach((value, i) => void expect(value).toBeCloseTo(values[i], 12));
      else expect(back).not.toEqual(values);
    });

    it("range", () => {
      const [low, high] = definition.range;
      expect(values.filter((v) => !(v >= low && v <= high))).toEqual([]);
    });

    it("direction", async () => {
      for (const [i, { reference }] of pairs.entries()) {
        const best = await scoreOf(tested, { reference, prediction: reference }, key);
        expectNotBetter(values[i], best, definition.direction);
      }
    });

    it("formula, on what the oracle measures", () => {
      for (const [i, pair] of pairs.entries()) {
        const expected = reduceByDefinition(metric, pair);
        expect(values[i]).toBeCloseTo(expected, 10);
      }
    });
  });
}

function expectNotBetter(value: number, best: number, direction: "higher" | "lower" | "zero"): void {
  const rounding = 1e-12;
  if (direction === "higher") expect(value).toBeLessThanOrEqual(best + rounding);
  if (direction === "lower") expect(value).toBeGreaterThanOrEqual(best - rounding);
  if (direction === "zero") expect(Math.abs(best)).toBeLessThanOrEqual(rounding);
}

/** The registry's own reduction of the oracle's measurement, by the default convention. */
export function reduceByDefinition({ definition, parameter }: MetricRequest, pair: Pair): number {
  const convention: Convention = resolveConvention();
  const parameters = Number.isNaN(parameter) ? [] : [parameter];
  const isDepth = definition.needs === "bands";
  const request = everything({
    labels: [plainLabel(1)],
    boundary: convention.boundary,
    percentileMethod: convention.percentile,
    toleranceSlack: convention.toleranceSlack,
    needs: new Set([definition.needs]),
    tolerancesMm: parameters,
    percentiles: parameters,
    bandDepthsVoxels: isDepth ? parameters : [],
  });
  const measurement: Measurement = measureByDefinition(pair, request)[0].measurement;
  return definition.reduce(measurement, parameter, convention);
}
