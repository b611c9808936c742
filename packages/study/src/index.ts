export { classLabelNames } from "./cases/class-folder.ts";
export {
  type DiscoveredCases,
  discoverCases,
  type FolderLayout,
  singleCase,
} from "./cases/discover-cases.ts";
export type { FolderEntry, FolderListing } from "./cases/folder-listing.ts";
export {
  type FusedMask,
  type Fusion,
  type MaskSource,
  type StoredMask,
  sourceKey,
  storedMasks,
} from "./cases/mask-source.ts";
export {
  type CaseMatch,
  caseGaps,
  type Entity,
  type MatchedEntity,
  matchCases,
} from "./cases/match-cases.ts";
export { labelPreset, labelPresetIds } from "./label-presets/label-presets.ts";
export { labelPresetMap, labelPresetMapIds } from "./label-presets/preset-maps.ts";
export { absentNotes } from "./labels/absent-labels.ts";
export {
  type CommonLabels,
  commonLabels,
  type DroppedLabel,
  foreignLabels,
  type NamedLabel,
} from "./labels/common-labels.ts";
export { labelVocabulary, NameTable, normaliseLabelName } from "./labels/label-names.ts";
export type { DatasetLabels, LabelSide } from "./labels/label-query.ts";
export { type LabelMatch, matchLabels } from "./labels/match-labels.ts";
export { checkSchema, type Schema } from "./manifest/check-schema.ts";
export {
  type LabelMap,
  type MappedStructure,
  type ResolvedLabelMap,
  resolveLabelMap,
} from "./manifest/label-map.ts";
export { lineageOf, type StudyLineage } from "./manifest/lineage.ts";
export type { EntityRole, StudyEntity, StudyManifest } from "./manifest/manifest.ts";
export { findMasks, type MaskPattern, type MatchedPath } from "./manifest/mask-pattern.ts";
export { readLabelMapFile, readManifest } from "./manifest/read-manifest.ts";
export { classTargets, type Relabelling, relabelVolume, unionTargets } from "./manifest/relabel.ts";
export { type FieldPath, readYaml, type YamlSource } from "./manifest/yaml-source.ts";
export {
  comparisonName,
  type PlannedPair,
  planAgainst,
  planComparison,
  planPairs,
} from "./pairs/plan-pairs.ts";
export {
  type CaseFailure,
  failureOf,
  groupByCase,
  type PairOutcome,
  type PairProgress,
  runPairs,
} from "./pairs/run-pairs.ts";
export { proposeStudy } from "./propose/propose-study.ts";
