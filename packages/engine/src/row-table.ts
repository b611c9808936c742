import type { Vector3 } from "@pgt/metrics";

/**
 * Rows (dy, dz) around a point in order of their distance: what the near search of assembly/src/nearest.ts walks
 * through. A distance class is a row and a number of steps along x, 32 * row + |dx|.
 */
export interface RowTable {
  /** [ d2 f64 | dy i32 | dz i32 ] a row. */
  readonly bytes: Uint8Array;
  readonly rows: number;
  /** Squared distance in mm2 of the nearest row left out. */
  readonly reachable2: number;
  /** Distance in mm of each class. */
  readonly classesMm: Float64Array;
  /** Classes by ascending distance. */
  readonly order: Uint32Array;
}

const ROWS_AT_MOST = 257;
const STEPS_AT_MOST = 24;
const ROW_BYTES = 16;
const CLASSES_PER_ROW = 32;

const TABLES_KEPT = 8;
const tables = new Map<string, RowTable>();

/** The table for a spacing; a cohort has few spacings, so the last ones are kept. */
export function rowTableOf(spacingMm: Vector3, planar: boolean): RowTable {
  const key = `${spacingMm.join(" ")} ${planar}`;
  const table = tables.get(key) ?? makeRowTable(spacingMm, planar);
  tables.delete(key);
  tables.set(key, table);
  if (tables.size > TABLES_KEPT) tables.delete(tables.keys().next().value!);
  return table;
}

function makeRowTable(spacingMm: Vector3, planar: boolean): RowTable {
  const rows = nearestRows(spacingMm, planar);
  const kept = rows.slice(0, ROWS_AT_MOST).filter((row) => row.d2 < outsideOf(spacingMm, planar) ** 2);
  const next = rows[kept.length];
  const bytes = new Uint8Array(kept.length * ROW_BYTES);
  const view = new DataView(bytes.buffer);
  const classesMm = new Float64Array(kept.length * CLASSES_PER_ROW);
  kept.forEach(({ d2, dy, dz }, k) => {
    view.setFloat64(k * ROW_BYTES, d2, true);
    view.setInt32(k * ROW_BYTES + 8, dy, true);
    view.setInt32(k * ROW_BYTES + 12, dz, true);
    for (let dx = 0; dx < CLASSES_PER_ROW; dx++) {
      classesMm[k * CLASSES_PER_ROW + dx] = distanceMm(dx, dy, dz, spacingMm);
    }
  });
  return {
    bytes,
    rows: kept.length,
    reachable2: Math.min(next ? next.d2 : Infinity, outsideOf(spacingMm, planar) ** 2),
    classesMm,
    order: Uint32Array.from(classesMm.keys()).sort((a, b) => classesMm[a] - classesMm[b] || a - b),
  };
}

function nearestRows(spacingMm: Vector3, planar: boolean) {
  const depth = planar ? 0 : STEPS_AT_MOST;
  const rows: { d2: number; dy: number; dz: number }[] = [];
  for (let dz = -depth; dz <= depth; dz++) {
    for (let dy = -STEPS_AT_MOST; dy <= STEPS_AT_MOST; dy++) {
      rows.push({ d2: (dy * spacingMm[1]) ** 2 + (dz * spacingMm[2]) ** 2, dy, dz });
    }
  }
  return rows.sort((a, b) => a.d2 - b.d2 || a.dz - b.dz || a.dy - b.dy);
}

/** Rows beyond the square of offsets lie at least this far away, in mm. */
function outsideOf(spacingMm: Vector3, planar: boolean): number {
  return (STEPS_AT_MOST + 1) * (planar ? spacingMm[1] : Math.min(spacingMm[1], spacingMm[2]));
}

/** Added up in the order of the axes, as a distance transform does, for the same digits. */
function distanceMm(dx: number, dy: number, dz: number, [sx, sy, sz]: Vector3): number {
  const [x, y, z] = [dx * sx, dy * sy, dz * sz];
  return Math.sqrt(x * x + y * y + z * z);
}
