import type { Reason } from "../rows.ts";
import { ace, brier, ece, mce, nll } from "./calibration-metrics.ts";
import { ceilingExpected, ceilingLeaveOneOut } from "./ceiling-metrics.ts";
import { crpsVolume, ged2, ged2Unbiased } from "./distribution-metrics.ts";
import {
  expectedDice,
  qubiq,
  softDice,
  softDiceCeiling,
  softDiceMinimum,
  softDiceSquared,
} from "./soft-overlap-metrics.ts";
import type { UncertaintyMeasurement } from "./uncertainty-measurement.ts";
import type { UncertaintyMetric } from "./uncertainty-metric.ts";

/** Every uncertainty metric, in the order in which results, help and documentation list them. */
export const uncertaintyRegistry: readonly UncertaintyMetric[] = [
  ged2,
  ged2Unbiased,
  qubiq,
  ece,
  ace,
  mce,
  brier,
  nll,
  softDice,
  softDiceSquared,
  softDiceMinimum,
  softDiceCeiling,
  crpsVolume,
  expectedDice,
  ceilingExpected,
  ceilingLeaveOneOut,
];

/** The metric of an id or alias, in any case, with `-` or `_`. */
export function findUncertaintyMetric(name: string): UncertaintyMetric | undefined {
  const wanted = normalised(name);
  return uncertaintyRegistry.find(({ id, aliases }) =>
    [id, ...aliases].some((one) => normalised(one) === wanted),
  );
}

function normalised(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, "-");
}

/** A metric's value of a structure: finite, or null with the reason. */
export function evaluateUncertainty(
  metric: UncertaintyMetric,
  measurement: UncertaintyMeasurement,
): { readonly value: number | null; readonly reason: Reason | null } {
  const value = metric.reduce(measurement);
  if (Number.isFinite(value)) return { value, reason: null };
  const isMarked = measurement.voxelsByVotes.slice(1).some((voxels) => voxels > 0);
  if (isMarked) return { value: null, reason: "UNDEFINED_0_0" };
  const isPredicted = measurement.map === undefined || measurement.map.image.sumP > 0;
  return { value: null, reason: isPredicted ? "REF_EMPTY" : "BOTH_EMPTY" };
}
