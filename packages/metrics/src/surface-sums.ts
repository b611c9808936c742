import { InternalError } from "./errors.ts";
import type { DirectedDistances, Measurement, SurfaceMeasurement } from "./measurement.ts";

/** The surface part of a measurement. A metric asks for it by `needs: "surface"`, so its absence is a fault here. */
export function surfaceOf(measurement: Measurement): SurfaceMeasurement {
  if (measurement.surface) return measurement.surface;
  throw notMeasured("surface distances");
}

/** Both directions, reference to prediction first. */
export function directionsOf(measurement: Measurement): readonly [DirectedDistances, DirectedDistances] {
  const { referenceToPrediction, predictionToReference } = surfaceOf(measurement);
  return [referenceToPrediction, predictionToReference];
}

/** Measurement for one tolerance, percentile or depth. */
export function measuredAt<Value>(
  values: ReadonlyMap<number, Value>,
  parameter: number,
  what: string,
): Value {
  const value = values.get(parameter);
  if (value === undefined) throw notMeasured(`${what} ${parameter}`);
  return value;
}

export function notMeasured(what: string): InternalError {
  return new InternalError(
    "E_NOT_MEASURED",
    `measurement: ${what} expected, but it was not measured. Measure what planNeeds lists for the metrics asked for.`,
  );
}
