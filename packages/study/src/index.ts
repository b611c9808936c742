export { classLabelNames, folderLayoutOf } from "./cases/class-folder.ts";
export {
  type DiscoveredCases,
  type DiscoveryOptions,
  discoverCases,
  type FolderLayout,
  singleCase,
} from "./cases/discover-cases.ts";
export type { FolderEntry, FolderListing, ListFolder } from "./cases/folder-listing.ts";
export type { SkippedEntry } from "./cases/image-files.ts";
export { type MaskSource, sourceKey } from "./cases/mask-source.ts";
export {
  type CaseMatch,
  describeCaseGaps,
  type Entity,
  type MatchedEntity,
  matchCases,
} from "./cases/match-cases.ts";
export { type LabelPreset, labelPreset, labelPresetIds } from "./label-presets/label-presets.ts";
export { type LabelPresetMap, labelPresetMap, labelPresetMapIds } from "./label-presets/preset-maps.ts";
export { type AbsentLabels, absentLabels } from "./labels/absent-labels.ts";
export {
  type CommonLabels,
  commonLabels,
  type DroppedLabel,
  describeForeignLabels,
  type LabelSet,
  type NamedLabel,
} from "./labels/common-labels.ts";
export { labelVocabulary, NameTable, normaliseLabelName } from "./labels/label-names.ts";
export type { DatasetLabels, LabelQuery, LabelSide } from "./labels/label-query.ts";
export { type LabelMatch, matchLabels } from "./labels/match-labels.ts";
export { regionWarningCode } from "./labels/region-ids.ts";
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
export {
  comparisonName,
  type MaskSet,
  type PairKind,
  type PlannedPair,
  planComparison,
  planPairs,
  type StudySets,
} from "./pairs/plan-pairs.ts";
export {
  type CaseFailure,
  failureOf,
  groupByCase,
  type PairOutcome,
  type PairProgress,
  type PairRunner,
  runPairs,
} from "./pairs/run-pairs.ts";
export { proposeStudy, type StudyTree } from "./propose/propose-study.ts";
