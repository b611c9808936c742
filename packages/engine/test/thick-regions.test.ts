import { createRandom, type Vector3 } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { thickRegions } from "../src/vote-field/thick-regions.ts";

/** Voxels of a box in which a function holds. */
function voxelsWhere(
  [nx, ny, nz]: Vector3,
  holds: (x: number, y: number, z: number) => boolean,
): Uint32Array {
  const found: number[] = [];
  for (let z = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++) {
      for (let x = 0; x < nx; x++) if (holds(x, y, z)) found.push(x + nx * (y + ny * z));
    }
  }
  return Uint32Array.from(found);
}

const placeOf = (at: number, [nx, ny]: Vector3) => [
  at % nx,
  Math.floor(at / nx) % ny,
  Math.floor(at / nx / ny),
];

/** The opening by its definition: balls that lie in the set, as far as the box reaches. */
function opened(voxels: Uint32Array, size: Vector3, spacingMm: Vector3, radiusMm: number): number[] {
  const all = voxelsWhere(size, () => true);
  const given = new Set(voxels);
  const ballOf = (centre: number) =>
    [...all].filter((at) => {
      const [a, b] = [placeOf(at, size), placeOf(centre, size)];
      return Math.hypot(...a.map((place, axis) => (place - b[axis]) * spacingMm[axis])) <= radiusMm + 1e-9;
    });
  const balls = [...voxels].map(ballOf).filter((ball) => ball.every((at) => given.has(at)));
  return [...new Set(balls.flat())].sort((a, b) => a - b);
}

describe("regions thicker than some distance", () => {
  it("are found where a ball has far more voxels than there are", () => {
    const size: Vector3 = [6, 5, 4];
    const spacingMm: Vector3 = [0.0005, 0.0005, 0.0005];
    const marked = voxelsWhere(size, (x) => x > 2);
    expect(thickRegions(marked, size, spacingMm, 1)).toEqual([]);
    const all = voxelsWhere(size, () => true);
    expect(thickRegions(all, size, spacingMm, 1)).toEqual([all]);
  });

  it("are the opening by a ball, whatever the spacing", () => {
    for (let seed = 0; seed < 30; seed++) {
      const random = createRandom(seed, 0);
      const size: Vector3 = [3 + random.nextBelow(7), 3 + random.nextBelow(6), 1 + random.nextBelow(5)];
      const spacingMm: Vector3 = [0.7, 1, [1, 2.5][random.nextBelow(2)]];
      const voxels = voxelsWhere(size, () => random.next() < 0.85);
      const radiusMm = [0, 0.7, 1, 1.5][random.nextBelow(4)];
      const regions = thickRegions(voxels, size, spacingMm, radiusMm);
      const found = regions.flatMap((region) => [...region]).sort((a, b) => a - b);
      expect(found).toEqual(opened(voxels, size, spacingMm, radiusMm));
    }
  });

  it("fall into parts that touch nowhere, not even at a corner", () => {
    const size: Vector3 = [8, 4, 4];
    const touching = voxelsWhere(
      size,
      (x, y, z) => (x < 2 && y < 2 && z < 2) || (x > 1 && x < 4 && y > 1 && z > 1),
    );
    expect(thickRegions(touching, size, [1, 1, 1], 0)).toHaveLength(1);
    const apart = voxelsWhere(size, (x) => x < 2 || x > 5);
    expect(thickRegions(apart, size, [1, 1, 1], 0).map(({ length }) => length)).toEqual([32, 32]);
  });

  it("leave a shell out, and keep what is thick in it", () => {
    const size: Vector3 = [24, 24, 24];
    const radius = (x: number, y: number, z: number) => Math.hypot(x - 11.5, y - 11.5, z - 11.5);
    const shell = voxelsWhere(size, (x, y, z) => radius(x, y, z) > 7 && radius(x, y, z) <= 8);
    expect(thickRegions(shell, size, [1, 1, 1], 1)).toEqual([]);
    const knob = (x: number, y: number, z: number) => Math.hypot(x - 18, y - 11, z - 11) <= 2.5;
    const both = voxelsWhere(
      size,
      (x, y, z) => (radius(x, y, z) > 7 && radius(x, y, z) <= 8) || knob(x, y, z),
    );
    const regions = thickRegions(both, size, [1, 1, 1], 1);
    expect(regions).toHaveLength(1);
    const knobVoxels = voxelsWhere(size, knob);
    expect(regions[0].length).toBeLessThan(1.5 * knobVoxels.length);
    expect(knobVoxels.filter((at) => regions[0].includes(at)).length).toBeGreaterThan(
      0.8 * knobVoxels.length,
    );
  });
});
