/** Experiments, which need a disk and programs: functions of `@pgt/core` that pages do not have. */
export { type DemoExperimentOptions, writeDemoExperiment } from "./demo/write-demo.ts";
export {
  experimentStatus,
  exportExperiment,
  planExperiment,
  readExperimentResult,
  runExperiment,
  stepExperiment,
} from "./experiment.ts";
export type {
  ExperimentOptions,
  ExperimentProgress,
  ExperimentStatus,
  ExportedExperiment,
  PlannedExperiment,
} from "./experiment-options.ts";
export type { ExperimentScripts } from "./export/export-files.ts";
export type { ExperimentResult } from "./result/experiment-types.ts";
