import type { DistanceTask, MeasuredSurfaces } from "@pgt/engine";
import type { CaseFailure, MaskSource, PairOutcome, PlannedPair } from "@pgt/study";
import type { PairScores } from "../scores/pair-scores.ts";
import type { PlainPlan } from "../scores/plan.ts";
import { type PlainError, toPlainError } from "../tasks/plain-error.ts";
import type { PreparedMask } from "./prepared-mask.ts";

interface MaskReading {
  readonly plan: PlainPlan;
  readonly classIds: ReadonlyMap<string, number>;
}

export interface CompareTask extends MaskReading {
  /** Pairs of one case. */
  readonly pairs: readonly PlannedPair[];
  /** Other threads that share the work on it. */
  readonly helpers: number;
}

export interface PrepareTask extends MaskReading {
  readonly source: MaskSource;
}

/** Outcome of one pair, by its place among the pairs. */
export type PlainOutcome =
  | { readonly result: PairScores }
  | { readonly failure: CaseFailure; readonly error: PlainError };

export function plainOutcome(outcome: PairOutcome<PairScores>): PlainOutcome {
  if ("result" in outcome) return { result: outcome.result };
  return { failure: outcome.failure, error: toPlainError(outcome.error) };
}

/** Tasks of a worker thread. */
export type WorkerTasks = {
  /** Compares the pairs of a case, and tells each outcome. */
  readonly compare: (task: CompareTask, tell: (outcome: PlainOutcome) => void) => Promise<void>;
  /** Reads a mask and finds its surfaces. */
  readonly prepare: (task: PrepareTask) => Promise<PreparedMask>;
  readonly distances: (task: DistanceTask) => Promise<MeasuredSurfaces>;
};
