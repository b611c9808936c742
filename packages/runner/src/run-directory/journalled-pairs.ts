import type { PairOutcome, PairProgress, PlannedPair } from "@pgt/study";
import type { RunJournal } from "../platform/run-output.ts";
import type { PairScores } from "../scores/pair-scores.ts";

type Outcomes = AsyncGenerator<PairOutcome<PairScores>, void, undefined>;

/**
 * Outcomes of all pairs in their order: from the journal where it has the case, else from `run`, and then stored as
 * soon as the case is complete.
 *
 * @param run computes pairs, giving outcomes in their order.
 */
export async function* journalledPairs(
  pairs: readonly PlannedPair[],
  journal: RunJournal,
  run: (pairs: readonly PlannedPair[], onProgress?: (progress: PairProgress) => void) => Outcomes,
  onProgress?: (progress: PairProgress) => void,
): Outcomes {
  const groups = pairsByCase(pairs);
  const recalled = new Map<string, PairOutcome<PairScores>[]>();
  let known = 0;
  for (const [id, group] of groups) {
    const outcomes = await journal.recall(group);
    if (!outcomes) continue;
    recalled.set(id, outcomes);
    onProgress?.({ done: (known += group.length), total: pairs.length, case: id });
  }
  const fresh = run(
    pairs.filter((pair) => !recalled.has(pair.case)),
    ({ done, case: id }) => onProgress?.({ done: known + done, total: pairs.length, case: id }),
  );
  try {
    for (const [id, group] of groups) {
      const outcomes = recalled.get(id);
      if (outcomes) yield* outcomes;
      else yield* computed(group, fresh, journal);
    }
  } finally {
    // Lets `run` end its workers: it has given its last outcome without being asked for another.
    await fresh.return();
  }
}

async function* computed(group: readonly PlannedPair[], fresh: Outcomes, journal: RunJournal): Outcomes {
  const outcomes: PairOutcome<PairScores>[] = [];
  for (const _ of group) {
    const next = await fresh.next();
    if (next.done) return;
    outcomes.push(next.value);
    yield next.value;
  }
  await journal.store(group, outcomes);
}

/** Pairs of each case, in order; those of one case stand together. */
export function pairsByCase(pairs: readonly PlannedPair[]): ReadonlyMap<string, readonly PlannedPair[]> {
  const groups = new Map<string, PlannedPair[]>();
  for (const pair of pairs) {
    const group = groups.get(pair.case);
    if (group) group.push(pair);
    else groups.set(pair.case, [pair]);
  }
  return groups;
}
