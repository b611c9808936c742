export type { DistanceHelper, DistanceTask, MeasuredSurfaces } from "./distance-task.ts";
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
export { type BitMask, bitMaskOf, sharedVoxels, unionOf, voxelsOf } from "./probability/bit-mask.ts";
export { measureMap } from "./probability/map-sums.ts";
export { RaterVotes, ratersAtMost } from "./probability/rater-votes.ts";
export { shareMap } from "./probability/share-map.ts";
export { surfelAreasMm2 } from "./surfel-area.ts";
export type { LabelSurfaces } from "./vote-field/label-surfaces.ts";
export type { FieldLabels, VoteField } from "./vote-field/vote-field.ts";
