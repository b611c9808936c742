import type { Reason, ScoreRow } from "@pgt/metrics";
import { isDistance, type MetricTraits } from "../scores/metric-traits.ts";
import type { OrganVoxels } from "./organ-voxels.ts";
import type { QualityChoices } from "./quality-options.ts";
import type { QualityInput } from "./quality-types.ts";

/** Rules by which rows become values of organs. */
export interface GridRules {
  readonly choices: QualityChoices;
  /** Undefined where only scores are known: then the row's reason says which mask is empty. */
  readonly voxelsOf?: (row: ScoreRow) => OrganVoxels | undefined;
  /** Worst case of a distance to an organ that the generator missed; undefined leaves it out. */
  readonly worstCaseMm?: (caseId: string) => number | undefined;
}

/** Values of one organ, generator and metric over the cases of a dataset. */
export interface OrganScores {
  /** NaN where there is none. */
  readonly values: Float64Array;
  readonly n: number;
  readonly substituted: number;
  /** Cases without a value, and those with a substituted one, by reason. */
  readonly undefined: Readonly<Record<string, number>>;
}

/**
 * Values of one organ from its rows of one generator and metric.
 *
 * @param places case -> its place in `values`. A case without a row is counted as NO_PREDICTION.
 */
export function organScores(
  rows: readonly ScoreRow[],
  places: ReadonlyMap<string, number>,
  metric: MetricTraits,
  rules: GridRules,
): OrganScores {
  const values = new Float64Array(places.size).fill(Number.NaN);
  const seen = new Set<number>();
  const counts: Record<string, number> = {};
  const count = (reason: string) => (counts[reason] = (counts[reason] ?? 0) + 1);
  let substituted = 0;
  for (const row of rows) {
    const place = places.get(row.case);
    if (place === undefined || seen.has(place)) continue;
    seen.add(place);
    const voxels = rules.voxelsOf?.(row);
    const { value, reason } = organValue(row, voxels, metric, rules.choices);
    if (reason !== null) count(reason);
    const worst = reason === "PRED_EMPTY" && isDistance(metric) ? rules.worstCaseMm?.(row.case) : undefined;
    if (worst !== undefined) substituted++;
    values[place] = value ?? worst ?? Number.NaN;
  }
  for (let missing = seen.size; missing < places.size; missing++) count("NO_PREDICTION");
  return {
    values,
    n: values.reduce((n, value) => (Number.isNaN(value) ? n : n + 1), 0),
    substituted,
    undefined: counts,
  };
}

/** Scores of an organ by metric, generator and label. */
export type ScoreGrid = (metric: string, generator: string, label: number) => OrganScores;

/** @param input its cases in the order that the values take. */
export function scoreGrid(input: QualityInput, choices: QualityChoices): ScoreGrid {
  const places = new Map(input.cases.map((id, place) => [id, place]));
  const metrics = new Map(input.metrics.map((metric) => [metric.key, metric]));
  const rows = new Map<string, ScoreRow[]>();
  const keyOf = (metric: string, generator: string, label: number) =>
    JSON.stringify([metric, generator, label]);
  for (const row of input.rows) {
    const key = keyOf(row.metric, row.b, row.label);
    const group = rows.get(key);
    if (group) group.push(row);
    else rows.set(key, [row]);
  }
  const rules = {
    choices,
    ...(input.voxelsOf && { voxelsOf: input.voxelsOf }),
    ...(input.worstCaseMm && { worstCaseMm: input.worstCaseMm }),
  };
  const known = new Map<string, OrganScores>();
  return (metric, generator, label) => {
    const key = keyOf(metric, generator, label);
    const scores = known.get(key) ?? organScores(rows.get(key) ?? [], places, metrics.get(metric)!, rules);
    known.set(key, scores);
    return scores;
  };
}

/** Facts known of an organ in the reference. */
export interface ReferencePresence {
  /** Cases that have it; null if nothing is known of any. */
  readonly inReference: number | null;
  /** Cases of which it is known. */
  readonly referenceKnown: number;
}

/** Label -> presence in the reference, by every comparison that tells: those that failed do not. */
export function referencePresence(
  rows: readonly ScoreRow[],
  voxelsOf: GridRules["voxelsOf"],
): ReadonlyMap<number, ReferencePresence> {
  const known = new Map<number, Map<string, boolean>>();
  for (const row of rows) {
    const isThere = inReferenceOf(row, voxelsOf?.(row));
    if (isThere === null) continue;
    const ofLabel = known.get(row.label) ?? new Map<string, boolean>();
    known.set(row.label, ofLabel.set(row.case, isThere));
  }
  return new Map(
    [...known].map(([label, cases]) => [
      label,
      { inReference: [...cases.values()].filter(Boolean).length, referenceKnown: cases.size },
    ]),
  );
}

/** True if a case's reference has the organ; null if the row cannot tell. */
function inReferenceOf({ reason, value }: ScoreRow, voxels: OrganVoxels | undefined): boolean | null {
  if (reason === "NO_PREDICTION" || reason === "FAILED") return null;
  if (voxels) return voxels.reference > 0;
  if (reason === "BOTH_EMPTY" || reason === "REF_EMPTY") return false;
  return reason === "PRED_EMPTY" || (value !== null && value !== 0) ? true : null;
}

/**
 * An overlap that does not mind which mask is which, from 0 to 1: what docs/methods/label-quality.md sets values for.
 */
export function isOverlap({ definition }: MetricTraits): boolean {
  const [low, high] = definition.range;
  return low === 0 && high === 1 && definition.direction === "higher" && definition.symmetric !== false;
}

type Value = Pick<ScoreRow, "value" | "reason">;

/** A row's value by the choices of docs/methods/label-quality.md for organs that a mask lacks. */
export function organValue(
  { value, reason }: Value,
  voxels: OrganVoxels | undefined,
  metric: MetricTraits,
  { absent, absentInReference }: QualityChoices,
): Value {
  const unmeasured: readonly (Reason | null)[] = ["NO_PREDICTION", "NOT_IN_LABELSET", "FAILED"];
  if (unmeasured.includes(reason)) return { value: null, reason };
  const empty = emptyMask(reason, voxels);
  if (empty === "BOTH_EMPTY") {
    return isOverlap(metric) && absent !== "skip"
      ? { value: Number(absent), reason: null }
      : { value: null, reason: empty };
  }
  if (empty === "REF_EMPTY" && absentInReference === "skip") return { value: null, reason: empty };
  if (empty !== null && isOverlap(metric)) return { value: 0, reason: null };
  return { value, reason };
}

function emptyMask(reason: Reason | null, voxels: OrganVoxels | undefined): Reason | null {
  if (!voxels) return reason === "UNDEFINED_0_0" ? null : reason;
  if (voxels.reference === 0) return voxels.prediction === 0 ? "BOTH_EMPTY" : "REF_EMPTY";
  return voxels.prediction === 0 ? "PRED_EMPTY" : null;
}
