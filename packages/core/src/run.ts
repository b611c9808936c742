import { InputError, type ScoreRow } from "@pgt/metrics";
import { absentLabels, type CaseFailure, type PlannedPair, runPairs } from "@pgt/study";
import { classIdsOf } from "./folders.ts";
import { readMask } from "./mask.ts";
import type { Plan } from "./plan.ts";
import { scorePair } from "./score-pair.ts";
import type { RunOptions } from "./types.ts";

/** What a run over planned pairs gave: the score table and what went with it. */
export interface RunScores {
  readonly rows: readonly ScoreRow[];
  readonly failures: readonly CaseFailure[];
  readonly warnings: readonly string[];
  readonly diagonalMm: ReadonlyMap<string, number>;
}

/**
 * Compares every planned pair. What fails in one is noted and the others go on; if there is only one to compare
 * (`single`), its fault is thrown.
 *
 * @throws InputError E_LABELS if labels were asked for and none of them is in any mask.
 */
export async function scorePairs(
  pairs: readonly PlannedPair[],
  plan: Plan,
  options: RunOptions,
  single = false,
): Promise<RunScores> {
  const classIds = classIdsOf(pairs.flatMap(({ sourceA, sourceB }) => [sourceA, sourceB]));
  const rows: ScoreRow[] = [];
  const failures: CaseFailure[] = [];
  const warnings = new Set<string>();
  const diagonalMm = new Map<string, number>();
  const found = new Set<number>();
  const outcomes = runPairs(pairs, {
    read: (source) => readMask(source, classIds),
    compare: (a, b, pair) => scorePair(a, b, pair, plan),
    ...(options.onProgress && { onProgress: options.onProgress }),
    ...(options.signal && { signal: options.signal }),
  });
  for await (const outcome of outcomes) {
    if ("failure" in outcome) {
      if (single) throw outcome.error;
      failures.push(outcome.failure);
      continue;
    }
    const { result } = outcome;
    rows.push(...result.rows);
    for (const label of result.found) found.add(label);
    for (const text of result.warnings) warnings.add(text);
    diagonalMm.set(outcome.pair.case, result.diagonalMm);
  }
  const asked = plan.asked ?? plan.dataset?.labels.map(({ label }) => label);
  if (asked && rows.length > 0) {
    const absent = absentLabels(asked, found);
    if (absent.all) throw new InputError("E_LABELS", "labels", absent.message!);
    if (absent.message && plan.asked) warnings.add(absent.message);
  }
  return { rows, failures, warnings: [...warnings], diagonalMm };
}

/** Worst case of a distance for a case, by the settings. */
export function worstCaseOf(plan: Plan, diagonalMm: ReadonlyMap<string, number>) {
  const { worstCase } = plan.settings;
  if (worstCase === "none") return {};
  return {
    worstCaseMm: (caseId: string) => (worstCase === "diagonal" ? diagonalMm.get(caseId) : worstCase),
  };
}
