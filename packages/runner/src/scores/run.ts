import {
  InternalError,
  interruptedCode,
  type MaskRow,
  type Note,
  plural,
  type ScoreRow,
  type Vector3,
  type VoteTable,
} from "@pgt/metrics";
import { absentNotes, type CaseFailure, failureOf, type PairOutcome, type PlannedPair } from "@pgt/study";
import { classIdsOf } from "../platform/folders.ts";
import type { RunJournal } from "../platform/run-output.ts";
import { journalledPairs } from "../run-directory/journalled-pairs.ts";
import type { RunOptions } from "../types.ts";
import { computePairs } from "../workers/compute-pairs.ts";
import type { CountRow, PairIdentity, PairScores } from "./pair-scores.ts";
import type { Plan } from "./plan.ts";

/** Results of a run over planned pairs: the score table and what went with it. */
export interface RunScores {
  readonly rows: readonly ScoreRow[];
  /** Every comparison that was made; one in which no structure is marked may have no row. */
  readonly comparisons: readonly PairIdentity[];
  readonly failures: readonly CaseFailure[];
  /** Oddities of every mask that did not prevent a value; `foldNotes` puts together what is said of many. */
  readonly warnings: readonly Note[];
  readonly diagonalMm: ReadonlyMap<string, number>;
  readonly spacingMm: ReadonlyMap<string, Vector3>;
  /** Votes of the raters of each case, a structure each, if they were counted. */
  readonly votes: readonly (VoteTable & { readonly case: string })[];
  /** One row per mask and structure. */
  readonly masks: readonly MaskRow[];
  /** One row per comparison and structure that one of its masks holds, or that was asked for. */
  readonly counts: readonly CountRow[];
}

/**
 * Compares every planned pair. What fails in one is noted and the others go on; if there is only one to compare
 * (`single`), its fault is thrown. With a `journal`, cases that it has are taken from it, and the others stored.
 *
 * @throws InputError E_LABELS if labels were asked for and none of them is in any mask.
 */
export async function scorePairs(
  pairs: readonly PlannedPair[],
  plan: Plan,
  options: RunOptions,
  single = false,
  journal?: RunJournal,
): Promise<RunScores> {
  const scored: PairScores[] = [];
  const failures: CaseFailure[] = [];
  const warnings: Note[] = [];
  const diagonalMm = new Map<string, number>();
  const spacingMm = new Map<string, Vector3>();
  const found = new Set<number>();
  const present = new Set<number>();
  let done = 0;
  try {
    for await (const outcome of pairOutcomes(pairs, { all: pairs, plan, options, journal })) {
      done++;
      if ("failure" in outcome) {
        if (single) throw outcome.error;
        failures.push(outcome.failure);
        continue;
      }
      const { result } = outcome;
      scored.push(result);
      for (const label of result.found) found.add(label);
      for (const id of result.present) present.add(id);
      warnings.push(...result.warnings);
      diagonalMm.set(outcome.pair.case, result.diagonalMm);
      spacingMm.set(outcome.pair.case, result.spacingMm);
    }
  } catch (error) {
    // What was computed before an interruption is kept.
    if (!options.signal?.aborted || scored.length === 0) throw error;
    const left = pairs.slice(done);
    failures.push(...left.map(leftOut));
    warnings.push(restsOn(pairs, left));
  }
  if (scored.length > 0) warnings.push(...absentNotes(plan, found, present));
  return {
    rows: padMissingLabels(scored),
    comparisons: scored.flatMap(({ absentRows: [pair] }) => (pair ? [identityOf(pair)] : [])),
    failures,
    warnings,
    diagonalMm,
    spacingMm,
    votes: scored.flatMap(({ votes = [], absentRows: [pair] }) =>
      votes.map((table) => ({ ...table, case: pair.case })),
    ),
    masks: uniqueMasks(scored),
    counts: scored.flatMap(({ counts }) => counts),
  };
}

interface OutcomeRequest {
  /** Every pair of the run: names of classes have their numbers by all of them. */
  readonly all: readonly PlannedPair[];
  readonly plan: Plan;
  readonly options: RunOptions;
  readonly journal?: RunJournal | undefined;
}

