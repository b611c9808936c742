/** Functions of the library and the types that they take and give, by capability. `operations.ts` describes each. */
export { readLabelMap } from "@pgt/runner";
export { type CasePair, compare, compareMany, comparePaths } from "./compare/compare.ts";
export type { CompareOptions, MissingPrediction } from "./compare/compare-types.ts";
export type { ComparedPaths, Comparison, ComparisonSettings } from "./compare/comparison.ts";
export { consensus } from "./consensus/consensus.ts";
export type {
  ConsensusEstimate,
  ConsensusOptions,
  ConsensusReport,
  ConsensusRow,
  ConsensusSettings,
  ConsensusStudy,
  RaterCaseRow,
} from "./consensus/consensus-types.ts";
export { derive } from "./derive/derive.ts";
export type {
  DeriveBase,
  Derived,
  DerivedDataset,
  DerivedLabel,
  DeriveOptions,
  UnusedLabel,
} from "./derive/derive-types.ts";
export { interval } from "./interval/interval.ts";
export type {
  IntervalOptions,
  IntervalReport,
  StudyCase,
  StudyFolders,
  StudyMember,
} from "./interval/interval-types.ts";
export { proposeStudy } from "./interval/propose.ts";
export { noise } from "./noise/noise.ts";
export type { NoiseOptions, NoiseReport, NoiseSettings, TwoRaterNoiseRow } from "./noise/noise-types.ts";
export type {
  PromptBox,
  PromptCase,
  PromptLabel,
  PromptOptions,
  PromptReport,
  PromptSettings,
} from "./prompts/prompt-types.ts";
export { prompts } from "./prompts/prompts.ts";
export { quality } from "./quality/quality.ts";
export type {
  QualityDataset,
  QualityFolders,
  QualityGenerator,
  QualityOptions,
  QualityReport,
  QualitySettings,
  QualityStudy,
  QualitySummaries,
} from "./quality/quality-types.ts";
export { evaluateQueue } from "./queue/evaluate-queue.ts";
export type {
  ModeEvaluation,
  QueueEvaluationOptions,
  QueueEvaluationReport,
  QueueEvaluationSettings,
} from "./queue/evaluation-types.ts";
export { queue } from "./queue/queue.ts";
export type {
  MissingMode,
  QueueItem,
  QueueOptions,
  QueuePlan,
  QueueRanking,
  QueueReport,
  QueueSettings,
  QueueStudy,
} from "./queue/queue-types.ts";
export { rank } from "./rank/rank.ts";
export type {
  LabelMetricAgreement,
  LeftOutCase,
  MissingValue,
  RankedTask,
  RankOptions,
  RankReport,
} from "./rank/rank-types.ts";
export { type DemoOptions, type DemoStudy, writeDemoStudy } from "./simulate/demo-study.ts";
export { type DesignReport, type DesignStudyOptions, simulateDesign } from "./simulate/design.ts";
export type { FittedNoise, SimulatedStudyOptions, WrittenStudy } from "./simulate/simulate-types.ts";
export { writeSimulatedStudy } from "./simulate/simulated-study.ts";
export {
  type DisagreementSlices,
  disagreementSlices,
  type SliceRequest,
} from "./slices/disagreement-slices.ts";
export {
  type StructureMask,
  type StructureMasks,
  type StructureMasksOptions,
  structureMasks,
} from "./slices/structure-masks.ts";
export { uncertainty } from "./uncertainty/uncertainty.ts";
export type {
  EnergyRow,
  ProbabilityFolder,
  UncertaintyInputs,
  UncertaintyOptions,
  UncertaintyReport,
  UncertaintySettings,
  UncertaintySource,
} from "./uncertainty/uncertainty-types.ts";
export { checkTables } from "./worth/check-tables.ts";
export { worth } from "./worth/worth.ts";
export type {
  FileFinding,
  TableCheckReport,
  TableCheckSettings,
  WorthOptions,
  WorthReport,
  WorthSource,
} from "./worth/worth-types.ts";
