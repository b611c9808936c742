import type { ScoreRow } from "@pgt/metrics";
import { mean, median, sampleSd } from "../inference/descriptive.ts";
import { meanInterval } from "../inference/interval.ts";
import type { Interval } from "../inference/interval-options.ts";
import { isDistance, type MetricTraits } from "./metric-traits.ts";

/** One label and metric over all comparisons. */
export interface SummaryRow {
  readonly label: number;
  readonly name: string;
  readonly metric: string;
  readonly unit: string;
  readonly mean: number | null;
  /** Sample standard deviation (n - 1); null for fewer than two values. */
  readonly sd: number | null;
  readonly median: number | null;
  /** 95 % t interval of the mean over cases like these (docs/methods/confidence-intervals.md); none for one value. */
  readonly interval: Interval;
  /** Values that entered the mean, substituted ones included. */
  readonly n: number;
  /** Comparisons that were to give a value: `n - substituted` plus all of `undefined`. */
  readonly expected: number;
  /** Number of the `n` values that are the worst case, put in for a structure or a case that the prediction missed. */
  readonly substituted: number;
  /** Values that are undefined, by reason; those substituted are counted here too. */
  readonly undefined: Readonly<Record<string, number>>;
}

export interface SummaryOptions {
  /**
   * Worst case in mm of a case (its image diagonal, say), put in for a distance that is undefined because the
   * prediction missed the structure (PRED_EMPTY). Absent or undefined: the comparison is left out, and counted.
   */
  readonly worstCaseMm?: (caseId: string) => number | undefined;
  /**
   * True to put in the worst value of the metric for a case without a prediction (NO_PREDICTION), for a distance that of
   * `worstCaseMm`. A metric without a worst value leaves the case out.
   */
  readonly penaliseMissing?: boolean;
}

/**
 * Summary over all comparisons, one row per label and metric: labels as they first appear in the rows, within
 * them metrics as asked for. Rows of other metrics are ignored. REF_EMPTY and BOTH_EMPTY are never substituted:
 * whether a structure is present is not a matter of overlap.
 */
export function summarize(
  rows: readonly ScoreRow[],
  metrics: readonly MetricTraits[],
  options: SummaryOptions = {},
): SummaryRow[] {
  const groups = new Map<number, Map<string, ScoreRow[]>>();
  for (const row of rows) {
    let byMetric = groups.get(row.label);
    if (!byMetric) groups.set(row.label, (byMetric = new Map()));
    const group = byMetric.get(row.metric);
    if (group) group.push(row);
    else byMetric.set(row.metric, [row]);
  }
  return [...groups.values()].flatMap((byMetric) =>
    metrics.flatMap((metric) => {
      const group = byMetric.get(metric.key);
      return group ? [summarizeGroup(group, metric, options)] : [];
    }),
  );
}

function summarizeGroup(
  rows: readonly ScoreRow[],
  metric: MetricTraits,
  options: SummaryOptions,
): SummaryRow {
  const values: number[] = [];
  const counts: Record<string, number> = {};
  let substituted = 0;
  for (const row of rows) {
    if (row.value !== null) {
      values.push(row.value);
      continue;
    }
    const reason = row.reason ?? "FAILED";
    counts[reason] = (counts[reason] ?? 0) + 1;
    const worst = worstOf(reason, metric, row.case, options);
    if (worst === undefined) continue;
    values.push(worst);
    substituted++;
  }
  // In ascending order the sums do not depend on the order of the rows.
  values.sort((a, b) => a - b);
  return {
    label: rows[0].label,
    name: rows[0].name,
    metric: metric.key,
    unit: metric.definition.unit,
    mean: finiteOrNull(mean(values)),
    sd: finiteOrNull(sampleSd(values)),
    median: finiteOrNull(median(values)),
    interval: meanInterval(values, metric.definition.range),
    n: values.length,
    expected: rows.length,
    substituted,
    undefined: counts,
  };
}

/** Value that an undefined one is taken for; undefined where there is none. */
function worstOf(
  reason: string,
  metric: MetricTraits,
  caseId: string,
  { worstCaseMm, penaliseMissing }: SummaryOptions,
): number | undefined {
  const isMissing = reason === "NO_PREDICTION" && penaliseMissing === true;
  if (reason !== "PRED_EMPTY" && !isMissing) return undefined;
  if (isDistance(metric)) return worstCaseMm?.(caseId);
  const { range, direction } = metric.definition;
  const worst = direction === "higher" ? range[0] : direction === "lower" ? range[1] : Number.NaN;
  return isMissing && Number.isFinite(worst) ? worst : undefined;
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