/** Outcomes of some pairs in their order. With a journal, cases that it has are taken from it, and the others stored. */
export function pairOutcomes(
  pairs: readonly PlannedPair[],
  { all, plan, options, journal }: OutcomeRequest,
): AsyncGenerator<PairOutcome<PairScores>, void, undefined> {
  const classIds = classIdsOf(all.flatMap(({ sourceA, sourceB }) => [sourceA, sourceB]));
  const compute = (some: readonly PlannedPair[], onProgress: RunOptions["onProgress"]) =>
    computePairs(some, {
      plan: journal ? { ...plan, hashesInputs: true } : plan,
      options,
      classIds,
      onProgress,
    });
  return journal
    ? journalledPairs(pairs, journal, compute, options.onProgress)
    : compute(pairs, options.onProgress);
}

function leftOut(pair: PlannedPair): CaseFailure {
  return failureOf(pair, new InternalError(interruptedCode, "not compared: the run was interrupted"));
}

function restsOn(pairs: readonly PlannedPair[], left: readonly PlannedPair[]): Note {
  const casesOf = (some: readonly PlannedPair[]) => new Set(some.map((pair) => pair.case)).size;
  const all = casesOf(pairs);
  const message = `the run was interrupted: all of this rests on ${all - casesOf(left)} of ${plural(all, "case")}.`;
  return { code: "N-INTERRUPTED", message };
}

function identityOf({ case: id, a, aSession, b, bSession }: ScoreRow): PairIdentity {
  return { case: id, a, aSession, b, bSession };
}

/**
 * Every label of the run gets its rows in every comparison: a structure absent from a case is a fact of that case.
 */
function padMissingLabels(scored: readonly PairScores[]): ScoreRow[] {
  const names = new Map<number, string>();
  for (const { rows } of scored)
    for (const row of rows) if (!names.has(row.label)) names.set(row.label, row.name);
  const labels = [...names].sort(([a], [b]) => a - b);
  return scored.flatMap(({ rows, absentRows }) => {
    const byLabel = new Map<number, ScoreRow[]>();
    for (const row of rows) byLabel.set(row.label, [...(byLabel.get(row.label) ?? []), row]);
    if (byLabel.size === labels.length) return rows;
    return labels.flatMap(
      ([label, name]) => byLabel.get(label) ?? absentRows.map((row) => ({ ...row, label, name })),
    );
  });
}

/**
 * One row per mask and structure of the run. A mask takes part in many comparisons: its sizes are taken from the
 * first. A structure that it lacks has no volume.
 */
function uniqueMasks(scored: readonly PairScores[]): MaskRow[] {
  const names = new Map<number, string>();
  const masks = new Map<string, Map<number, MaskRow>>();
  const keyOf = (id: string, entity: string, session: number) => JSON.stringify([id, entity, session]);
  for (const row of scored.flatMap((scores) => scores.masks)) {
    if (!names.has(row.label)) names.set(row.label, row.name);
    const key = keyOf(row.case, row.entity, row.session);
    const known = masks.get(key) ?? new Map<number, MaskRow>();
    masks.set(key, known);
    if (!known.has(row.label)) known.set(row.label, row);
  }
  const labels = [...names].sort(([a], [b]) => a - b);
  const seen = new Set<string>();
  return scored.flatMap(({ absentRows: [pair] }) => {
    if (!pair) return [];
    const sides = [
      { entity: pair.a, session: pair.aSession },
      { entity: pair.b, session: pair.bSession },
    ];
    return sides.flatMap(({ entity, session }) => {
      const key = keyOf(pair.case, entity, session);
      if (seen.has(key)) return [];
      seen.add(key);
      return labels.map(([label, name]): MaskRow => {
        const found = masks.get(key)?.get(label);
        return found ?? { case: pair.case, label, name, entity, session, volumeMl: 0, areaMm2: null };
      });
    });
  });
}

/** Worst case of a distance for a case, by the settings. */
export function worstCaseOf(plan: Plan, diagonalMm: ReadonlyMap<string, number>) {
  const { worstCase } = plan.settings;
  if (worstCase === "none") return {};
  return {
    worstCaseMm: (caseId: string) => (worstCase === "diagonal" ? diagonalMm.get(caseId) : worstCase),
  };
}
