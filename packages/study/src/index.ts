export { type AbsentLabels, absentLabels } from "./absent-labels.ts";
export { classLabelNames, folderLayoutOf } from "./class-folder.ts";
export {
  type CommonLabels,
  commonLabels,
  type DroppedLabel,
  describeForeignLabels,
  type LabelSet,
  type NamedLabel,
} from "./common-labels.ts";
export {
  type DiscoveredCases,
  type DiscoveryOptions,
  discoverCases,
  type FolderLayout,
  singleCase,
} from "./discover-cases.ts";
export { type FolderEntry, type FolderListing, type ListFolder, someOf } from "./folder-listing.ts";
export { caseIdOf, type SkippedEntry } from "./image-files.ts";
export { labelVocabulary, NameTable, normaliseLabelName } from "./label-names.ts";
export { type LabelPreset, labelPreset, labelPresetIds } from "./label-presets/label-presets.ts";
export { type LabelPresetMap, labelPresetMap, labelPresetMapIds } from "./label-presets/preset-maps.ts";
export type { DatasetLabels, LabelQuery, LabelSide } from "./label-query.ts";
export {
  type LabelMap,
  type MappedStructure,
  type ResolvedLabelMap,
  resolveLabelMap,
} from "./manifest/label-map.ts";
export { lineageOf, type StudyLineage } from "./manifest/lineage.ts";
export type { EntityRole, ManifestConvention, StudyEntity, StudyManifest } from "./manifest/manifest.ts";
export { findMasks, type MaskPattern, type MatchedPath } from "./manifest/mask-pattern.ts";
export { readLabelMapFile, readManifest, studySchema } from "./manifest/read-manifest.ts";
export { classTargets, type Relabelling, relabelVolume, unionTargets } from "./manifest/relabel.ts";
export { type MaskSource, sourceKey } from "./mask-source.ts";
export {
  type CaseMatch,
  describeCaseGaps,
  type Entity,
  type MatchedEntity,
  matchCases,
} from "./match-cases.ts";
export { type LabelMatch, matchLabels } from "./match-labels.ts";
export {
  comparisonName,
  type MaskSet,
  type PairKind,
  type PlannedPair,
  planComparison,
  planPairs,
  type StudySets,
} from "./plan-pairs.ts";
export { proposeStudy, type StudyTree } from "./propose/propose-study.ts";
export { regionWarningCode } from "./region-ids.ts";
export {
  type CaseFailure,
  failureOf,
  groupByCase,
  type PairOutcome,
  type PairProgress,
  type PairRunner,
  runPairs,
} from "./run-pairs.ts";
export type { SimulatedOrgan } from "./simulate/anatomy.ts";
export type { AnnotatorStyle } from "./simulate/annotators.ts";
export type { Grid } from "./simulate/body.ts";
export {
  type FitCase,
  type FitOptions,
  fitNoise,
  type NoiseFit,
  type ObservedAgreement,
} from "./simulate/fit-noise.ts";
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
} from "./simulate/simulate-raters.ts";
export {
  type SimulatedCase,
  type SimulatedMask,
  type SimulatedStudy,
  simulateStudy,
} from "./simulate/simulate-study.ts";
export type { SimulationOptions } from "./simulate/simulation-options.ts";
export { defaultStructureNoise, type StructureNoise, structureNoise } from "./simulate/structure-noise.ts";
export type { TrueStructure } from "./simulate/true-structure.ts";
