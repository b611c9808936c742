/** Entry point for platform adapters and workers: a worker that imports this loads nothing else. */

export { useFusion } from "./masks/fusion.ts";
export type { DatasetFolder, DatasetOutput } from "./platform/dataset-output.ts";
export type { InputHash, MaskHash } from "./platform/input-hash.ts";
export {
  type FileEntry,
  type Files,
  type MemoryLimit,
  type Output,
  type Paths,
  type Platform,
  type StudyOutput,
  type Threads,
  usePlatform,
} from "./platform/platform.ts";
export type { RunFiles, RunFolder, RunJournal, RunKey, ScoredShard } from "./platform/run-output.ts";
export type { ProgramCall, ProgramEnd, TaskFolder, Workshop } from "./platform/workshop.ts";
export { hashMasks } from "./run-directory/input-hashes.ts";
export { runFileName } from "./run-directory/run-folder.ts";
export type { PairScores } from "./scores/pair-scores.ts";
export { workerTasks } from "./workers/worker-tasks.ts";
