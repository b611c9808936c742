import { describe, expect, it } from "vitest";
import { InternalError } from "../src/errors.ts";
import { evaluate } from "../src/evaluate.ts";
import type { Measurement } from "../src/measurement.ts";
import { parseMetric } from "../src/parse-metric.ts";
import { resolveConvention } from "../src/resolve-convention.ts";
import { countsOf, directed } from "./measurements.ts";

/** Reference: 3 elements; prediction: 2. Sums by hand: W 4 and 4, Σwd 5 and 12, Σwd² 9 and 38. */
const measurement: Measurement = {
  counts: countsOf(10, 5, 5, 80),
  centroids: { referenceMm: [1, 2, 3], predictionMm: [3, 5, 9] },
  surface: {
    referenceToPrediction: directed(
      [
        [0, 1],
        [1, 1],
        [2, 2],
      ],
      [1, 2],
      new Map([[95, 1.9]]),
    ),
    predictionToReference: directed(
      [
        [2, 1],
        [10 / 3, 3],
      ],
      [1, 2],
      new Map([[95, 3.2]]),
    ),
    pooledPercentilesMm: new Map([[95, 2.8]]),
  },
  bands: new Map([
    [1, { intersection: 1, union: 4 }],
    [2, { intersection: 6, union: 8 }],
  ]),
};

const score = (metric: string, percentile: "inverse-ecdf" | "linear" | "pooled-linear" = "inverse-ecdf") =>
  evaluate(parseMetric(metric), measurement, resolveConvention({ percentile })).value;

describe("boundary metrics of a hand-made measurement", () => {
  it.each([
    ["hd", 10 / 3],
    ["hd95", 3.2],
    ["assd", (5 + 12) / 8],
    ["masd", (5 / 4 + 12 / 4) / 2],
    ["rmsd", Math.sqrt((9 + 4 + 100 / 3) / 8)],
    ["nsd@1", 2 / 8],
    ["nsd@2", 5 / 8],
    ["overlap_A@1", 2 / 4],
    ["overlap_A@2", 1],
    ["overlap_B@1", 0],
    ["overlap_B@2", 1 / 4],
    ["biou@1", 0.25],
    ["biou@2", 0.75],
    ["com_dist", 7],
  ])("%s = %d", (metric, expected) => expect(score(metric)).toBeCloseTo(expected, 12));

  it.each(["referenceToPrediction", "predictionToReference"] as const)(
    "hd is undefined where no element of one surface is measured: %s",
    (way) => {
      const without = { ...measurement.surface!, [way]: directed([]) };
      const { value } = evaluate(
        parseMetric("hd"),
        { ...measurement, surface: without },
        resolveConvention({}),
      );
      expect(value).toBeNull();
    },
  );

  it("assd pools the surfaces, masd does not: they differ as soon as the surfaces differ in size", () => {
    const uneven: Measurement = {
      counts: measurement.counts,
      surface: {
        referenceToPrediction: directed([[1, 9]]),
        predictionToReference: directed([[3, 1]]),
        pooledPercentilesMm: new Map(),
      },
    };
    expect(evaluate(parseMetric("assd"), uneven, resolveConvention()).value).toBeCloseTo(1.2, 12);
    expect(evaluate(parseMetric("masd"), uneven, resolveConvention()).value).toBe(2);
  });

  it("hd95 takes the pooled list only if the convention says so; hd is the maximum in all", () => {
    expect(score("hd95", "linear")).toBe(3.2);
    expect(score("hd95", "pooled-linear")).toBe(2.8);
    expect(score("hd", "pooled-linear")).toBeCloseTo(10 / 3, 15);
  });

  it("masks whose surface is all ignored: undefined, not a distance of 0", () => {
    const none = directed([], [1], new Map([[95, 0]]));
    const ignored: Measurement = {
      counts: measurement.counts,
      surface: { referenceToPrediction: none, predictionToReference: none, pooledPercentilesMm: new Map() },
    };
    for (const metric of ["hd", "hd95", "assd", "masd", "rmsd", "nsd@1", "overlap_A@1", "overlap_B@1"])
      expect(evaluate(parseMetric(metric), ignored, resolveConvention())).toEqual({
        value: null,
        reason: "UNDEFINED_0_0",
      });
  });

  it("identical surfaces: distances 0, shares 1", () => {
    const same = directed([[0, 2]], [0], new Map([[95, 0]]));
    const identical: Measurement = {
      counts: countsOf(8, 0, 0, 19),
      surface: { referenceToPrediction: same, predictionToReference: same, pooledPercentilesMm: new Map() },
    };
    for (const metric of ["hd", "hd95", "assd", "masd", "rmsd"])
      expect(evaluate(parseMetric(metric), identical, resolveConvention()).value).toBe(0);
    for (const metric of ["nsd@0", "overlap_A@0", "overlap_B@0"])
      expect(evaluate(parseMetric(metric), identical, resolveConvention()).value).toBe(1);
  });

  it.each(["hd90", "nsd@3", "overlap_A@3", "overlap_B@3", "biou@3"])(
    "%s was not measured: an internal fault, not a wrong value",
    (metric) => {
      expect(() => score(metric)).toThrow(InternalError);
    },
  );

  it.each(["hd", "assd", "masd", "rmsd", "nsd@1", "overlap_A@1", "overlap_B@1", "biou@1", "com_dist"])(
    "%s without its measurement: an internal fault",
    (metric) => {
      const countsOnly: Measurement = { counts: measurement.counts };
      expect(() => evaluate(parseMetric(metric), countsOnly, resolveConvention())).toThrow(/not measured/);
    },
  );
});
