import type { Vector3 } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { rowTableOf } from "../src/row-table.ts";

/** Offsets (dy, dz) of the rows of a table. */
function rowsOf({ bytes, rows }: ReturnType<typeof rowTableOf>) {
  const view = new DataView(bytes.buffer);
  return Array.from({ length: rows }, (_, k) => ({
    d2: view.getFloat64(16 * k, true),
    dy: view.getInt32(16 * k + 8, true),
    dz: view.getInt32(16 * k + 12, true),
  }));
}

describe("rows around a point", () => {
  it.each<Vector3>([
    [1, 1, 1],
    [0.5, 0.5, 5],
    [3, 0.1, 3],
    [0.7, 5, 0.6],
  ])("at %d x %d x %d mm are all that lie nearer than what is reachable", (...spacingMm) => {
    for (const planar of [false, true]) {
      const table = rowTableOf(spacingMm, planar);
      const rows = rowsOf(table);
      expect(rows.every(({ d2 }, k) => d2 <= table.reachable2 && (k === 0 || d2 >= rows[k - 1].d2))).toBe(
        true,
      );
      const known = new Set(rows.map(({ dy, dz }) => `${dy} ${dz}`));
      for (let dz = planar ? 0 : -60; dz <= (planar ? 0 : 60); dz++) {
        for (let dy = -300; dy <= 300; dy++) {
          const d2 = (dy * spacingMm[1]) ** 2 + (dz * spacingMm[2]) ** 2;
          if (d2 < table.reachable2) expect(known).toContain(`${dy} ${dz}`);
        }
      }
    }
  });

  it("of one slice and of a volume of the same spacing are tables of their own", () => {
    expect(rowsOf(rowTableOf([1, 1, 1], false)).some(({ dz }) => dz !== 0)).toBe(true);
    expect(rowsOf(rowTableOf([1, 1, 1], true)).some(({ dz }) => dz !== 0)).toBe(false);
  });
});
