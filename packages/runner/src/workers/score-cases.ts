import { type PairOutcome, type PlannedPair, runPairs } from "@pgt/study";
import { platform } from "../platform/platform.ts";
import type { PairScores } from "../scores/pair-scores.ts";
import type { Plan } from "../scores/plan.ts";
import { scorePair } from "../scores/score-pair.ts";
import type { RunOptions } from "../types.ts";
import { maskReader } from "./case-masks.ts";
import { withHelpers } from "./helpers.ts";

export interface CaseWork extends Pick<RunOptions, "onProgress" | "signal"> {
  readonly plan: Plan;
  readonly classIds: ReadonlyMap<string, number>;
  /** Other threads that share the work on each case. */
  readonly helpers: number;
}

export type Outcomes = AsyncGenerator<PairOutcome<PairScores>, void, undefined>;

/** Compares pairs in this thread, one case after the other. */
export function scoreCases(pairs: readonly PlannedPair[], work: CaseWork): Outcomes {
  const { plan, classIds, onProgress, signal } = work;
  const { threads } = platform();
  return withHelpers(threads.canStart() ? work.helpers : 0, (helpers) => {
    const distanceHelpers = threads.shareMemory ? helpers.map((helper) => helper.measureDistances) : [];
    return runPairs(pairs, {
      read: maskReader(pairs, plan, classIds, helpers),
      compare: (a, b, pair) => scorePair(a, b, pair, plan, distanceHelpers),
      ...(onProgress && { onProgress }),
      ...(signal && { signal }),
    });
  });
}
