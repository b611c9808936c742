export { writeNifti } from "@pgt/io";
export {
  type Affine,
  type Boundary,
  boundaries,
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
  scoreColumns,
  UsageError,
  type Vector3,
} from "@pgt/metrics";
export type { Bound, Placement, PlacementState, SummaryRow, Warning, WarningCode } from "@pgt/stats";
export type { CaseFailure, FolderLayout, PairProgress as Progress } from "@pgt/study";
export { type CasePair, compare, compareMany, comparePaths } from "./compare.ts";
export { type DemoOptions, type DemoStudy, writeDemoStudy } from "./demo-study.ts";
export { interval } from "./interval.ts";
export { readLabelMap } from "./read-label-map.ts";
export type {
  Comparison,
  IntervalReport,
  MaskInput,
  MeasureOptions,
  RunOptions,
  Settings,
  StudyFolders,
} from "./types.ts";
