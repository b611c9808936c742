import { fixed } from "@pgt/metrics";

/** Decimals that a value of a unit is shown with: the same for a whole column, so that points line up. */
export function decimalsOf(unit: string): number {
  if (/^mm(3|³|\^3)$/.test(unit)) return 1;
  if (/^(mm|ml)/i.test(unit)) return 3;
  if (/voxel/.test(unit)) return 0;
  return 4;
}

/** Undefined (null, NaN) is the sign, never 0. Minus zero is zero. */
export function formatNumber(value: number | null, decimals: number, undefinedSign: string): string {
  if (value === null || Number.isNaN(value)) return undefinedSign;
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  return fixed(value, decimals);
}

/** A unit as text: a pure number has the unit 1. */
export function unitOf(unit: string): string {
  return unit === "" ? "1" : unit;
}
