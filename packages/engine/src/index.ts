export type { DistanceErrand, DistanceHelper, MeasuredSurfaces } from "./distance-errand.ts";
export type { DistanceRequest } from "./distances.ts";
export {
  createEngine,
  Engine,
  type LabelMeasurement,
  type MeasureRequest,
  type PreparedVolume,
  type VolumePair,
} from "./engine.ts";
export type { FoundIds } from "./joint-counts.ts";
export { outOfMemory } from "./memory.ts";
export { contourLengthsMm, surfelAreasMm2, trianglesOf } from "./surfel-area.ts";
export type { VoteRequest, VoteStructure } from "./votes.ts";
