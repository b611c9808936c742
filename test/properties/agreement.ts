import type { DirectedDistances, LabelSpec, Measurement, SurfaceMeasurement } from "@pgt/metrics";
import { expect } from "vitest";
import { measureByDefinition, type OracleRequest, type Pair } from "../oracles/measure.ts";
import type { Engine } from "./engines.ts";

type Measured = { readonly spec: LabelSpec; readonly measurement: Measurement };

/** Tolerance: only the order in which the same terms are added may differ. */
const relativeError = 1e-10;

/** Steps to either side of a percentile: a share of the area that equals it may round to either side. */
const percentileStep = 1e-9;

/** Measures a pair by the engine and by definition, and holds every number of the one against the other. */
export function expectEngineAgrees(engine: Engine, pair: Pair, request: OracleRequest): void {
  const percentiles = request.percentiles.flatMap((p) => [p, p - percentileStep, p + percentileStep]);
  const expected = measureByDefinition(pair, { ...request, percentiles });
  const actual = engine.measure(pair, request);
  expect(actual.map(({ spec }) => ids(spec))).toEqual(expected.map(({ spec }) => ids(spec)));
  actual.forEach((item, i) => {
    expectMeasurement(item, expected[i], request);
  });
}

function ids({ label, referenceIds, predictionIds }: LabelSpec) {
  return { label, referenceIds: [...referenceIds], predictionIds: [...predictionIds] };
}

function expectMeasurement(actual: Measured, expected: Measured, request: OracleRequest): void {
  const [a, e] = [actual.measurement, expected.measurement];
  const at = `label ${expected.spec.label}`;
  const { voxelVolumeMm3, ...counts } = e.counts;
  expect(a.counts, `${at}, counts`).toMatchObject(counts);
  expectClose(a.counts.voxelVolumeMm3, voxelVolumeMm3, `${at}, voxel volume`);
  if (e.centroids) {
    for (const side of ["referenceMm", "predictionMm"] as const) {
      expectPoint(a.centroids![side], e.centroids[side], `${at}, centroid ${side}`);
    }
  }
  if (e.bands) expect(plain(a.bands!), `${at}, bands`).toEqual(plain(e.bands));
  if (e.surface) expectSurface(a.surface!, e.surface, request, at);
}

function plain(bands: NonNullable<Measurement["bands"]>) {
  return [...bands].map(([depth, { intersection, union }]) => ({ depth, intersection, union }));
}

function expectPoint(actual: readonly number[] | null, expected: readonly number[] | null, at: string): void {
  if (expected === null || actual === null) expect(actual, at).toEqual(expected);
  else expected.forEach((value, axis) => void expectClose(actual[axis], value, `${at}[${axis}]`));
}

function expectSurface(
  a: SurfaceMeasurement,
  e: SurfaceMeasurement,
  request: OracleRequest,
  at: string,
): void {
  for (const way of ["referenceToPrediction", "predictionToReference"] as const) {
    expectDirected(a[way], e[way], request, `${at}, ${way}`);
  }
  if (request.percentileMethod !== "pooled-linear" || !isMeasured(e.referenceToPrediction)) return;
  for (const p of request.percentiles) {
    expectPercentile(a.pooledPercentilesMm, e.pooledPercentilesMm, p, `${at}, pooled percentile ${p}`);
  }
}

/** True if there were two surfaces to measure between. */
function isMeasured({ count, maxMm }: DirectedDistances): boolean {
  return count > 0 && !Number.isNaN(maxMm);
}

/** Holds the distances from one surface to the other against those of the oracle. */
export function expectDirected(
  a: DirectedDistances,
  e: DirectedDistances,
  request: OracleRequest,
  at: string,
): void {
  expect(a.count, `${at}, count`).toBe(e.count);
  expectClose(a.areaMm2, e.areaMm2, `${at}, area`);
  if (!isMeasured(e)) return;
  expectClose(a.weightedSumMm, e.weightedSumMm, `${at}, weighted sum`);
  expectClose(a.weightedSquareSumMm2, e.weightedSquareSumMm2, `${at}, weighted square sum`);
  expectClose(a.maxMm, e.maxMm, `${at}, max`);
  for (const tau of request.tolerancesMm) {
    expectClose(a.areaWithinMm2.get(tau)!, e.areaWithinMm2.get(tau)!, `${at}, within ${tau} mm`);
  }
  if (request.percentileMethod === "pooled-linear") return;
  for (const p of request.percentiles) {
    expectPercentile(a.percentilesMm, e.percentilesMm, p, `${at}, percentile ${p}`);
  }
}

type Percentiles = ReadonlyMap<number, number>;

function expectPercentile(actual: Percentiles, expected: Percentiles, p: number, at: string): void {
  const value = actual.get(p);
  const allowed = [p, p - percentileStep, p + percentileStep].map((q) => expected.get(q));
  const found = allowed.some(
    (mm) => mm !== undefined && value !== undefined && Math.abs(value - mm) <= relativeError * (mm + 1),
  );
  expect(found, `${at}: ${value}, expected one of ${allowed.join(", ")}`).toBe(true);
}

function expectClose(actual: number, expected: number, at: string): void {
  const error = Math.abs(actual - expected);
  expect(error <= relativeError * (1 + Math.abs(expected)), `${at}: ${actual}, expected ${expected}`).toBe(
    true,
  );
}
