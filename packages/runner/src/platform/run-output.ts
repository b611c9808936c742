import type { PairOutcome, PlannedPair } from "@pgt/study";
import type { PairScores } from "../scores/pair-scores.ts";
import type { MaskHash } from "./input-hash.ts";

export type RunFiles = Readonly<Record<string, Iterable<string | Uint8Array>>>;

/** Everything that a run rests on besides its masks: another value of any field gives other results. Plain JSON. */
export type RunKey = Readonly<Record<string, unknown>>;

/** Folder that the results of a run are written to. */
export interface RunFolder {
  /** Null for a run that compares nothing. */
  readonly journal: RunJournal | null;
  /** Writes the tables, and run.json behind them, and closes the folder. @returns names of the files. */
  write(tables: RunFiles, run: Iterable<string>): Promise<string[]>;
  /** Gives the folder free for others; a second call does nothing. */
  close(): Promise<void>;
}

/** Folder of a shard of a run, and the cases that it has scored. */
export interface ScoredShard {
  readonly folder: string;
  readonly cases: readonly string[];
}

/** The comparisons that a run has finished, case by case. */
export interface RunJournal {
  /** The outcomes of a case's pairs, if all are stored and the masks have not changed since; else null. */
  recall(pairs: readonly PlannedPair[]): Promise<PairOutcome<PairScores>[] | null>;
  /** Takes the outcomes of a case's pairs, and stores them if every comparison gave scores. */
  store(pairs: readonly PlannedPair[], outcomes: readonly PairOutcome<PairScores>[]): Promise<void>;
  /** Hashes of the masks of some pairs, as they were when they were compared. */
  inputsOf(groups: Iterable<readonly PlannedPair[]>): Promise<MaskHash[]>;
}
