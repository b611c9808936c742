import type { DistanceTask, MeasuredSurfaces } from "@pgt/engine";
import type { CaseFailure, MaskSource, PlannedPair } from "@pgt/study";
import type { PairScores } from "../scores/pair-scores.ts";
import type { PlainPlan } from "../scores/plan.ts";
import type { PlainError } from "./plain-error.ts";
import type { PreparedMask } from "./prepared-mask.ts";

/** Task of a worker thread. */
export type WorkerTask =
  | {
      /** Compare the pairs of a case, with so many helpers. */
      readonly kind: "compare";
      readonly pairs: readonly PlannedPair[];
      readonly plan: PlainPlan;
      readonly classIds: ReadonlyMap<string, number>;
      readonly helpers: number;
    }
  | {
      /** Read a mask and find its surfaces. */
      readonly kind: "prepare";
      readonly source: MaskSource;
      readonly plan: PlainPlan;
      readonly classIds: ReadonlyMap<string, number>;
    }
  | { readonly kind: "distances"; readonly task: DistanceTask };

/** Outcome of one pair, by its place among the pairs. */
export type PlainOutcome =
  | { readonly result: PairScores }
  | { readonly failure: CaseFailure; readonly error: PlainError };

export interface TaskResult {
  readonly compare: undefined;
  readonly prepare: PreparedMask;
  readonly distances: MeasuredSurfaces;
}

export interface Request {
  readonly id: number;
  readonly task: WorkerTask;
}

export type Reply =
  | { readonly id: number; readonly outcome: PlainOutcome }
  | { readonly id: number; readonly result: TaskResult[keyof TaskResult] }
  | { readonly id: number; readonly thrown: PlainError };
