import type { ScoreRow } from "@pgt/metrics";
import { agreementValue, type MetricTraits, similaritySign } from "./metric-traits.ts";

/** A case in which a structure agrees least. */
export interface WorstCase {
  readonly case: string;
  readonly label: number;
  readonly metric: string;
  readonly unit: string;
  /** Null where the prediction missed the structure, or has no mask of the case. */
  readonly value: number | null;
}

/** Cases per structure that are named, and all in all. */
const perLabel = 3;
const atMost = 12;

/**
 * Takes the first few of each list and bounds the whole: the first of every list go before the second of any. In the
 * order of the lists.
 */
export function firstOfEach<T>(ranked: readonly (readonly T[])[]): T[] {
  const rounds = Array.from({ length: perLabel }, (_, rank) =>
    ranked.flatMap((list, place) => (rank < list.length ? [{ place, one: list[rank] }] : [])),
  );
  const chosen = rounds.flat().slice(0, atMost);
  return chosen.sort((x, y) => x.place - y.place).map(({ one }) => one);
}

/** The cases of each structure with the least similarity by one metric, worst first; misses before all values. */
export function worstCases(rows: readonly ScoreRow[], metric: MetricTraits): WorstCase[] {
  const byLabel = new Map<number, WorstCase[]>();
  for (const { case: id, label, metric: key, unit, value, reason } of rows) {
    const isMiss = reason === "PRED_EMPTY" || reason === "NO_PREDICTION";
    if (key !== metric.key || (value === null && !isMiss)) continue;
    const cases = byLabel.get(label) ?? byLabel.set(label, []).get(label)!;
    cases.push({ case: id, label, metric: key, unit, value });
  }
  const similarity = ({ value }: WorstCase) =>
    value === null ? Number.NEGATIVE_INFINITY : similaritySign(metric) * agreementValue(value, metric);
  return firstOfEach(
    [...byLabel.values()].map((list) =>
      list
        .map((one) => ({ one, similarity: similarity(one) }))
        .sort((x, y) =>
          x.similarity === y.similarity ? (x.one.case < y.one.case ? -1 : 1) : x.similarity - y.similarity,
        )
        .map(({ one }) => one),
    ),
  );
}
