import type { Vector3 } from "@pgt/browser";
import { describe, expect, it } from "vitest";
import { toWorldMm } from "../src/case/maps/grid.ts";
import { labelGrid } from "../src/case/maps/label-grid.ts";
import { rasOrder } from "../src/case/maps/ras-order.ts";

const shape = [4, 3, 2] as const;
/** Unit steps along signed axes of the world, 1 for right, 2 for front, 3 for head. */
const affineOf = (...steps: readonly number[]) =>
  [0, 1, 2].flatMap((row) => [...steps.map((step) => (Math.abs(step) === row + 1 ? Math.sign(step) : 0)), 0]);

describe("the field of labels", () => {
  const orders: readonly (readonly [number, number, number])[] = [
    [1, 2, 3],
    [-1, -2, 3],
    [3, -1, 2],
    [-2, 3, -1],
    [-3, -2, -1],
    [2, 1, -3],
  ];

  it("runs to the right, the front and the head, whatever the order of the masks", () => {
    for (const order of orders) {
      const affine = affineOf(...order);
      const grid = labelGrid({ shape }, affine, { times: 1, per: 1 }, 2);
      const seen = new Map<number, Vector3>();
      for (let z = 0; z < shape[2]; z++)
        for (let y = 0; y < shape[1]; y++)
          for (let x = 0; x < shape[0]; x++) {
            const place = grid.first[0][x] + grid.first[1][y] + grid.first[2][z];
            seen.set(place, toWorldMm([x, y, z], affine));
          }
      const inOrder = [...seen].sort(([a], [b]) => a - b).map(([, mm]) => mm);
      const sorted = [...inOrder].sort((a, b) => a[2] - b[2] || a[1] - b[1] || a[0] - b[0]);
      expect(seen.size, `${order}`).toBe(24);
      expect(inOrder, `${order}`).toEqual(sorted);
    }
  });

  it("has the parts of a voxel side by side, also along an axis that is turned", () => {
    const grid = labelGrid({ shape }, affineOf(-1, 2, 3), { times: 3, per: 1 }, 2);
    expect(grid.shape).toEqual([12, 9, 2]);
    expect([grid.first[0][0], grid.last[0][0], grid.first[0][3], grid.last[0][3]]).toEqual([11, 9, 2, 0]);
    const coarse = labelGrid({ shape }, affineOf(1, 2, 3), { times: 1, per: 3 }, 2);
    expect(coarse.shape).toEqual([2, 1, 2]);
    expect([...coarse.first[0]]).toEqual([0, 0, 0, 1]);
    expect([...coarse.last[0]]).toEqual([0, 0, 0, 1]);
  });
});

describe("the viewer's order of axes", () => {
  it("gives the first axis what it runs along most, the second what is left", () => {
    // The second axis, too, runs mostly to the right, and the third mostly to the front.
    const oblique = [0.8, 0.75, 0.1, 0, 0.3, 0.4, 0.8, 0, 0.1, 0.5, 0.2, 0, 0, 0, 0, 1];
    expect(rasOrder(oblique)).toEqual({ axes: [0, 2, 1], flips: [false, false, false] });
  });
});
