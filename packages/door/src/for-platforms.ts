/** What a door's own files need, apart from what it offers: a worker that imports this loads nothing else. */
export {
  type DatasetFolder,
  type DatasetOutput,
  type ErrandPort,
  type FileEntry,
  type Files,
  type MemoryLimit,
  type Output,
  type Paths,
  type Platform,
  type StudyOutput,
  type ThreadPort,
  type Threads,
  usePlatform,
} from "./platform.ts";
export { hashMasks, type InputHash, type MaskHash } from "./run-directory/input-hashes.ts";
export {
  type RunFiles,
  type RunFolder,
  type RunJournal,
  type RunKey,
  runFileName,
} from "./run-directory/run-folder.ts";
export type { PairScores } from "./score-pair.ts";
export { fromPlainError, type PlainError, toPlainError } from "./workers/plain-error.ts";
export { serveErrands } from "./workers/worker.ts";
