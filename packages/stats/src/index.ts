export { type BlandAltman, blandAltman, type Estimate, type Limits } from "./agreement/bland-altman.ts";
export type { AgreementEstimate, CaseMean } from "./agreement/case-agreement.ts";
export { type BootstrapInterval, bootstrapCases } from "./agreement/case-bootstrap.ts";
export {
  type Coefficient,
  type Defined,
  type UndefinedReason,
  undefinedReasons,
} from "./agreement/coefficient.ts";
export { type Concordance, concordance } from "./agreement/concordance.ts";
export type { WeightKind } from "./agreement/disagreement.ts";
export { fCdf, fQuantile } from "./agreement/f-distribution.ts";
export { fleissKappa } from "./agreement/fleiss-kappa.ts";
export { gwetAc } from "./agreement/gwet-ac.ts";
export {
  type IccEstimate,
  type IccForm,
  type IntraclassCorrelation,
  intraclassCorrelation,
} from "./agreement/intraclass-correlation.ts";
export { krippendorffAlpha, type Scale } from "./agreement/krippendorff-alpha.ts";
export {
  conformityIndex,
  type PairOverlap,
  pairOverlaps,
  percentAgreement,
  specificAgreement,
} from "./agreement/overlap-agreement.ts";
export { type PresenceAgreement, presenceAgreement } from "./agreement/presence-agreement.ts";
export { cohenKappa, congerKappa } from "./agreement/rater-kappa.ts";
export {
  type CountTable,
  countTable,
  countVotes,
  type RatingPattern,
  type RatingTable,
  ratingTable,
  tableOfUnits,
} from "./agreement/rating-table.ts";
export {
  type Repeatability,
  type VolumeAgreement,
  type VolumePairAgreement,
  volumeAgreement,
} from "./agreement/volume-agreement.ts";
export {
  type CaseVotes,
  type VoxelAgreement,
  type VoxelAgreementOptions,
  voxelAgreement,
} from "./agreement/voxel-agreement.ts";
export { type WilliamsIndex, type WilliamsOptions, williamsIndex } from "./agreement/williams-index.ts";
export { bcaInterval } from "./inference/bca.ts";
export { averageRanks, kendallTauB, pearson, spearman } from "./inference/correlation.ts";
export { mean, median, quantile, sampleSd } from "./inference/descriptive.ts";
export {
  erf,
  erfInverse,
  normalCdf,
  normalQuantile,
  tCdf,
  tQuantile,
  tTwoSidedP,
} from "./inference/distributions.ts";
export { foldedNormalMean, foldedNormalQuantile } from "./inference/folded-normal.ts";
export { type HolmResult, holm } from "./inference/holm.ts";
export { meanInterval } from "./inference/interval.ts";
export type { Interval, IntervalOptions } from "./inference/interval-options.ts";
export type { BoundComparison } from "./interval/bound-comparison.ts";
export type { Bound } from "./interval/bounds.ts";
export { inclusiveAgreement, leaveOneOut, modelAgainstConsensus } from "./interval/consensus.ts";
export type { ConsensusAgreement } from "./interval/consensus-agreement.ts";
export { defaultMargin, type Equivalence, equivalence } from "./interval/equivalence.ts";
export { type GainAgainst, type GainAudit, gainAudit } from "./interval/gain-audit.ts";
export type { Differences, ReferenceType } from "./interval/model-evidence.ts";
export { type PgtInterval, pgtInterval } from "./interval/pgt-interval.ts";
export { type Placement, type PlacementOptions, placeModel, type Standing } from "./interval/placement.ts";
export { type PlacementState, placementRules } from "./interval/placement-state.ts";
export { randomRatersInterval } from "./interval/random-raters.ts";
export type { ReferenceBounds } from "./interval/reference-bounds.ts";
export {
  type Independence,
  interRater,
  interRaterOf,
  intraRater,
  intraRaterOf,
  modelAgainstRaters,
} from "./interval/reliability.ts";
export type { Reliability } from "./interval/reliability-type.ts";
export { type StyleFitPoint, styleFit, styleFitIndex } from "./interval/style-fit.ts";
export { type SelectionEffect, selectionEffect } from "./interval/warnings/selection.ts";
export type { Warning, WarningCode } from "./interval/warnings/warning.ts";
export { type AnnotationNoise, annotationNoise, type NoiseIntervals } from "./noise/annotation-noise.ts";
export {
  type BracketInput,
  type BracketIntervals,
  bracketIntervals,
  type ReliabilityEstimate,
  toleratedBias,
} from "./noise/bracket-intervals.ts";
export { type LabelNoise, labelNoise } from "./noise/label-noise.ts";
export type {
  BiasSensitivity,
  BracketCondition,
  CorrectedInterval,
  ModelScore,
} from "./noise/noise-bounds-type.ts";
export type { ModelField } from "./noise/not-estimable.ts";
export { type RaterBias, raterBiases } from "./noise/rater-bias.ts";
export { type NoiseTolerance, toleranceFromDistances, toleranceFromNoise } from "./noise/tolerance.ts";
export { biasWhereTruthScores, ceilingScore, tippingBias, truthScore } from "./noise/truth-score.ts";
export { labelQuality } from "./quality/label-quality.ts";
export type { OrganVoxels } from "./quality/organ-voxels.ts";
export {
  absentInBothChoices,
  absentInReferenceChoices,
  type ChoiceInWords,
  choicesInWords,
  defaultQualityChoices,
  type MeasuredBy,
  orderChoices,
  type QualityChoices,
  qualityChoices,
  rmsSdMeaning,
} from "./quality/quality-options.ts";
export type {
  ContrastRequest,
  DroppedSensitivity,
  GeneratorComparison,
  GeneratorContrast,
  LabelQuality,
  OrganQuality,
  QualityCell,
  QualityInput,
  QualityLabel,
  QualityWarning,
  TestedDifference,
} from "./quality/quality-types.ts";
export { type AggregationOrder, aggregationOrders } from "./ranking/aggregation.ts";
export type { Merge } from "./ranking/average-linkage.ts";
export { type KendallW, kendallW } from "./ranking/kendall-w.ts";
export {
  type Correlated,
  type MetricAgreement,
  type MetricPairAgreement,
  type MetricTask,
  metricAgreement,
  redundantFrom,
} from "./ranking/metric-agreement.ts";
export { type PairwiseTest, rankingAlpha } from "./ranking/pairwise-tests.ts";
export {
  type RankDistribution,
  type ReferenceDependence,
  type ReferenceRanks,
  referenceDependence,
} from "./ranking/rank-distribution.ts";
export { defaultRankReplicates, type TauDistribution, tauProbabilities } from "./ranking/rank-stability.ts";
export {
  type OrderComparison,
  type RankedAlgorithm,
  type Ranking,
  type RankingOptions,
  ranking,
  ranksOf,
} from "./ranking/ranking.ts";
export type { MissingPolicy, RankingTask } from "./ranking/ranking-task.ts";
export type { CaseSeries } from "./scores/case-series.ts";
export { caseValues } from "./scores/case-series.ts";
export { type LabelScores, labelScores } from "./scores/label-scores.ts";
export { independenceBy, type Lineage } from "./scores/lineage.ts";
export type { MetricTraits } from "./scores/metric-traits.ts";
export type { AnnotationPair, Consensus, StudyLabel, StudyScores } from "./scores/study-scores.ts";
export { type SummaryOptions, type SummaryRow, summarize } from "./scores/summary.ts";
export { buildTensor, type CaseScores, type PairScore, type PairTensor } from "./scores/tensor.ts";
export {
  boundCoverage,
  type CoverageMethod,
  type CoverageOptions,
  type CoverageRow,
  coverageMethods,
  populationAgreement,
} from "./simulation/bound-coverage.ts";
export {
  type DesignComponents,
  type DesignOptions,
  type DesignRow,
  type DesignScenario,
  type DesignTable,
  designCalculator,
} from "./simulation/design-calculator.ts";
export type { DesignWidths, ExpectedWidth, ReliabilityWidths } from "./simulation/expected-widths.ts";
export type { InterComponents, IntraComponents } from "./simulation/score-components.ts";
export {
  runStageP,
  type StagePCell,
  type StagePOptions,
  type StagePResult,
  stagePDefaults,
  stagePIntervalNames,
} from "./simulation/stage-p.ts";
export {
  isPilotDesign,
  isTolerable,
  type StagePDesign,
  type StagePSetting,
  stagePDesigns,
  stagePFactors,
  stagePSettings,
} from "./simulation/stage-p-cells.ts";
export { type StagePModel, stagePModels } from "./simulation/stage-p-models.ts";
export { checkTable } from "./worth/forensic/check-table.ts";
export { scaleOfTable, type TableScale } from "./worth/forensic/mixed-scale.ts";
export type { FindingKind, FoundCell, PrintedCell, TableFinding } from "./worth/forensic/printed-cell.ts";
export type { LabellingCost, LabellingWork } from "./worth/labelling-cost.ts";
export { type SharedUnits, sharedUnits } from "./worth/shared-units.ts";
export { type TableMetric, tableMetric } from "./worth/table-metric.ts";
export type { WorthAnswer } from "./worth/worth-answer.ts";
export type { PlottedPoint, WorthCell } from "./worth/worth-cells.ts";
export type { WorthDecision } from "./worth/worth-decision.ts";
export {
  type ConcordanceRow,
  type CorrelationRow,
  type SlopeRow,
  type WorthStudy,
  type WorthStudyOptions,
  worthStudy,
} from "./worth/worth-study.ts";
export type { QuintileTable } from "./worth/worth-tables.ts";
export type { BaseBounds, WorthWarning, WorthWarningCode } from "./worth/worth-warnings.ts";
