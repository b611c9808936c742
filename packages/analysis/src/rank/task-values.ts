import type { MissingPolicy, RankingTask } from "@pgt/stats";
import type { LeftOutCase, MissingValue } from "./rank-types.ts";
import type { ScoreCell, ScoreCells } from "./score-cells.ts";

/** A task against one reference, or several. */
export interface TaskValues {
  readonly task: RankingTask;
  readonly references: readonly string[];
  readonly leftOut: readonly LeftOutCase[];
  readonly missing: readonly MissingValue[];
}

type CaseCells = ReadonlyMap<string, ScoreCell>;

const ofReference: readonly string[] = ["BOTH_EMPTY", "REF_EMPTY"];

/**
 * Values of the algorithms against one reference. A case is left out for all if the reference has nothing of the label
 * there (whether it is there is no question of overlap), or if nobody has a value and nobody missed it.
 *
 * @param emptyCases cases in which the reference is known to have nothing, from any metric.
 * @returns null if fewer than two algorithms were compared with it, or no case is left.
 */
export function valuesAgainst(
  { cells, direction }: ScoreCells,
  reference: string,
  algorithms: readonly string[],
  emptyCases: ReadonlySet<string>,
  worstOf: (caseId: string) => number,
): TaskValues | null {
  const byCase = cells.get(reference) ?? new Map<string, CaseCells>();
  const compared = algorithms.filter((id) => [...byCase.values()].some((one) => isRankable(one.get(id))));
  if (compared.length < 2) return null;
  const leftOut: LeftOutCase[] = [];
  const missing: MissingValue[] = [];
  const cases: string[] = [];
  for (const id of [...byCase.keys()].sort()) {
    const ofCase = byCase.get(id)!;
    const reason = leftOutReason(ofCase, compared, emptyCases.has(id));
    if (reason !== null) leftOut.push({ case: id, reference, reason });
    else cases.push(id);
  }
  if (cases.length === 0) return null;
  const values = compared.map((algorithm) =>
    cases.map((id) => {
      const cell = byCase.get(id)!.get(algorithm);
      if (cell?.value == null)
        missing.push({ algorithm, case: id, reference, reason: cell?.reason ?? "NO_ROW" });
      return cell?.value ?? null;
    }),
  );
  const task = { algorithms: compared, cases, values, direction, worstValues: cases.map(worstOf) };
  return { task, references: [reference], leftOut, missing };
}

/** A label that an algorithm cannot produce is no missing value. */
function isRankable(cell: ScoreCell | undefined): boolean {
  return cell !== undefined && cell.reason !== "NOT_IN_LABELSET";
}

function leftOutReason(cells: CaseCells, algorithms: readonly string[], isEmpty: boolean): string | null {
  const own = algorithms.map((id) => cells.get(id));
  const reasons = own.flatMap((cell) => cell?.reason ?? []);
  if (isEmpty) return reasons.find((reason) => ofReference.includes(reason)) ?? "REF_EMPTY";
  if (own.some((cell) => cell !== undefined && cell.value !== null)) return null;
  return reasons.includes("PRED_EMPTY") ? null : (reasons[0] ?? "NO_ROW");
}

/** Cases in which a reference has nothing of a label, as far as the reasons of any metric tell. */
export function emptyCases(ofLabel: readonly ScoreCells[], reference: string): Set<string> {
  const empty = new Set<string>();
  for (const { cells } of ofLabel) {
    for (const [id, byAlgorithm] of cells.get(reference) ?? []) {
      for (const { reason } of byAlgorithm.values())
        if (reason && ofReference.includes(reason)) empty.add(id);
    }
  }
  return empty;
}

/**
 * The mean per case over parts (references, or labels). A part that is missing counts by the policy if another part of
 * the same case is there, and the case is then incomplete; a case without any is missing.
 */
export function meanOfParts(
  parts: readonly TaskValues[],
  algorithms: readonly string[],
  policy: MissingPolicy,
): TaskValues {
  const cases = [...new Set(parts.flatMap(({ task }) => task.cases))].sort();
  const places = parts.map(({ task }) => ({
    task,
    caseAt: new Map(task.cases.map((id, at) => [id, at])),
    rowOf: new Map(task.algorithms.map((id, at) => [id, task.values[at]])),
  }));
  const missing = parts.flatMap((part) => part.missing);
  const values = algorithms.map((algorithm) =>
    cases.map((id) => {
      const found = places.flatMap(({ task, caseAt, rowOf }) => {
        const at = caseAt.get(id);
        const row = rowOf.get(algorithm);
        if (at === undefined || row === undefined) return [];
        return { value: row[at]!, fill: policy === "worst" ? task.worstValues[at] : policy };
      });
      if (found.every(({ value }) => value === null)) return null;
      return found.reduce((sum, { value, fill }) => sum + (value ?? fill), 0) / found.length;
    }),
  );
  const worstValues = cases.map((id) => {
    const worst = places.flatMap(({ task, caseAt }) => {
      const at = caseAt.get(id);
      return at === undefined ? [] : task.worstValues[at];
    });
    return worst.reduce((sum, value) => sum + value, 0) / worst.length;
  });
  const incomplete = algorithms.map((algorithm, index) => {
    const lacking = new Set(missing.filter((one) => one.algorithm === algorithm).map((one) => one.case));
    return cases.filter((id, at) => lacking.has(id) && values[index][at] !== null).length;
  });
  return {
    task: { algorithms, cases, values, direction: parts[0].task.direction, worstValues, incomplete },
    references: [...new Set(parts.flatMap(({ references }) => references))],
    leftOut: parts.flatMap(({ leftOut }) => leftOut),
    missing,
  };
}
