import { PgtError } from "@pgt/metrics";
import { failureOf, groupByCase, type PairOutcome, type PlannedPair } from "@pgt/study";
import { beyondLimit, canHold, caseBytesOf, caseTooLarge } from "../masks/case-memory.ts";
import { platform } from "../platform/platform.ts";
import { isLackOfMemory, noMemoryFor } from "../scores/lack-of-memory.ts";
import type { PairScores } from "../scores/pair-scores.ts";
import { type Plan, toPlainPlan } from "../scores/plan.ts";
import { fromPlainError, toPlainError } from "../tasks/plain-error.ts";
import type { RunOptions } from "../types.ts";
import { maskSizes } from "./mask-sizes.ts";
import { WorkerPool } from "./pool.ts";
import { type Outcomes, scoreCases } from "./score-cases.ts";
import { type PlainOutcome, plainOutcome } from "./tasks.ts";
import { checkLimits, isWorthWorkers, planWork } from "./work-plan.ts";
import type { WorkPlan } from "./work-plan-type.ts";

export interface Computation {
  readonly plan: Plan;
  readonly options: RunOptions;
  readonly classIds: ReadonlyMap<string, number>;
  readonly onProgress: RunOptions["onProgress"];
}

/**
 * Outcomes of all pairs in their order, computed here or by workers, as `planWork` decides: the same either way. Cases
 * that cannot be held are refused before anything of them is read. Ends early, with the signal's reason, when
 * interrupted.
 */
export async function* computePairs(pairs: readonly PlannedPair[], computation: Computation): Outcomes {
  const groups = groupByCase(pairs);
  const masks = await Promise.all(groups.map(maskSizes));
  const sizes = masks.map((some) => some.reduce((sum, { bytes }) => sum + bytes, 0));
  checkLimits(computation.options);
  const { maxMemoryBytes = Infinity } = computation.options;
  const isHeld = sizes.map((bytes) => canHold(bytes) && caseBytesOf(bytes) <= maxMemoryBytes);
  const refusalOf = (g: number, [{ sourceA }]: readonly PlannedPair[]) =>
    canHold(sizes[g]) ? beyondLimit(sourceA.path, sizes[g], maxMemoryBytes) : caseTooLarge(masks[g]);
  const held = <T>(all: readonly T[]) => all.filter((_, g) => isHeld[g]);
  const outcomes = computeHeld(held(groups), held(sizes), computation);
  try {
    for (const [g, group] of groups.entries()) {
      const refusal = isHeld[g] ? null : refusalOf(g, group);
      for (const pair of group) {
        if (refusal) {
          yield { pair, failure: failureOf(pair, refusal), error: refusal };
          continue;
        }
        const next = await outcomes.next();
        if (next.done) return;
        yield next.value;
      }
    }
  } finally {
    await outcomes.return();
  }
}

async function* computeHeld(
  groups: readonly (readonly PlannedPair[])[],
  sizes: readonly number[],
  computation: Computation,
): Outcomes {
  const { plan, options, classIds, onProgress } = computation;
  const { signal } = options;
  const { threads } = platform();
  const canStart = threads.canStart();
  const work = planWork(groups, sizes, canStart ? options : { ...options, jobs: 1 }, plan);
  options.onPlan?.(work);
  const isLong = threads.staysFree && groups.length > 1 && isWorthWorkers(sizes);
  if (canStart && (work.casesAtOnce > 1 || isLong)) {
    yield* withWorkers(groups, work, computation);
    return;
  }
  if (!canStart && isWorthWorkers(sizes) && options.jobs !== 1)
    threads.warn(withoutWorkers("its file is not there"));
  yield* scoreCases(groups.flat(), {
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
  const common = { plan: toPlainPlan(plan), classIds };
  let done = 0;
  let isOver = false;
  const start = async (pairs: readonly PlannedPair[], helpers: number): Promise<PlainOutcome[]> => {
    const outcomes: PlainOutcome[] = [];
    const add = (outcome: PlainOutcome) => {
      outcomes.push(outcome);
      onProgress?.({ done: ++done, total, case: pairs[0].case });
    };
    await pool.compare({ ...common, helpers, pairs }, add).catch((cause) => {
      for (const pair of pairs.slice(outcomes.length)) add(lossOf(pair, cause));
    });
    return outcomes;
  };
  const again = async (pairs: readonly PlannedPair[], outcomes: readonly PlainOutcome[]) => {
    const lost = outcomes.find(isLost);
    if (!lost || isOver) return start(pairs, 0);
    platform().threads.warn(withoutWorkers(lost.failure.message));
    const here: PlainOutcome[] = [];
    const progress = () => onProgress?.({ done: ++done, total, case: pairs[0].case });
    const work = { plan, classIds, helpers: 0, onProgress: progress, ...(signal && { signal }) };
    for await (const outcome of scoreCases(pairs, work)) here.push(plainOutcome(outcome));
    return here;
  };
  const first = groups.map((group) => ignoreRejection(start(group, threadsPerCase - 1)));
  let alone: Promise<unknown> = Promise.allSettled(first).then(() => pool.keepOne());
  const results = first.map((run, g) =>
    ignoreRejection(
      run.then((outcomes) => {
        if (!outcomes.some((outcome) => lackedMemory(outcome) || isLost(outcome))) return outcomes;
        done -= outcomes.length;
        const repeated = alone.then(() => again(groups[g], outcomes));
        alone = ignoreRejection(repeated);
        return repeated;
      }),
    ),
  );
  try {
    for (const [g, group] of groups.entries()) {
      const outcomes = await Promise.race([results[g], interrupted]);
      for (const [k, pair] of group.entries()) yield outcomeOf(pair, outcomes[k]);
    }
  } finally {
    isOver = true;
    await pool.close();
  }
}

const lostCode = "E_WORKER";

/** Outcome of a pair whose worker lacked memory, or ended. @throws an error of another kind. */
function lossOf(pair: PlannedPair, cause: unknown): PlainOutcome {
  const isLoss = cause instanceof PgtError && cause.code === lostCode;
  if (!isLoss && !isLackOfMemory(cause)) throw cause;
  const error = isLoss ? cause : noMemoryFor(pair.sourceA.path, cause as Error);
  return { failure: failureOf(pair, error), error: toPlainError(error) };
}

/** Compared again in this thread: a worker that ended for no known reason may do so again. */
function isLost(outcome: PlainOutcome): outcome is Extract<PlainOutcome, { failure: unknown }> {
  return "failure" in outcome && outcome.failure.code === lostCode;
}

function withoutWorkers(why: string): string {
  return `A worker thread could not be used (${why}); its cases are compared in the calling thread.`;
}

/** Retried alone after the other cases. */
function lackedMemory(outcome: PlainOutcome): boolean {
  return "failure" in outcome && outcome.failure.code === "E_TOO_LARGE";
}

/** Awaited later. */
function ignoreRejection<T>(work: Promise<T>): Promise<T> {
  work.catch(() => {});
  return work;
}

function outcomeOf(pair: PlannedPair, outcome: PlainOutcome): PairOutcome<PairScores> {
  if ("result" in outcome) return { pair, result: outcome.result };
  return { pair, failure: outcome.failure, error: fromPlainError(outcome.error) };
}
