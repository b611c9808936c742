export { type AgreementRecord, agreementRecords } from "./agreement/agreement-records.ts";
export { missingCoefficients } from "./agreement/missing-coefficients.ts";
export { type PresenceAgreement, presenceAgreement } from "./agreement/presence-agreement.ts";
export { type VolumeAgreement, volumeAgreement } from "./agreement/volume-agreement.ts";
export { type VolumePair, volumePairs } from "./agreement/volume-pairs.ts";
export { type CaseVotes, type VoxelAgreement, voxelAgreement } from "./agreement/voxel-agreement.ts";
export { consensusMethods, type MethodChoice, parseMethod } from "./consensus/consensus-methods.ts";
export {
  type ConsensusVotes,
  type LabelEstimate,
  type PatternDecision,
  type TieRule,
  tieRules,
} from "./consensus/consensus-types.ts";
export { methodWarnings, overlapSomewhere, raterWarnings } from "./consensus/consensus-warnings.ts";
export { isDisputed, isDisputedAs, voteEntropy, voteShare } from "./consensus/disagreement.ts";
export { isInsideBy, isNearer, pooledDistance } from "./consensus/distance-choice.ts";
export { fusePatterns, patternsOfRegion } from "./consensus/fuse-patterns.ts";
export {
  type RaterCase,
  type RaterPerformance,
  type RaterValues,
  raterPerformance,
  raterStatistics,
  raterValues,
} from "./consensus/rater-performance.ts";
export { stapleMultiLabel } from "./consensus/staple-multilabel.ts";
export { againstConsensus, againstOthers, type FusedPattern } from "./consensus/two-masks.ts";
export { mean, quantile, sampleSd } from "./inference/descriptive.ts";
export { criticalT, meanInterval } from "./inference/interval.ts";
export type { Interval } from "./inference/interval-options.ts";
export { asRaterWords } from "./interval/as-rater/as-rater-words.ts";
export type { ModelAsRater } from "./interval/as-rater/model-as-rater.ts";
export type { Bound } from "./interval/bounds.ts";
export type { ConsensusAgreement } from "./interval/consensus-agreement.ts";
export { type ConsensusRecord, consensusRecords, isAgainstConsensus } from "./interval/consensus-records.ts";
export {
  correctedBasis,
  correctedMeaning,
  correctedOf,
  hasNoiseModel,
} from "./interval/corrected-interval.ts";
export type { GainAudit } from "./interval/gain-audit.ts";
export { pgtInterval } from "./interval/pgt-interval.ts";
export type { Placement } from "./interval/placement.ts";
export type { PlacementState } from "./interval/placement-state.ts";
export { interRater, intraRater, modelAgainstRaters, pairMean } from "./interval/reliability.ts";
export type { Reliability } from "./interval/reliability-type.ts";
export { type StyleGain, styleGains } from "./interval/style-gain.ts";
export { circularConsensus } from "./interval/warnings/circular-consensus.ts";
export { type LabelRemedy, labelUseWarnings } from "./interval/warnings/label-use-warnings.ts";
export { ofStudy, type Warning, type WarningCode } from "./interval/warnings/warning.ts";
export type { LabelNoise } from "./noise/label-noise.ts";
export { type RaterBias, raterBiases } from "./noise/rater-bias.ts";
export { simulatedNoise } from "./noise/simulated-noise.ts";
export { toleranceFromNoise } from "./noise/tolerance.ts";
export { labelQuality } from "./quality/label-quality.ts";
export {
  type ChoiceInWords,
  choicesInWords,
  type MeasuredBy,
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
  QualityLabel,
  QualityWarning,
  TestedDifference,
} from "./quality/quality-types.ts";
export { binaryEntropy, isCandidate, mostSay, shareOf, type VoterColumns } from "./queue/label-votes.ts";
export { parseQueueMode, type QueueMode, queueModes } from "./queue/queue-modes.ts";
export {
  type GainPoint,
  gainCurve,
  type QueuePrecision,
  type QueueRound,
  queuePrecision,
} from "./queue/queue-precision.ts";
export {
  defaultItemMinutes,
  diverseItems,
  planQueue,
  type QueueCandidate,
  rankQueue,
} from "./queue/rank-queue.ts";
export {
  defaultTermWeights,
  type RegionProbabilities,
  StructureVotes,
  scoreRegion,
  type TermWeights,
} from "./queue/region-score.ts";
export type { AggregationOrder } from "./ranking/aggregation.ts";
export { type MetricAgreement, metricAgreement, redundantFrom } from "./ranking/metric-agreement.ts";
export { rankingAlpha } from "./ranking/pairwise-tests.ts";
export { type ReferenceDependence, referenceDependence } from "./ranking/rank-distribution.ts";
export { defaultRankReplicates } from "./ranking/rank-stability.ts";
export { type Ranking, type RankingOptions, ranking, ranksOf } from "./ranking/ranking.ts";
export type { MissingPolicy, RankingTask } from "./ranking/ranking-task.ts";
export type { CaseSeries } from "./scores/case-series.ts";
export { type LabelScores, labelScores } from "./scores/label-scores.ts";
export type { Consensus, StudyScores } from "./scores/study-scores.ts";
export { type SummaryRow, summarize } from "./scores/summary.ts";
export { firstOfEach, type WorstCase, worstCases } from "./scores/worst-cases.ts";
export { type DesignOptions, type DesignTable, designCalculator } from "./simulation/design-calculator.ts";
export { type AnswerCounts, answerCounts } from "./transitions/answer-counts.ts";
export {
  type BorderAnswers,
  type FlipProbability,
  flipProbabilities,
  flipProbabilityAt,
} from "./transitions/flip-probability.ts";
export { type TransitionMatrix, transitionMatrices } from "./transitions/transition-matrix.ts";
export {
  type TruthFreeNoise,
  type TwoRaterSolutions,
  truthFreeNoise,
  twoRaterSolutions,
} from "./transitions/truth-free.ts";
export {
  type CeilingAgreement,
  ceilingAgreement,
  ceilingMeaning,
  hasCeilings,
} from "./uncertainty/ceiling-agreement.ts";
export { diceCeilings } from "./uncertainty/ceilings.ts";
export { energyDistances } from "./uncertainty/energy-distances.ts";
export { pooledBins, summariseUncertainty } from "./uncertainty/summarise-uncertainty.ts";
export type {
  CaseCalibration,
  ReliabilityBin,
  UncertaintySummaryRow,
} from "./uncertainty/uncertainty-rows.ts";
export { crpsOfNormal, crpsOfSamples } from "./uncertainty/volume-crps.ts";
export { checkTable } from "./worth/forensic/check-table.ts";
export { scaleOfTable, type TableScale } from "./worth/forensic/mixed-scale.ts";
export type { PrintedCell, TableFinding } from "./worth/forensic/printed-cell.ts";
export type { LabellingWork } from "./worth/labelling-cost.ts";
export { type SharedUnits, sharedUnits } from "./worth/shared-units.ts";
export { type TableMetric, tableMetric } from "./worth/table-metric.ts";
export { withinColumns } from "./worth/within-column.ts";
export type { WorthCell } from "./worth/worth-cells.ts";
export { type WorthStudy, worthStudy } from "./worth/worth-study.ts";
export type { BaseBounds, WorthWarning } from "./worth/worth-warnings.ts";
