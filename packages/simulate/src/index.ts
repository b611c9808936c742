export type { SimulatedOrgan } from "./anatomy.ts";
export type { AnnotatorStyle } from "./annotators.ts";
export type { Grid } from "./body.ts";
export {
  type FitCase,
  type FitOptions,
  fitNoise,
  type NoiseFit,
  type ObservedAgreement,
} from "./fit-noise.ts";
export {
  type Annotation,
  anatomyStructures,
  annotateCase,
  checkSimulation,
  type RaterSimulation,
  raterStyle,
  type SimulatedStructure,
  type TrueCase,
  trueCaseOfAnatomy,
  trueCaseOfMask,
} from "./simulate-raters.ts";
export {
  type SimulatedCase,
  type SimulatedMask,
  type SimulatedStudy,
  simulateStudy,
} from "./simulate-study.ts";
export type { SimulationOptions } from "./simulation-options.ts";
export { defaultStructureNoise, type StructureNoise, structureNoise } from "./structure-noise.ts";
export type { TrueStructure } from "./true-structure.ts";
