export type { Boundary, Convention, ConventionId, EmptiesPolicy, PercentileMethod } from "./convention.ts";
export { emptiesOf } from "./empties.ts";
export {
  InputError,
  type InputErrorCode,
  InternalError,
  interruptedCode,
  OutputError,
  PgtError,
  UsageError,
} from "./errors.ts";
export { evaluate } from "./evaluate.ts";
export { explainMetric, type MetricExplanation } from "./explain.ts";
export {
  caseIdOf,
  expectedExtensions,
  expectedKinds,
  type FileKindId,
  fileKindOf,
  fileKinds,
  filePairOf,
  isMaskFile,
  isMaskToOpen,
  isVoxelFile,
  maskExtensions,
  splitExtension,
  usualExtension,
} from "./file-kinds.ts";
export {
  type Affine,
  isLabelNumber,
  type LabelData,
  type LabelSpec,
  type LabelVolume,
  largestLabel,
  type ValueVolume,
  type Vector3,
} from "./label-volume.ts";
export type { Counts, DirectedDistances, Measurement, SurfaceMeasurement } from "./measurement.ts";
export type { DisplacementLaw, EmptyValue, MetricDefinition, MetricRequest, Need } from "./metric.ts";
export { foldNotes } from "./notes/fold-notes.ts";
export { foldPlaces, type PlacedNote } from "./notes/fold-places.ts";
export { type Note, noteText, sentenceOf } from "./notes/note.ts";
export type { WarningCode } from "./notes/note-codes.ts";
export { outputFault } from "./output-fault.ts";
export { parseMetric, parseMetrics } from "./parse-metric.ts";
export { type MeasurementPlan, planNeeds } from "./plan-needs.ts";
export { atanh, cbrt, cube, exp, log, log2, powerOfTen, tanh } from "./portable-math.ts";
export { type ConventionPreset, presets } from "./presets.ts";
export { createRandom, defaultSeed, type Random } from "./random.ts";
export { defaultMetrics, findMetric, registry } from "./registry.ts";
export {
  boundaries,
  conventionIds,
  emptiesPolicies,
  percentileMethods,
  resolveConvention,
} from "./resolve-convention.ts";
export { type MaskRow, type Reason, type ScoreRow, scoreColumns } from "./rows.ts";
export type { CaseSlices, SliceMasks, WindowMask } from "./slice-masks.ts";
export { checkOptions, didYouMean, type OptionKeys, suggest } from "./suggest.ts";
export { ceilingExpected, ceilingLeaveOneOut } from "./uncertainty/ceiling-metrics.ts";
export type { ProbabilityVolume } from "./uncertainty/probability-volume.ts";
export { expectedDice } from "./uncertainty/soft-overlap-metrics.ts";
export type {
  CalibrationBin,
  Ceilings,
  EnergyDistances,
  MapMeasurement,
  UncertaintyMeasurement,
} from "./uncertainty/uncertainty-measurement.ts";
export type { UncertaintyMetric } from "./uncertainty/uncertainty-metric.ts";
export {
  evaluateUncertainty,
  findUncertaintyMetric,
  uncertaintyRegistry,
} from "./uncertainty/uncertainty-registry.ts";
export type { VotePattern, VoteRegion, VoteRegionChoice, VoteTable } from "./votes.ts";
export {
  firstLines,
  fixed,
  labelTitle,
  listed,
  nounFor,
  numberedTitle,
  ownValue,
  percent,
  percentOfSome,
  plural,
  someOf,
} from "./words.ts";
