export { plural, someOf } from "@pgt/metrics";
export { type CaseLine, caseLines } from "./interval/case-values.ts";
export {
  type IntervalSectionId,
  intervalPage,
  intervalSections,
} from "./interval/interval-page.ts";
export type {
  ReportFailure,
  ReportFile,
  ReportInput,
  ReportSettings,
  ReportTruth,
  ReportWarning,
} from "./interval/report-input.ts";
export { metricTitle, type StudyView, studyView } from "./interval/study-view.ts";
export { type WorstCase, worstAgreeingCases } from "./interval/worst-cases.ts";
export type { Html, Parts } from "./page/html.ts";
export { metricValue } from "./page/number-format.ts";
export { type Page, pageHtml } from "./page/page.ts";
export { pageStyle } from "./page/page-style.ts";
export { type Section, sectionHtml } from "./page/section.ts";
export { qualityPage, qualitySections } from "./quality/quality-page.ts";
export type { QualityPageInput } from "./quality/quality-page-input.ts";
export { rankPage, rankSections } from "./rank/rank-page.ts";
export type { RankPageInput } from "./rank/rank-page-input.ts";
export { worthPage, worthSections } from "./worth/worth-page.ts";
export type { WorthPageInput } from "./worth/worth-page-input.ts";
