import type { Note, WarningCode } from "@pgt/metrics";

export type { WarningCode };

/** Conclusion that must not be drawn, and why. */
export interface Warning extends Note {
  readonly code: WarningCode;
  /** Null: holds for the whole study. */
  readonly label: number | null;
  /** Null: holds for every metric. */
  readonly metric: string | null;
}

/** A warning that holds for the whole study. */
export function ofStudy(code: WarningCode, message: string): Warning {
  return { code, label: null, metric: null, message };
}

/** Three decimals for a number without unit, two with one: `0.912`, `3.40 mm`. */
export function formatValue(value: number, unit: string): string {
  return unit === "mm" ? `${value.toFixed(2)} mm` : value.toFixed(3);
}
