import type { Boundary, LabelSpec, LabelVolume, Measurement, Need, SurfaceMeasurement } from "@pgt/metrics";
import { nearestDistances, type Statistics, summarise } from "./distances.ts";
import { type Mask, maskOf } from "./mask.ts";
import { linearPercentile } from "./percentiles.ts";
import { surfaceOf } from "./surface.ts";
import { bandOf, centroidMm, compareBands, countVoxels } from "./volumes.ts";

export interface Pair {
  readonly reference: LabelVolume;
  readonly prediction: LabelVolume;
}

export interface OracleRequest extends Statistics {
  readonly labels: readonly LabelSpec[] | null;
  readonly needs: ReadonlySet<Need>;
  readonly boundary: Boundary;
  readonly bandDepthsVoxels: readonly number[];
  readonly ignoreLabel?: number;
}

/** Slow and obvious: every definition of docs/methods/metrics.md spelled out, nothing shared between labels. */
export function measureByDefinition(
  { reference, prediction }: Pair,
  request: OracleRequest,
): { spec: LabelSpec; measurement: Measurement }[] {
  const specs = request.labels ?? labelsIn(reference, prediction, request.ignoreLabel);
  return specs.map((spec) => {
    const a = maskOf(reference, spec.referenceIds, reference, request.ignoreLabel);
    const b = maskOf(prediction, spec.predictionIds, reference, request.ignoreLabel);
    return { spec, measurement: measureMasks(a, b, request) };
  });
}

/** Every id found in either volume, ascending; background and the ignored label excepted. */
export function labelsIn(a: LabelVolume, b: LabelVolume, ignoreLabel?: number): LabelSpec[] {
  const ids = new Set([...a.data, ...b.data]);
  return [...ids]
    .filter((id) => id !== 0 && id !== ignoreLabel)
    .sort((x, y) => x - y)
    .map((label) => ({ label, name: String(label), referenceIds: [label], predictionIds: [label] }));
}

function measureMasks(a: Mask, b: Mask, request: OracleRequest): Measurement {
  const { needs, bandDepthsVoxels } = request;
  const band = (depth: number) => compareBands(bandOf(a, depth), bandOf(b, depth));
  return {
    counts: countVoxels(a, b),
    ...(needs.has("centroids") && { centroids: { referenceMm: centroidMm(a), predictionMm: centroidMm(b) } }),
    ...(needs.has("surface") && { surface: measureSurface(a, b, request) }),
    ...(needs.has("bands") && { bands: new Map(bandDepthsVoxels.map((depth) => [depth, band(depth)])) }),
  };
}

/** A surface without another to measure to keeps its elements and area; its distances are NaN. */
function measureSurface(a: Mask, b: Mask, request: OracleRequest): SurfaceMeasurement {
  const [from, to] = [surfaceOf(a, request.boundary), surfaceOf(b, request.boundary)];
  const forward = nearestDistances(from, to, a.spacingMm);
  const backward = nearestDistances(to, from, a.spacingMm);
  const pooled = [...forward, ...backward];
  return {
    referenceToPrediction: summarise(forward, request),
    predictionToReference: summarise(backward, request),
    pooledPercentilesMm: new Map(request.percentiles.map((p) => [p, linearPercentile(pooled, p)])),
  };
}
