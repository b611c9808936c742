import { groupByCase, type PairOutcome, type PlannedPair } from "@pgt/study";
import { type Plan, toPlainPlan } from "../plan.ts";
import { platform } from "../platform.ts";
import type { PairScores } from "../score-pair.ts";
import type { RunOptions } from "../types.ts";
import type { PlainOutcome } from "./errands.ts";
import { fromPlainError } from "./plain-error.ts";
import { WorkerPool } from "./pool.ts";
import { type Outcomes, scoreCases } from "./score-cases.ts";
import { planWork, type WorkPlan } from "./work-plan.ts";

export interface Computation {
  readonly plan: Plan;
  readonly options: RunOptions;
  readonly classIds: ReadonlyMap<string, number>;
  readonly onProgress: RunOptions["onProgress"];
}

/**
 * Outcomes of all pairs in their order, computed here or by workers, as `planWork` decides: the same either way.
 * Ends early, with the signal's reason, when interrupted.
 */
export async function* computePairs(pairs: readonly PlannedPair[], computation: Computation): Outcomes {
  const { plan, options, classIds, onProgress } = computation;
  const { signal } = options;
  const groups = groupByCase(pairs);
  const canStart = platform().threads.canStart();
  const work = await planWork(groups, canStart ? options : { ...options, jobs: 1 }, plan);
  options.onPlan?.(work);
  if (canStart && work.casesAtOnce > 1) {
    yield* withWorkers(groups, work, computation);
    return;
  }
  yield* scoreCases(pairs, {
    plan,
    classIds,
    helpers: work.threadsPerCase - 1,
    ...(onProgress && { onProgress }),
    ...(signal && { signal }),
  });
}

async function* withWorkers(
  groups: readonly (readonly PlannedPair[])[],
  { casesAtOnce, threadsPerCase }: WorkPlan,
  { plan, options, classIds, onProgress }: Computation,
): Outcomes {
  const { signal } = options;
  signal?.throwIfAborted();
  const pool = new WorkerPool(casesAtOnce);
  const interrupted = new Promise<never>((_, reject) => {
    signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
  interrupted.catch(() => {});
  const total = groups.reduce((sum, group) => sum + group.length, 0);
  const common = { kind: "compare", plan: toPlainPlan(plan), classIds, helpers: threadsPerCase - 1 } as const;
  let done = 0;
  const start = async (pairs: readonly PlannedPair[]): Promise<PlainOutcome[]> => {
    const outcomes: PlainOutcome[] = [];
    await pool.run({ ...common, pairs }, (outcome) => {
      outcomes.push(outcome);
      onProgress?.({ done: ++done, total, case: pairs[0]!.case });
    });
    return outcomes;
  };
  try {
    const results = groups.map((group) => {
      const running = start(group);
      running.catch(() => {});
      return running;
    });
    for (const [g, group] of groups.entries()) {
      const outcomes = await Promise.race([results[g]!, interrupted]);
      for (const [k, pair] of group.entries()) yield outcomeOf(pair, outcomes[k]!);
    }
  } finally {
    await pool.close();
  }
}

function outcomeOf(pair: PlannedPair, outcome: PlainOutcome): PairOutcome<PairScores> {
  if ("result" in outcome) return { pair, result: outcome.result };
  return { pair, failure: outcome.failure, error: fromPlainError(outcome.error) };
}
