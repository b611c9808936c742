/** Metrics, errors and types that every way into the library offers beside its capabilities. */
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
export type { MaskInput, MeasureOptions, OutputOptions, RunOptions, Settings, WorkPlan } from "@pgt/runner";
export type { Bound, Placement, PlacementState, SummaryRow, Warning, WarningCode } from "@pgt/stats";
export type { CaseFailure, FolderLayout, PairProgress as Progress } from "@pgt/study";
