import type { Note, OptionKeys } from "@pgt/metrics";
import type { ErrorKind } from "@pgt/simulate";
import type { GainPoint, QueueMode, QueuePrecision } from "@pgt/stats";
import type { CaseFailure } from "@pgt/study";
import { type QueueRanking, type QueueSettings, type QueueStudy, queueRankingKeys } from "./queue-types.ts";

export interface QueueEvaluationOptions extends QueueRanking {
  /** Share of the masks' structures into which an error is put. Default 0.1. */
  readonly errors?: number;
  /** Rounds, each with errors of its own. Default 10. */
  readonly rounds?: number;
  /** Cases of the simulated study. Default 24. */
  readonly cases?: number;
  readonly seed?: number;
}

export const queueEvaluationOptionKeys: OptionKeys<QueueEvaluationOptions> = {
  ...queueRankingKeys,
  errors: true,
  rounds: true,
  cases: true,
  seed: true,
};

export interface QueueEvaluationSettings extends QueueSettings {
  readonly errors: number;
  readonly rounds: number;
  readonly seed: number;
}

/** How well the queue of one mode finds errors of known place. */
export interface ModeEvaluation {
  readonly mode: QueueMode;
  /** Whose masks hold the errors. */
  readonly into: "raters" | "models";
  /** Cases that were looked at, mean over rounds; the others failed. */
  readonly cases: number;
  /** Errors in all rounds, those of each kind, and those that some item shows. */
  readonly errors: number;
  readonly kinds: Readonly<Record<ErrorKind, number>>;
  readonly shown: number;
  /** Items of a queue, mean over rounds. */
  readonly items: number;
  readonly precision: readonly QueuePrecision[];
  readonly curve: readonly GainPoint[];
}

export interface QueueEvaluationReport {
  /** Null: simulated masks. */
  readonly study: QueueStudy | string | null;
  readonly settings: QueueEvaluationSettings;
  readonly raters: readonly string[];
  readonly models: readonly string[];
  readonly cases: number;
  readonly modes: readonly ModeEvaluation[];
  readonly notes: readonly Note[];
  readonly failures: readonly CaseFailure[];
}
