export type { DistanceRequest } from "./distances.ts";
export { createEngine, Engine, type LabelMeasurement, type MeasureRequest, type VolumePair } from "./engine.ts";
export { trianglesOf, surfelAreasMm2, contourLengthsMm } from "./surfel-area.ts";
export type { FoundIds } from "./joint-counts.ts";
