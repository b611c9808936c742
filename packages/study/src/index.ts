export { type AbsentLabels, absentLabels } from "./absent-labels.ts";
export { classLabelNames, folderLayoutOf } from "./class-folder.ts";
export {
  type DiscoveredCases,
  type DiscoveryOptions,
  discoverCases,
  type FolderLayout,
  singleCase,
} from "./discover-cases.ts";
export type { FolderEntry, FolderListing, ListFolder } from "./folder-listing.ts";
export { caseIdOf, type SkippedEntry } from "./image-files.ts";
export { labelVocabulary, normaliseLabelName } from "./label-names.ts";
export { type MaskSource, sourceKey } from "./mask-source.ts";
export {
  type CaseMatch,
  describeCaseGaps,
  type Entity,
  type MatchedEntity,
  matchCases,
} from "./match-cases.ts";
export {
  type DatasetLabels,
  type LabelMatch,
  type LabelQuery,
  type LabelSide,
  matchLabels,
} from "./match-labels.ts";
export {
  comparisonName,
  type MaskSet,
  type PairKind,
  type PlannedPair,
  planComparison,
  planPairs,
  type StudySets,
} from "./plan-pairs.ts";
export {
  type CaseFailure,
  type PairOutcome,
  type PairProgress,
  type PairRunner,
  runPairs,
} from "./run-pairs.ts";
export type { SimulatedOrgan } from "./simulate/anatomy.ts";
export type { AnnotatorStyle } from "./simulate/annotators.ts";
export {
  type SimulatedCase,
  type SimulatedMask,
  type SimulatedStudy,
  simulateStudy,
} from "./simulate/simulate-study.ts";
export type { SimulationOptions } from "./simulate/simulation-options.ts";
