export { type FuseMasks, type MasksToFuse, useFusion } from "./masks/fusion.ts";
export { alignMasks, labelNamesOf, maskOf, readMask } from "./masks/mask.ts";
export type { Mask } from "./masks/mask-type.ts";
export { readChannels, readLabelMap, readLabelMapNoting, readVolumes } from "./masks/read-label-map.ts";
export type { DatasetFolder } from "./platform/dataset-output.ts";
export { decodeText, isFile, isFolder, readBytes, readText } from "./platform/files.ts";
export { classIdsOf, datasetBeside, findCases, listFolder, withLabelsBeside } from "./platform/folders.ts";
export type { InputHash } from "./platform/input-hash.ts";
export { basename, dirname, join, relative, resolve } from "./platform/paths.ts";
export { platform, usePlatform } from "./platform/platform.ts";
export type { RunFiles, RunFolder, RunJournal, RunKey, ScoredShard } from "./platform/run-output.ts";
export type { TaskFolder, Workshop } from "./platform/workshop.ts";
export { journalledPairs, pairsByCase } from "./run-directory/journalled-pairs.ts";
export { planKey, runFileName, secondsSince } from "./run-directory/run-folder.ts";
export { getEngine } from "./scores/engine-instance.ts";
export type { CountRow } from "./scores/pair-scores.ts";
export { makePlan, type Plan } from "./scores/plan.ts";
export { pairOutcomes, type RunScores, scorePairs, worstCaseOf } from "./scores/run.ts";
export { scorePair } from "./scores/score-pair.ts";
export { releaseBuffers } from "./tasks/large-buffers.ts";
export {
  type LabelChoice,
  type MaskInput,
  type MeasureOptions,
  measureOptionKeys,
  type OutputOptions,
  outputOptionKeys,
  type RunOptions,
  runOptionKeys,
  type Settings,
} from "./types.ts";
export { version } from "./version.ts";
export type { WorkPlan } from "./workers/work-plan-type.ts";
