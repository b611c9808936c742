import { type Reason, type ScoreRow, UsageError } from "@pgt/metrics";
import { getOrCreate } from "./get-or-create.ts";
import { agreementValue, isDistance, type MetricTraits } from "./metric-traits.ts";

/**
 * The pairwise tensor D_i[(k, s), (l, u)] of docs/methods/agreement.md for one label and metric, as a sparse list:
 * cases ascending by id, in each the annotation pairs that were compared, grouped by their two entities.
 */
export type PairTensor = readonly CaseScores[];

export interface CaseScores {
  readonly case: string;
  /** The sampling unit that the case belongs to (a patient); absent: the case itself. */
  readonly cluster?: string;
  /** `pairKey(k, l)` -> scores of the entities' session pairs, in order of sessions. For k = l: repeats. */
  readonly pairs: ReadonlyMap<string, readonly PairScore[]>;
}

/** Agreement of two annotations. */
export interface PairScore {
  /** Mean of both directions where the table has both and both are defined, else the defined one, else null. */
  readonly value: number | null;
  readonly reason: Reason | null;
  /** The value is the worst case, put in because one of the two masks lacks the structure. */
  readonly substituted: boolean;
}

export interface TensorOptions {
  readonly worstCaseMm?: (caseId: string) => number | undefined;
  readonly clusterOf?: ((caseId: string) => string) | undefined;
}

/** Key of an unordered pair of entities. */
export function pairKey(k: string, l: string): string {
  return k < l ? `${k}\u0000${l}` : `${l}\u0000${k}`;
}

/**
 * Builds the tensor from the rows of one label and metric. Symmetric metrics stand once in the table; of
 * directed ones (sens, prec, rve) it may have one order or both, and their mean is taken. A row that compares an
 * annotation with itself says nothing and is left out.
 *
 * @throws UsageError if the table has the same comparison twice in the same order.
 */
export function buildTensor(
  rows: readonly ScoreRow[],
  metric: MetricTraits,
  options: TensorOptions = {},
): PairTensor {
  const cases = new Map<string, Map<string, Comparison>>();
  for (const row of rows) {
    if (row.a === row.b && row.aSession === row.bSession) continue;
    const comparisons = getOrCreate(cases, row.case, () => new Map<string, Comparison>());
    addRow(comparisons, row);
  }
  return [...cases.entries()]
    .sort(([a], [b]) => compareText(a, b))
    .map(([caseId, comparisons]) => ({
      case: caseId,
      ...(options.clusterOf && { cluster: options.clusterOf(caseId) }),
      pairs: groupByEntities(comparisons, metric, options),
    }));
}

/** Both orders of one comparison; `forward` has the annotation that sorts first as `a`. */
interface Comparison {
  readonly entities: readonly [string, string];
  readonly sessions: readonly [number, number];
  forward?: ScoreRow;
  backward?: ScoreRow;
}

function addRow(comparisons: Map<string, Comparison>, row: ScoreRow): void {
  const isForward = row.a === row.b ? row.aSession < row.bSession : row.a < row.b;
  const [first, second] = isForward ? [row.a, row.b] : [row.b, row.a];
  const [s, u] = isForward ? [row.aSession, row.bSession] : [row.bSession, row.aSession];
  const comparison = getOrCreate<string, Comparison>(
    comparisons,
    `${first}\u0000${s}\u0000${second}\u0000${u}`,
    () => ({ entities: [first, second], sessions: [s, u] }),
  );
  const order = isForward ? "forward" : "backward";
  if (comparison[order]) {
    throw new UsageError(
      "E_ROW_TWICE",
      `the score table has two rows for case "${row.case}", label ${row.label}, metric ${row.metric}, ` +
        `"${row.a}" session ${row.aSession} against "${row.b}" session ${row.bSession}; expected one: remove the other`,
    );
  }
  comparison[order] = row;
}

function groupByEntities(
  comparisons: ReadonlyMap<string, Comparison>,
  metric: MetricTraits,
  options: TensorOptions,
): ReadonlyMap<string, readonly PairScore[]> {
  const ordered = [...comparisons.values()].sort(
    (x, y) => x.sessions[0] - y.sessions[0] || x.sessions[1] - y.sessions[1],
  );
  const groups = new Map<string, PairScore[]>();
  for (const comparison of ordered) {
    getOrCreate<string, PairScore[]>(groups, pairKey(...comparison.entities), () => []).push(
      pairScore(comparison, metric, options),
    );
  }
  return groups;
}

function pairScore(comparison: Comparison, metric: MetricTraits, options: TensorOptions): PairScore {
  const rows = [comparison.forward, comparison.backward].filter((row) => row !== undefined);
  const defined = rows.flatMap((row) => (row.value === null ? [] : [agreementValue(row.value, metric)]));
  if (defined.length > 0) {
    const value = defined.length === 2 ? (defined[0] + defined[1]) / 2 : defined[0];
    return { value, reason: null, substituted: false };
  }
  const worst = rows.some(isOneSided) && isDistance(metric) ? options.worstCaseMm?.(rows[0].case) : undefined;
  return { value: worst ?? null, reason: rows[0].reason ?? "FAILED", substituted: worst !== undefined };
}

/** One rule for raters and models, or a model would stand on a bound that was made by another. */
function isOneSided({ reason }: ScoreRow): boolean {
  return reason === "PRED_EMPTY" || reason === "REF_EMPTY";
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
