import { describe, expect, it } from "vitest";
import { evaluate } from "../src/evaluate.ts";
import { parseMetrics } from "../src/parse-metric.ts";
import { planNeeds } from "../src/plan-needs.ts";
import { registry } from "../src/registry.ts";
import { resolveConvention } from "../src/resolve-convention.ts";
import { countsOf, fullMeasurement } from "./measurements.ts";

const plan = (...metrics: string[]) => planNeeds(parseMetrics(metrics));

describe("planNeeds", () => {
  it("asks for counts only, where counts are enough", () => {
    expect(plan("dice", "fbeta@2", "voi")).toEqual({
      needs: new Set(["counts"]),
      tolerancesMm: [],
      percentiles: [],
      bandDepthsVoxels: [],
    });
  });

  it("gathers tolerances, percentiles and depths once, ascending; the maximum needs no percentile", () => {
    const all = plan(
      "nsd@2",
      "overlap_A@2",
      "overlap_B@0.5",
      "nsd@1",
      "hd99",
      "hd",
      "hd95",
      "biou@3",
      "biou@1",
      "com_dist",
    );
    expect(all).toEqual({
      needs: new Set(["counts", "surface", "bands", "centroids"]),
      tolerancesMm: [0.5, 1, 2],
      percentiles: [95, 99],
      bandDepthsVoxels: [1, 3],
    });
  });

  it("covers what every metric reads: a measurement of just the plan is enough", () => {
    for (const { id, parameter } of registry) {
      const [request] = parseMetrics([parameter && parameter.default === undefined ? `${id}@2` : id]);
      const { needs } = planNeeds([request]);
      const { counts, centroids, surface, bands } = fullMeasurement(countsOf(0, 4, 4, 92));
      const planned = {
        counts,
        ...(needs.has("centroids") && { centroids }),
        ...(needs.has("surface") && { surface }),
        ...(needs.has("bands") && { bands }),
      };
      expect(() => evaluate(request, planned, resolveConvention())).not.toThrow();
    }
  });
});
