import type { Vector3 } from "@pgt/metrics";

/** Rows (dy, dz) around a point in order of their distance: what the near search of assembly/src/nearest.ts walks through. */
export interface RowTable {
  /** [ d2 f64 | dy i32 | dz i32 ] a row. */
  readonly bytes: Uint8Array;
  readonly rows: number;
  /** Squared distance in mm2 of the nearest row left out. */
  readonly reachable2: number;
}

const ROWS_AT_MOST = 257;
const STEPS_AT_MOST = 24;
const ROW_BYTES = 16;

export function makeRowTable(spacingMm: Vector3, planar: boolean): RowTable {
  const depth = planar ? 0 : STEPS_AT_MOST;
  const all: { d2: number; dy: number; dz: number }[] = [];
  for (let dz = -depth; dz <= depth; dz++) {
    for (let dy = -STEPS_AT_MOST; dy <= STEPS_AT_MOST; dy++) {
      all.push({ d2: (dy * spacingMm[1]) ** 2 + (dz * spacingMm[2]) ** 2, dy, dz });
    }
  }
  all.sort((a, b) => a.d2 - b.d2 || a.dz - b.dz || a.dy - b.dy);
  // Beyond the square of offsets lie rows at least this far away.
  const outside = (STEPS_AT_MOST + 1) * (planar ? spacingMm[1] : Math.min(spacingMm[1], spacingMm[2]));
  const kept = all.slice(0, ROWS_AT_MOST).filter((row) => row.d2 < outside ** 2);
  const next = all[kept.length];
  const bytes = new Uint8Array(kept.length * ROW_BYTES);
  const view = new DataView(bytes.buffer);
  kept.forEach((row, k) => {
    view.setFloat64(k * ROW_BYTES, row.d2, true);
    view.setInt32(k * ROW_BYTES + 8, row.dy, true);
    view.setInt32(k * ROW_BYTES + 12, row.dz, true);
  });
  return { bytes, rows: kept.length, reachable2: Math.min(next ? next.d2 : Infinity, outside ** 2) };
}
