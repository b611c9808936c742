export { anonymise, type NameHash } from "./anonymise.ts";
export { type RenderOptions, renderReport } from "./render-report.ts";
export type {
  ReportFailure,
  ReportFile,
  ReportInput,
  ReportSettings,
  ReportTruth,
  ReportWarning,
} from "./report-input.ts";
export { type WorstCase, worstAgreeingCases } from "./worst-cases.ts";
