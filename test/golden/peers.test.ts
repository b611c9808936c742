import { type Comparison, compare, readLabelMap } from "@pgt/core";
import type { ConventionId } from "@pgt/metrics";
import { beforeAll, describe, expect, it } from "vitest";
import { everything } from "../oracles/requests.ts";
import { freshEngine } from "../properties/engines.ts";
import {
  type GoldenComparison,
  type GoldenValue,
  goldenComparisons,
  hasSharedData,
  missingSharedData,
} from "./shared-data.ts";

/** The largest file compares 61 organs in 512 x 512 x 512 voxels. */
const timeoutMs = 600_000;

/** Texts that a peer printed for want of a finite number, and the field of a row that says the same. */
const toolValues: Readonly<Record<string, string>> = {
  inf: "Infinity",
  nan: "NaN",
  "raises RuntimeError": "error",
};

const title = "values of peers on real masks";
describe.skipIf(!hasSharedData)(hasSharedData ? title : `${title} (${missingSharedData})`, () => {
  it("are there to be compared with", () => expect(goldenComparisons()).not.toEqual([]));
});

describe.each(goldenComparisons())("$name by convention $convention", (golden) => {
  const metrics = [...new Set(golden.values.map(({ metric }) => metric))];
  const ofRegistry = metrics.filter((metric) => !metric.startsWith("_"));
  let rows: Comparison["rows"];

  beforeAll(async () => {
    const convention = golden.convention as ConventionId;
    ({ rows } = await compare(golden, { convention, metrics: ofRegistry }));
  }, timeoutMs);

  it.each(ofRegistry)("%s", (metric) => {
    for (const value of valuesOf(golden, metric)) {
      const row = rows.find((r) => r.label === value.label && r.metric === metric);
      if (value.value === null) expectUndefined(row, value);
      else expectClose(row?.value, value.value, tolerance(golden), `label ${value.label}`);
    }
  });

  if (metrics.length > ofRegistry.length) it("total areas of the surfaces", () => expectAreas(golden));
});

async function expectAreas(golden: GoldenComparison): Promise<void> {
  const [reference, prediction] = await Promise.all([golden.reference, golden.prediction].map(readLabelMap));
  const engine = await freshEngine();
  const measured = engine.measure({ reference, prediction }, everything({ needs: new Set(["surface"]) }));
  const surfaces = new Map(measured.map(({ spec, measurement }) => [spec.label, measurement.surface!]));
  for (const { label, value } of valuesOf(golden, "_areaReferenceMm2")) {
    const { areaMm2 } = surfaces.get(label)!.referenceToPrediction;
    expectClose(areaMm2, value!, tolerance(golden), `label ${label}, reference`);
  }
  for (const { label, value } of valuesOf(golden, "_areaPredictionMm2")) {
    const { areaMm2 } = surfaces.get(label)!.predictionToReference;
    expectClose(areaMm2, value!, tolerance(golden), `label ${label}, prediction`);
  }
}

function valuesOf(golden: GoldenComparison, metric: string): GoldenValue[] {
  return golden.values.filter((value) => value.metric === metric);
}

/** MONAI computes in single precision. */
function tolerance({ convention }: GoldenComparison): number {
  return convention === "monai" ? 1e-5 : 1e-9;
}

function expectClose(
  actual: number | null | undefined,
  expected: number,
  relative: number,
  at: string,
): void {
  const close = typeof actual === "number" && Math.abs(actual - expected) <= relative * Math.abs(expected);
  expect(close, `${at}: ${actual}, the peer gives ${expected}`).toBe(true);
}

function expectUndefined(row: Comparison["rows"][number] | undefined, golden: GoldenValue): void {
  const at = `label ${golden.label}`;
  expect(row?.value, at).toBeNull();
  expect(["REF_EMPTY", "PRED_EMPTY", "BOTH_EMPTY"], at).toContain(row?.reason);
  if (golden.toolValue !== null) expect(row?.toolValue, at).toBe(toolValues[golden.toolValue]);
}
