export { type AnnotationError, addError, type ErrorKind, errorKinds } from "./annotation-error.ts";
export { fitNoise, type NoiseFit, type ObservedAgreement } from "./fit-noise.ts";
export type { ImageStyle } from "./image/image-style.ts";
export { type SimulatedImage, simulateImage } from "./image/simulate-image.ts";
export {
  anatomyStructures,
  annotateCase,
  checkSimulation,
  type RaterSimulation,
  type TrueCase,
  trueCaseOfAnatomy,
  trueCaseOfMask,
} from "./simulate-raters.ts";
export { simulateStudy } from "./simulate-study.ts";
export { type StructureNoise, structureNoise } from "./structure-noise.ts";
