import { compare, type MeasureOptions } from "@pgt/core";
import type { Boundary, PercentileMethod } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { plainLabel } from "../oracles/labels.ts";
import { everything } from "../oracles/requests.ts";
import { volumeFrom } from "../oracles/volume-makers.ts";
import { freshEngine } from "../properties/engines.ts";
import {
  type KnownCase,
  knownCases,
  knownPercentiles,
  printedDigits,
  surfelAreaSums,
  surfelFingerprint,
} from "./known-masks.ts";

const engine = await freshEngine();

async function valuesOf(pair: KnownCase, metrics: readonly string[], options: MeasureOptions) {
  const { rows } = await compare(pair, { ...options, metrics });
  return new Map(rows.filter(({ label }) => label === 1).map(({ metric, value }) => [metric, value]));
}

describe.each(knownCases)("docs/methods/reference-values.md, $name", (known) => {
  it("overlap and boundary bands", async () => {
    const values = await valuesOf(known, Object.keys(known.overlap), {});
    for (const [metric, value] of Object.entries(known.overlap)) {
      expect(values.get(metric), metric).toBeCloseTo(value, printedDigits(value));
    }
  });

  it.each(Object.entries(known.surfaces))("distances by %s", async (boundary, { values: printed }) => {
    const values = await valuesOf(known, Object.keys(printed), { boundary: boundary as Boundary });
    for (const [metric, value] of Object.entries(printed)) {
      expect(values.get(metric), metric).toBeCloseTo(value, printedDigits(value));
    }
  });

  it.each(Object.entries(known.surfaces))("areas by %s", (boundary, { areas }) => {
    const [{ measurement }] = engine.measure(known, everything({ boundary: boundary as Boundary }));
    const { referenceToPrediction, predictionToReference } = measurement.surface!;
    expect(referenceToPrediction.areaMm2).toBeCloseTo(areas[0], 6);
    expect(predictionToReference.areaMm2).toBeCloseTo(areas[1], 6);
  });
});

describe("docs/methods/metrics.md, case C by border6: three percentiles of one list", () => {
  it.each(Object.entries(knownPercentiles))("%s", async (method, valueMm) => {
    const options = { boundary: "border6", percentile: method as PercentileMethod } as const;
    expect((await valuesOf(knownCases[2], ["hd95"], options)).get("hd95")).toBeCloseTo(valueMm, 6);
  });
});

describe("docs/methods/reference-values.md, the surfel areas of the engine", () => {
  it.each(Object.entries(surfelFingerprint))(
    "code %s has area %d, and so has its complement",
    (code, area) => {
      expect(areaOfCode(Number(code), [1, 1, 1])).toBeCloseTo(area, 6);
      expect(areaOfCode(255 - Number(code), [1, 1, 1])).toBeCloseTo(area, 6);
    },
  );

  it.each(surfelAreaSums)("all codes at spacing $spacingMm sum to $sumMm2", ({ spacingMm, sumMm2 }) => {
    const areas = Array.from({ length: 256 }, (_, code) => areaOfCode(code, spacingMm));
    expect(areas.reduce((sum, area) => sum + area)).toBeCloseTo(sumMm2, 6);
  });
});

/**
 * Area of one cell: the eight voxels of its code, with all voxels around them ignored, so that no other cell
 * is a surface element.
 */
function areaOfCode(code: number, spacingMm: readonly [number, number, number]): number {
  const isCell = (v: number) => v === 1 || v === 2;
  const volume = volumeFrom([4, 4, 4], spacingMm, (x, y, z) => {
    if (!isCell(x) || !isCell(y) || !isCell(z)) return 2;
    return (code & (128 >> (4 * (x - 1) + 2 * (y - 1) + (z - 1)))) === 0 ? 0 : 1;
  });
  const request = everything({ labels: [plainLabel(1)], ignoreLabel: 2, needs: new Set(["surface"]) });
  const [{ measurement }] = engine.measure({ reference: volume, prediction: volume }, request);
  return measurement.surface!.referenceToPrediction.areaMm2;
}
