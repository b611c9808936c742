export { answerSection } from "./interval/answer-section.ts";
export { type CaseLine, caseLines } from "./interval/case-values.ts";
export { heatSection } from "./interval/heat-section.ts";
export { type RenderOptions, renderReport } from "./interval/render-report.ts";
export type {
  ReportFailure,
  ReportFile,
  ReportInput,
  ReportSettings,
  ReportTruth,
  ReportWarning,
} from "./interval/report-input.ts";
export { settingsSection } from "./interval/settings-section.ts";
export { stripSection } from "./interval/strip-section.ts";
export { metricTitle, type StudyView, studyView } from "./interval/study-view.ts";
export { tablesSection } from "./interval/tables-section.ts";
export { truthSection } from "./interval/truth-section.ts";
export { warningsSection } from "./interval/warnings-section.ts";
export { type WorstCase, worstAgreeingCases } from "./interval/worst-cases.ts";
export { anonymise, type NameHash } from "./page/anonymise.ts";
export { metricValue } from "./page/number-format.ts";
export { pageStyle } from "./page/page-style.ts";
export type { QualityPageInput } from "./quality/quality-page-input.ts";
export { renderQuality } from "./quality/render-quality.ts";
export type { RankPageInput } from "./rank/rank-page-input.ts";
export { renderRank } from "./rank/render-rank.ts";
export { renderWorth } from "./worth/render-worth.ts";
export type { WorthPageInput } from "./worth/worth-page-input.ts";
