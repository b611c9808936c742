import type { Need } from "@pgt/metrics";
import { groupByCase, type PairOutcome, type PlannedPair, runPairs } from "@pgt/study";
import { readMask } from "../mask.ts";
import { type Plan, toPlainPlan } from "../plan.ts";
import { type PairScores, scorePair } from "../score-pair.ts";
import type { RunOptions } from "../types.ts";
import { fromPlainError } from "./plain-error.ts";
import { WorkerPool } from "./pool.ts";
import { planWork, type Task, type WorkPlan } from "./work-plan.ts";
import type { PlainOutcome } from "./worker.ts";
import { workerEntry } from "./worker-entry.ts";

export interface Computation {
  readonly plan: Plan;
  readonly options: RunOptions;
  readonly classIds: ReadonlyMap<string, number>;
  readonly onProgress: RunOptions["onProgress"];
}

type Outcomes = AsyncGenerator<PairOutcome<PairScores>, void, undefined>;

/** Measurements that take long enough for a case to be divided by labels. */
const dividableNeeds: readonly Need[] = ["surface", "bands"];

/**
 * Outcomes of all pairs in their order, computed here or by workers, as `planWork` decides: the same either way.
 * Ends early, with the signal's reason, when interrupted.
 */
export async function* computePairs(pairs: readonly PlannedPair[], computation: Computation): Outcomes {
  const { plan, options, classIds, onProgress } = computation;
  const { signal } = options;
  const groups = groupByCase(pairs);
  const dividable = dividableNeeds.some((need) => plan.needs.needs.has(need));
  const entry = workerEntry();
  const work = await planWork(groups, entry ? options : { ...options, jobs: 1 }, dividable);
  options.onPlan?.(work);
  if (entry && work.workers > 1) {
    yield* withWorkers(groups, work, entry, computation);
    return;
  }
  yield* runPairs(pairs, {
    read: (source) => readMask(source, classIds),
    compare: (a, b, pair) => scorePair(a, b, pair, plan),
    ...(onProgress && { onProgress }),
    ...(signal && { signal }),
  });
}

async function* withWorkers(
  groups: readonly (readonly PlannedPair[])[],
  { workers, partsPerCase: parts }: WorkPlan,
  entry: URL,
  { plan, options, classIds, onProgress }: Computation,
): Outcomes {
  const { signal } = options;
  signal?.throwIfAborted();
  const pool = new WorkerPool(workers, entry, { pgtWorker: true, plan: toPlainPlan(plan), classIds });
  const interrupted = new Promise<never>((_, reject) => {
    signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
  interrupted.catch(() => {});
  const total = groups.reduce((sum, group) => sum + group.length, 0);
  let done = 0;
  const start = (pairs: readonly PlannedPair[]) => {
    const tasks: Task[] =
      parts === 1
        ? [{ pairs }]
        : Array.from({ length: parts }, (_, index) => ({ pairs, part: { index, of: parts } }));
    const running = Promise.all(
      tasks.map((task) =>
        pool.run(task, () => {
          done += 1 / parts;
          onProgress?.({ done: Math.floor(done + 1e-9), total, case: pairs[0]!.case });
        }),
      ),
    );
    running.catch(() => {});
    return running;
  };
  try {
    const results = groups.map(start);
    for (const [g, group] of groups.entries()) {
      const ofParts = await Promise.race([results[g]!, interrupted]);
      for (const [k, pair] of group.entries())
        yield joined(
          pair,
          ofParts.map((outcomes) => outcomes[k]!),
        );
    }
  } finally {
    await pool.close();
  }
}

/** What the parts of a pair say together: all labels in their order, or the first failure. */
function joined(pair: PlannedPair, parts: readonly PlainOutcome[]): PairOutcome<PairScores> {
  const results: PairScores[] = [];
  for (const part of parts) {
    if ("failure" in part) return { pair, failure: part.failure, error: fromPlainError(part.error) };
    results.push(part.result);
  }
  const [first] = results;
  if (results.length === 1) return { pair, result: first! };
  const place = new Map(first!.labelOrder.map((label, position) => [label, position]));
  const inOrder = <Row extends { readonly label: number }>(rows: readonly Row[]) =>
    [...rows].sort((a, b) => place.get(a.label)! - place.get(b.label)!);
  return {
    pair,
    result: {
      ...first!,
      rows: inOrder(results.flatMap(({ rows }) => rows)),
      masks: inOrder(results.flatMap(({ masks }) => masks)),
    },
  };
}
