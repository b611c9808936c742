import type { MetricRequest, Reason, ScoreRow } from "@pgt/metrics";
import { InputError } from "@pgt/metrics";

/** Values of one metric and label: what an algorithm scores on a case against a reference. */
export interface ScoreCells {
  readonly metric: MetricRequest | null;
  readonly label: number;
  readonly name: string;
  readonly direction: "higher" | "lower";
  readonly unit: string;
  /** reference -> case -> algorithm -> cell. */
  readonly cells: ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<string, ScoreCell>>>;
}

export interface ScoreCell {
  /** Mean over sessions; a metric that is best at zero counts by its size. */
  readonly value: number | null;
  /** Cells with the reference as first mask: REF_EMPTY says that nothing is in the reference. */
  readonly reason: Reason | null;
}

export interface Entities {
  readonly algorithms: readonly string[];
  readonly references: readonly string[];
}

type Nested<T> = Map<string, Map<string, Map<string, T>>>;

const turned: Partial<Record<Reason, Reason>> = { REF_EMPTY: "PRED_EMPTY", PRED_EMPTY: "REF_EMPTY" };

/**
 * Sorts the rows of a score table by metric and label. A row of a symmetric metric is read both ways, so that
 * entities on both sides are each ranked against the other.
 *
 * @throws InputError E_TABLE if two rows say the same.
 */
export function scoreCells(
  rows: readonly ScoreRow[],
  metrics: readonly MetricRequest[],
  { algorithms, references }: Entities,
  file: string,
): ScoreCells[] {
  refuseTwice(rows, file);
  const labels = [...new Set(rows.map(({ label }) => label))].sort((a, b) => a - b);
  const byKey = new Map<string, ScoreRow[]>();
  for (const row of rows) {
    const key = `${row.label} ${row.metric}`;
    const known = byKey.get(key);
    if (known) known.push(row);
    else byKey.set(key, [row]);
  }
  const [isRanked, isReference] = [new Set(algorithms), new Set(references)];
  return labels.flatMap((label) =>
    metrics.flatMap((metric) => {
      const own = byKey.get(`${label} ${metric.key}`) ?? [];
      if (own.length === 0) return [];
      const sessions: Nested<ScoreCell[]> = new Map();
      for (const row of own) {
        const { a, b, case: id, reason } = row;
        if (a === b) continue;
        const value = row.value === null ? null : sizeOf(row.value, metric);
        if (isReference.has(a) && isRanked.has(b)) push(sessions, [a, id, b], { value, reason });
        if (metric.definition.symmetric && isReference.has(b) && isRanked.has(a)) {
          push(sessions, [b, id, a], { value, reason: reason && (turned[reason] ?? reason) });
        }
      }
      return {
        ...{ metric, label, name: own[0].name, unit: metric.definition.unit },
        direction: metric.definition.direction === "higher" ? ("higher" as const) : ("lower" as const),
        cells: meanOverSessions(sessions),
      };
    }),
  );
}

function sizeOf(value: number, { definition }: MetricRequest): number {
  return definition.direction === "zero" ? Math.abs(value) : value;
}

function push<T>(
  nested: Nested<T[]>,
  [first, second, third]: readonly [string, string, string],
  one: T,
): void {
  const inner = nested.get(first) ?? new Map<string, Map<string, T[]>>();
  const innermost = inner.get(second) ?? new Map<string, T[]>();
  innermost.set(third, [...(innermost.get(third) ?? []), one]);
  inner.set(second, innermost);
  nested.set(first, inner);
}

function meanOverSessions(sessions: Nested<ScoreCell[]>): Nested<ScoreCell> {
  const over = <A, B>(map: Map<string, A>, change: (inner: A) => B) =>
    new Map([...map].map(([key, inner]) => [key, change(inner)] as const));
  return over(sessions, (byCase) => over(byCase, (byAlgorithm) => over(byAlgorithm, meanCell)));
}

function meanCell(cells: readonly ScoreCell[]): ScoreCell {
  const values = cells.flatMap(({ value }) => value ?? []);
  if (values.length === 0) return cells[0];
  return { value: values.reduce((sum, value) => sum + value, 0) / values.length, reason: null };
}

function refuseTwice(rows: readonly ScoreRow[], file: string): void {
  const seen = new Set<string>();
  for (const { case: id, label, name, metric, a, aSession, b, bSession } of rows) {
    const key = JSON.stringify([id, label, metric, a, aSession, b, bSession]);
    if (seen.has(key)) {
      throw new InputError(
        "E_TABLE",
        file,
        `two rows for case ${id}, label ${name}, ${metric}, ${a} against ${b} (sessions ${aSession} and ${bSession}); keep one, or number the sessions`,
      );
    }
    seen.add(key);
  }
}
