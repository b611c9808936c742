import type { Boundary, Measurement } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import {
  knownCases,
  knownPercentiles,
  printedDigits,
  surfelAreaSums,
  surfelFingerprint,
} from "../golden/known-masks.ts";
import { surfelAreaMm2 } from "./marching-cubes.ts";
import { measureByDefinition, type OracleRequest } from "./measure.ts";
import { boundaryScores } from "./scores.ts";

const sixDigits = 6;

function request(boundary: Boundary): OracleRequest {
  return {
    labels: null,
    needs: new Set(["counts", "surface", "bands"]),
    boundary,
    percentileMethod: "inverse-ecdf",
    percentiles: [95],
    tolerancesMm: [0.5, 1, 2],
    toleranceSlack: 0,
    bandDepthsVoxels: [1, 2],
  };
}

describe("surfel areas by marching cubes (docs/methods/reference-values.md)", () => {
  it.each(Object.entries(surfelFingerprint))(
    "code %s has area %d, and so has its complement",
    (code, area) => {
      expect(surfelAreaMm2(Number(code), [1, 1, 1])).toBeCloseTo(area, sixDigits);
      expect(surfelAreaMm2(255 - Number(code), [1, 1, 1])).toBeCloseTo(area, sixDigits);
    },
  );

  it.each(surfelAreaSums)("all codes at spacing $spacingMm sum to $sumMm2", ({ spacingMm, sumMm2 }) => {
    const areas = Array.from({ length: 256 }, (_, code) => surfelAreaMm2(code, spacingMm));
    expect(areas.reduce((sum, area) => sum + area)).toBeCloseTo(sumMm2, sixDigits);
  });

  it("there are as many distinct areas at unit spacing as printed", () => {
    const areas = Array.from({ length: 256 }, (_, code) => surfelAreaMm2(code, [1, 1, 1]).toFixed(6));
    const printed = Object.values(surfelFingerprint).map((area) => area.toFixed(6));
    expect(new Set(areas)).toEqual(new Set([...printed, "0.000000"]));
  });
});

describe.each(knownCases)(
  "oracle on masks of docs/methods/reference-values.md, $name",
  ({ reference, prediction, overlap, surfaces }) => {
    it.each(Object.entries(surfaces))("%s", (boundary, { areas, values }) => {
      const [{ measurement }] = measureByDefinition({ reference, prediction }, request(boundary as Boundary));
      const { referenceToPrediction, predictionToReference } = measurement.surface!;
      expect(referenceToPrediction.areaMm2).toBeCloseTo(areas[0], sixDigits);
      expect(predictionToReference.areaMm2).toBeCloseTo(areas[1], sixDigits);
      for (const [metric, value] of Object.entries(values)) {
        expect(boundaryScore(measurement, metric), metric).toBeCloseTo(value, printedDigits(value));
      }
    });

    it("overlap and boundary bands", () => {
      const [{ measurement }] = measureByDefinition({ reference, prediction }, request("border6"));
      const { truePositive, falsePositive, falseNegative } = measurement.counts;
      const dice = (2 * truePositive) / (2 * truePositive + falsePositive + falseNegative);
      expect(dice).toBeCloseTo(overlap.dice, sixDigits);
      for (const depth of [1, 2]) {
        const band = measurement.bands!.get(depth)!;
        const printed = overlap[`biou@${depth}`];
        if (printed !== undefined) expect(band.intersection / band.union).toBeCloseTo(printed, sixDigits);
      }
    });
  },
);

describe("three percentiles of one list (docs/methods/metrics.md, case C)", () => {
  const [, , caseC] = knownCases;
  it.each(Object.entries(knownPercentiles))("%s", (method, valueMm) => {
    const percentileMethod = method as keyof typeof knownPercentiles;
    const [{ measurement }] = measureByDefinition(caseC, { ...request("border6"), percentileMethod });
    const surface = measurement.surface!;
    const hd95 =
      percentileMethod === "pooled-linear"
        ? surface.pooledPercentilesMm.get(95)
        : boundaryScores(surface).hdPercentile(95);
    expect(hd95).toBeCloseTo(valueMm, sixDigits);
  });
});

function boundaryScore({ surface }: Measurement, metric: string): number {
  const scores = boundaryScores(surface!);
  const [id, parameter] = metric.split("@");
  if (id === "nsd") return scores.nsd(Number(parameter));
  if (id === "hd95") return scores.hdPercentile(95);
  return scores[id as "hd" | "assd" | "masd"];
}
