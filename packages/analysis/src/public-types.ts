/** What every door offers beside its functions: the types of what they take and give, metrics, and errors. */
export { writeNifti } from "@pgt/io";
export {
  type Affine,
  type Boundary,
  boundaries,
  type CaseSlices,
  type Convention,
  type ConventionId,
  conventionIds,
  defaultMetrics,
  type EmptiesPolicy,
  emptiesPolicies,
  explainMetric,
  InputError,
  type InputErrorCode,
  InternalError,
  type LabelData,
  type LabelVolume,
  type MetricDefinition,
  type MetricExplanation,
  OutputError,
  type PercentileMethod,
  PgtError,
  percentileMethods,
  presets,
  type Reason,
  registry,
  type ScoreRow,
  type SliceMasks,
  scoreColumns,
  UsageError,
  type Vector3,
  type WindowMask,
} from "@pgt/metrics";
export type { MeasureOptions, OutputOptions, RunOptions, Settings, WorkPlan } from "@pgt/runner";
export type { Bound, Placement, PlacementState, SummaryRow, Warning, WarningCode } from "@pgt/stats";
export type { CaseFailure, FolderLayout, PairProgress as Progress } from "@pgt/study";
export type { CasePair } from "./compare/compare.ts";
export type { Comparison } from "./compare/comparison.ts";
export type {
  DeriveBase,
  Derived,
  DerivedDataset,
  DerivedLabel,
  DeriveOptions,
  UnusedLabel,
} from "./derive/derive-types.ts";
export type {
  IntervalOptions,
  IntervalReport,
  StudyCase,
  StudyFolders,
  StudyMember,
} from "./interval/interval-types.ts";
export type {
  PromptBox,
  PromptCase,
  PromptLabel,
  PromptOptions,
  PromptReport,
  PromptSettings,
} from "./prompts/prompt-types.ts";
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
export type {
  LabelMetricAgreement,
  LeftOutCase,
  MissingValue,
  RankedTask,
  RankOptions,
  RankReport,
} from "./rank/rank-types.ts";
export type { DemoOptions, DemoStudy } from "./simulate/demo-study.ts";
export type { DesignReport, DesignStudyOptions } from "./simulate/design.ts";
export type { FittedNoise, SimulatedStudyOptions, WrittenStudy } from "./simulate/simulate-types.ts";
export type { DisagreementSlices, SliceRequest } from "./slices/disagreement-slices.ts";
export type { StructureMask, StructureMasks, StructureMasksOptions } from "./slices/structure-masks.ts";
export type {
  FileFinding,
  TableCheckReport,
  TableCheckSettings,
  WorthOptions,
  WorthReport,
  WorthSource,
} from "./worth/worth-types.ts";
