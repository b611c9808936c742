/** Documents, tables and words of results, for commands and pages that write and read them. */
export {
  type AgreementRecord,
  agreementRecords,
  asRaterWords,
  type ConsensusRecord,
  ceilingMeaning,
  consensusMethods,
  consensusRecords,
  correctedBasis,
  correctedMeaning,
  correctedOf,
  isAgainstConsensus,
  missingCoefficients,
  queueModes,
} from "@pgt/stats";
export { comparisonDocument, comparisonSchema } from "./compare/compare-document.ts";
export { consensusDocument, consensusSchema, consensusTable } from "./consensus/consensus-document.ts";
export { deriveDocument } from "./derive/derive-document.ts";
export { jsonText, ndjsonText, type SchemaDocument } from "./documents/json-text.ts";
export { resultDocumentOf } from "./documents/result-document.ts";
export {
  maskRowsOf,
  masksTable,
  scoreCsv,
  scoreFileNames,
  scoreParquet,
  scoreRowsOf,
} from "./documents/score-tables.ts";
export { tableText } from "./documents/table.ts";
export { exportForms } from "./experiment/export/export-files.ts";
export {
  experimentSchema,
  experimentStatusDocument,
  plannedExperimentDocument,
} from "./experiment/result/experiment-document.ts";
export {
  demoDocument,
  intervalDocument,
  intervalSchema,
} from "./interval/interval-document.ts";
export { noiseDocument, noiseSchema, transitionsTable } from "./noise/noise-document.ts";
export { promptsDocument } from "./prompts/prompts-document.ts";
export { qualityDocument, qualitySchema, qualityTable } from "./quality/quality-document.ts";
export {
  precisionTable,
  queueDocument,
  queueEvaluationDocument,
  queueSchema,
  queueTable,
} from "./queue/queue-document.ts";
export { rankDocument, rankingTable, rankSchema } from "./rank/rank-document.ts";
export {
  designDocument,
  designIntervals,
  designTable,
  simulatedStudyDocument,
} from "./simulate/simulate-document.ts";
export { uncertaintyDocument, uncertaintySchema } from "./uncertainty/uncertainty-document.ts";
export { isShare as isShareMetric } from "./worth/table-scale.ts";
export {
  findingsTable,
  pointsTable,
  tableCheckDocument,
  worthDocument,
  worthSchema,
} from "./worth/worth-document.ts";
