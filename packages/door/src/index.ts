export { type CasePair, compare, compareMany, comparePaths } from "./compare.ts";
export { type DemoOptions, type DemoStudy, writeDemoStudy } from "./demo-study.ts";
export { derive } from "./derive/derive.ts";
export type {
  DeriveBase,
  Derived,
  DerivedDataset,
  DerivedLabel,
  DeriveOptions,
  UnusedLabel,
} from "./derive/derive-types.ts";
export { type DisagreementSlices, disagreementSlices, type SliceRequest } from "./disagreement-slices.ts";
export { interval } from "./interval.ts";
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
export { rank } from "./rank/rank.ts";
export type {
  LabelMetricAgreement,
  LeftOutCase,
  MissingValue,
  RankedTask,
  RankOptions,
  RankReport,
} from "./rank/rank-types.ts";
export { readLabelMap } from "./read-label-map.ts";
export { scoreCsv, scoreParquet } from "./run-directory/table-files.ts";
export { type DesignReport, type DesignStudyOptions, simulateDesign } from "./simulate/design.ts";
export type { FittedNoise } from "./simulate/fit-study.ts";
export {
  type SimulatedStudyOptions,
  type WrittenStudy,
  writeSimulatedStudy,
} from "./simulate/simulated-study.ts";
export {
  type StructureMask,
  type StructureMasks,
  type StructureMasksOptions,
  structureMasks,
} from "./structure-masks.ts";
export { proposeStudy } from "./study/propose.ts";
export type {
  Comparison,
  IntervalOptions,
  IntervalReport,
  MaskInput,
  MeasureOptions,
  OutputOptions,
  RunOptions,
  Settings,
  StudyCase,
  StudyFolders,
  StudyMember,
} from "./types.ts";
export type { WorkPlan } from "./workers/work-plan.ts";
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
