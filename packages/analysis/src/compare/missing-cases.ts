import { type MetricRequest, type Note, planNeeds, type Reason, type ScoreRow } from "@pgt/metrics";
import { classIdsOf, type Mask, type Plan, type RunScores, readMask, scorePair } from "@pgt/runner";
import {
  type CaseFailure,
  failureOf,
  type MaskSource,
  type MatchedEntity,
  type PlannedPair,
} from "@pgt/study";
import type { MissingPrediction } from "./compare-types.ts";

/** The two sides of a comparison, matched. */
export interface MatchedSides {
  readonly reference: MatchedEntity;
  readonly prediction: MatchedEntity;
}

type Completed = Pick<RunScores, "rows" | "failures" | "warnings" | "diagonalMm">;

const pairOfSides = { a: "reference", aSession: 1, b: "prediction", bSession: 1 } as const;

/** Puts the cases that one side lacks into the scores of the others, as the rule says. */
export async function withMissingCases(
  sides: MatchedSides,
  rule: MissingPrediction,
  scores: RunScores,
  plan: Plan,
): Promise<Completed> {
  const { reference, prediction } = sides;
  const failed = scores.failures.map((failure): Gap => ({ failure, reason: "FAILED" }));
  if (rule === "error") {
    const gaps = [
      ...failed,
      ...gapsOf(reference, prediction, "NO_REFERENCE"),
      ...gapsOf(prediction, reference, "NO_PREDICTION"),
    ];
    return completed(scores, gaps, plan);
  }
  const extra = leftOut(reference, prediction);
  if (rule === "ignore") {
    const notes = [...extra, ...leftOut(prediction, reference)];
    return { ...completed(scores, failed, plan), warnings: [...scores.warnings, ...notes] };
  }
  const penalties = await penaltiesOf(sides, scores, plan);
  const unread = penalties.failures.map((failure): Gap => ({ failure, reason: "FAILED" }));
  const { rows, failures } = completed(scores, [...failed, ...unread], plan);
  return {
    rows: [...rows, ...penalties.rows],
    failures,
    warnings: [...scores.warnings, ...extra, ...penalties.notes],
    diagonalMm: new Map([...scores.diagonalMm, ...penalties.diagonalMm]),
  };
}

/** A case without values, and the reason of its rows. */
interface Gap {
  readonly failure: CaseFailure;
  readonly reason: Reason;
}

/** Cases that `other` has and `entity` lacks. */
function gapsOf(entity: MatchedEntity, other: MatchedEntity, reason: Reason): Gap[] {
  return entity.missing.map((id) => ({
    failure: {
      case: id,
      comparison: "reference/prediction",
      code: "E_CASES",
      message: `${entity.folder}: no ${entity.id} for case "${id}", which ${other.folder} has`,
    },
    reason,
  }));
}

function leftOut({ id: entity, missing: cases }: MatchedEntity, other: MatchedEntity): Note[] {
  if (cases.length === 0) return [];
  const message = `no {entity} for {cases}, which the ${other.id} has: left out.`;
  return [{ code: "N-CASES", entity, cases, message }];
}

/** A failed case keeps its place in every mean's "n of expected": one row without a value per label and metric. */
function completed(scores: RunScores, gaps: readonly Gap[], plan: Plan): Completed {
  const inOrder = [...gaps].sort(({ failure: x }, { failure: y }) =>
    x.case < y.case ? -1 : Number(x.case > y.case),
  );
  const names = namesOf(scores.rows);
  const rows = inOrder.flatMap(({ failure, reason }) =>
    emptyRows(failure.case, names, plan.metrics, () => reason),
  );
  return { ...scores, rows: [...scores.rows, ...rows], failures: inOrder.map(({ failure }) => failure) };
}

function namesOf(rows: readonly ScoreRow[]): Map<number, string> {
  return new Map(rows.map(({ label, name }) => [label, name]));
}

function emptyRows(
  id: string,
  names: ReadonlyMap<number, string>,
  metrics: readonly MetricRequest[],
  reasonOf: (label: number) => Reason,
): ScoreRow[] {
  return [...names].flatMap(([label, name]) =>
    metrics.map(
      ({ key, definition }): ScoreRow => ({
        ...{ case: id, label, name, metric: key, ...pairOfSides },
        ...{ value: null, unit: definition.unit, reason: reasonOf(label) },
      }),
    ),
  );
}

interface Penalties {
  readonly rows: readonly ScoreRow[];
  readonly failures: readonly CaseFailure[];
  readonly notes: readonly Note[];
  readonly diagonalMm: ReadonlyMap<string, number>;
}

/**
 * Rows of the cases without a prediction: NO_PREDICTION where the reference has the structure, BOTH_EMPTY where an
 * empty mask would have been right.
 */
async function penaltiesOf(
  { reference, prediction }: MatchedSides,
  scores: RunScores,
  plan: Plan,
): Promise<Penalties> {
  const { missing } = prediction;
  if (missing.length === 0) return { rows: [], failures: [], notes: [], diagonalMm: new Map() };
  const classIds = classIdsOf([...reference.cases.values(), ...prediction.cases.values()]);
  const rows: ScoreRow[] = [];
  const failures: CaseFailure[] = [];
  const diagonalMm = new Map<string, number>();
  for (const id of missing) {
    const source = reference.cases.get(id)!;
    const pair: PlannedPair = {
      kind: "comparison",
      case: id,
      ...pairOfSides,
      sourceA: source,
      sourceB: source,
    };
    try {
      const held = await heldStructures(pair, source, plan, classIds);
      const names = new Map([...namesOf(scores.rows), ...held.names]);
      diagonalMm.set(id, held.diagonalMm);
      rows.push(
        ...emptyRows(id, names, plan.metrics, (label) =>
          held.names.has(label) ? "NO_PREDICTION" : "BOTH_EMPTY",
        ),
      );
    } catch (error) {
      failures.push(failureOf(pair, error));
    }
  }
  const message =
    "no {entity} for {cases}: the worst value of each metric stands for it where the reference has the structure.";
  const note: Note = { code: "N-CASES", entity: "prediction", cases: missing, message };
  return { rows, failures, notes: [note], diagonalMm };
}

/** Structures that a mask of the reference holds, named as a comparison names them, and the diagonal of its grid. */
async function heldStructures(
  pair: PlannedPair,
  source: MaskSource,
  plan: Plan,
  classIds: ReadonlyMap<string, number>,
): Promise<{ readonly names: ReadonlyMap<number, string>; readonly diagonalMm: number }> {
  const mask = await readMask(source, classIds);
  const countsOnly: Plan = { ...plan, metrics: [], needs: planNeeds([]) };
  const { masks, diagonalMm } = await scorePair(mask, emptied(mask), pair, countsOnly);
  const held = masks.filter(({ entity, volumeMl }) => entity === pair.a && volumeMl > 0);
  return { names: new Map(held.map(({ label, name }) => [label, name])), diagonalMm };
}

function emptied(mask: Mask): Mask {
  return {
    ...mask,
    layers: mask.layers.map((layer) => ({ ...layer, data: new Uint8Array(layer.data.length) })),
  };
}
