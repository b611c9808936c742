import { type PairOutcome, type PlannedPair, runPairs } from "@pgt/study";
import type { Mask } from "../masks/mask-type.ts";
import { platform } from "../platform/platform.ts";
import { isLackOfMemory, noMemoryFor } from "../scores/lack-of-memory.ts";
import type { PairScores } from "../scores/pair-scores.ts";
import type { Plan } from "../scores/plan.ts";
import { RaterVotes } from "../scores/rater-votes.ts";
import { scorePair } from "../scores/score-pair.ts";
import type { RunOptions } from "../types.ts";
import { maskReader } from "./case-masks.ts";
import { isHelperFault, withHelpers } from "./helpers.ts";

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
    const read = maskReader(pairs, plan, classIds, helpers);
    let current: { readonly case: string; readonly votes: RaterVotes } | null = null;
    const votesOf = ({ case: id }: PlannedPair): RaterVotes => {
      if (current?.case !== id) {
        current = { case: id, votes: new RaterVotes(pairs.filter((pair) => pair.case === id)) };
      }
      return current.votes;
    };
    return runPairs<Mask, PairScores>(pairs, {
      read: (source, pair, part) =>
        read(source, pair, part).catch((cause) => {
          throw isLackOfMemory(cause) ? noMemoryFor(source.path, cause) : cause;
        }),
      compare: (a, b, pair) => {
        const votes = plan.countsVotes ? votesOf(pair) : undefined;
        const able = threads.shareMemory ? helpers.filter(({ isLost }) => !isLost) : [];
        const distanceHelpers = able.map((helper) => helper.measureDistances);
        return scorePair(a, b, pair, plan, distanceHelpers, votes).catch((error) => {
          if (able.length === 0 || !isHelperFault(error)) throw error;
          return scorePair(a, b, pair, plan, [], votes);
        });
      },
      ...(onProgress && { onProgress }),
      ...(signal && { signal }),
    });
  });
}
