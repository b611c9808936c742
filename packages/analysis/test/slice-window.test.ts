import type { SliceMasks } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { type BinaryMask, cutSlices } from "../src/slices/slice-window.ts";

type Box = readonly [from: readonly number[], to: readonly number[]];

/** A mask that holds the voxels of some boxes, ends included. */
function boxes(entity: string, [nx, ny, nz]: readonly number[], ...marked: readonly Box[]): BinaryMask {
  const voxels = new Uint8Array(nx * ny * nz);
  for (const [from, to] of marked)
    for (let z = from[2]; z <= to[2]; z++)
      for (let y = from[1]; y <= to[1]; y++)
        for (let x = from[0]; x <= to[0]; x++) voxels[x + nx * (y + ny * z)] = 1;
  return { entity, session: 1, voxels };
}

/** The window as text, one line per row. */
function picture({ width, masks }: SliceMasks, place: number): string[] {
  const pixels = masks[place].runs.map((length, at) => (at % 2 ? "#" : ".").repeat(length)).join("");
  return pixels.match(new RegExp(`.{${width}}`, "g")) ?? [];
}

const shape = [12, 10, 9] as const;
const thick = { shape, spacingMm: [1, 1, 3] } as const;

describe("slices of disagreement", () => {
  const anna = boxes("anna", shape, [
    [4, 4, 1],
    [6, 5, 7],
  ]);
  const ben = boxes(
    "ben",
    shape,
    [
      [4, 4, 1],
      [6, 5, 7],
    ],
    [
      [7, 4, 2],
      [7, 5, 2],
    ],
    [
      [7, 4, 4],
      [7, 4, 4],
    ],
    [
      [4, 6, 6],
      [6, 6, 6],
    ],
  );

  it("are the three in which most voxels are disputed, ascending, with their counts", () => {
    const cut = cutSlices([anna, ben], thick);
    expect(cut?.depth).toBe(9);
    expect(cut?.slices.map(({ index, disagreeing }) => [index, disagreeing])).toEqual([
      [2, 2],
      [4, 1],
      [6, 3],
    ]);
  });

  it("show each mask in one window around what anybody marked", () => {
    const [first] = cutSlices([anna, ben], thick)!.slices;
    expect([first.width, first.height]).toEqual([10, 9]);
    expect(picture(first, 0).slice(2, 6)).toEqual(["..........", "...###....", "...###....", ".........."]);
    expect(picture(first, 1)[3]).toBe("...####...");
  });

  it("lie across the axis of largest spacing", () => {
    const cut = cutSlices([anna, ben], { shape, spacingMm: [5, 1, 1] })!;
    expect(cut.depth).toBe(12);
    expect(cut.slices.every(({ pixelMm }) => pixelMm.join() === "1,1")).toBe(true);
    expect(cut.slices.some(({ index }) => index === 7)).toBe(true);
  });

  it("are turned as on a radiological display where the grid says how it lies", () => {
    const corner = boxes(
      "anna",
      shape,
      [
        [9, 8, 4],
        [9, 8, 4],
      ],
      [
        [2, 2, 4],
        [2, 2, 4],
      ],
      [
        [3, 2, 4],
        [3, 2, 4],
      ],
    );
    const rasPlus = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 3, 0, 0, 0, 0, 1];
    const [turned] = cutSlices([corner, boxes("ben", shape)], { ...thick, affine: rasPlus })!.slices;
    const rows = picture(turned, 0).filter((row) => row.includes("#"));
    // x grows to the patient's right, shown on the left; y grows to the front, shown at the top.
    expect(rows[0].indexOf("#")).toBeLessThan(rows[1].indexOf("#"));
    expect(rows[1]).toContain("##");
    const [plain] = cutSlices([corner, boxes("ben", shape)], thick)!.slices;
    const plainRows = picture(plain, 0).filter((row) => row.includes("#"));
    expect(plainRows[0]).toContain("##");
    expect(plainRows[0].indexOf("#")).toBeLessThan(plainRows[1].indexOf("#"));
  });

  it("are the same if only a box of the grid is given", () => {
    const from = [4, 4, 1] as const;
    const size = [4, 3, 7] as const;
    const part = ({ voxels, ...mask }: BinaryMask): BinaryMask => ({
      ...mask,
      voxels: Uint8Array.from({ length: 4 * 3 * 7 }, (_, i) => {
        const [x, y, z] = [i % 4, Math.floor(i / 4) % 3, Math.floor(i / 12)];
        return voxels[from[0] + x + 12 * (from[1] + y + 10 * (from[2] + z))];
      }),
    });
    for (const affine of [undefined, [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 3, 0, 0, 0, 0, 1]]) {
      for (const spacingMm of [
        [1, 1, 3],
        [5, 1, 1],
      ] as const) {
        const grid = { shape, spacingMm, ...(affine && { affine }) };
        const whole = cutSlices([anna, ben], grid);
        expect(whole).not.toBeNull();
        expect(cutSlices([part(anna), part(ben)], grid, { from, size })).toEqual(whole);
      }
    }
  });

  it("of one slice is that slice, nobody marking anything is nothing", () => {
    const flat = [6, 1, 5] as const;
    const cut = cutSlices(
      [
        boxes("anna", flat, [
          [1, 0, 1],
          [2, 0, 2],
        ]),
        boxes("ben", flat),
      ],
      {
        shape: flat,
        spacingMm: [1, 1, 1],
      },
    );
    expect(cut).toMatchObject({ depth: 1, slices: [{ index: 0, disagreeing: 4 }] });
    expect(
      cutSlices([boxes("anna", flat), boxes("ben", flat)], { shape: flat, spacingMm: [1, 1, 1] }),
    ).toBeNull();
  });
});
