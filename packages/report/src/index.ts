export { anonymise, type NameHash } from "./anonymise.ts";
export { answerSection } from "./answer-section.ts";
export { type CaseLine, caseLines } from "./case-values.ts";
export { heatSection } from "./heat-section.ts";
export { metricValue } from "./number-format.ts";
export { pageStyle } from "./page-style.ts";
export type { QualityPageInput } from "./quality/quality-page-input.ts";
export { renderQuality } from "./quality/render-quality.ts";
export type { RankPageInput } from "./rank/rank-page-input.ts";
export { renderRank } from "./rank/render-rank.ts";
export { type RenderOptions, renderReport } from "./render-report.ts";
export type {
  ReportFailure,
  ReportFile,
  ReportInput,
  ReportSettings,
  ReportTruth,
  ReportWarning,
} from "./report-input.ts";
export { settingsSection } from "./settings-section.ts";
export { stripSection } from "./strip-section.ts";
export { metricTitle, type StudyView, studyView } from "./study-view.ts";
export { tablesSection } from "./tables-section.ts";
export { truthSection } from "./truth-section.ts";
export { warningsSection } from "./warnings-section.ts";
export { type WorstCase, worstAgreeingCases } from "./worst-cases.ts";
export { renderWorth } from "./worth/render-worth.ts";
export type { WorthPageInput } from "./worth/worth-page-input.ts";
