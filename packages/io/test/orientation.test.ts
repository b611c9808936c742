import type { Affine } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { nearestOrientation } from "../src/volume/orientation.ts";

const upright: Affine = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];

/** Axes turned about z by an angle in radians. */
function turned(angle: number): Affine {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  return [c, -s, 0, 0, s, c, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
}

describe("the nearest order of axes", () => {
  it("is the file's own where another is as near: turned by 45 degrees", () => {
    expect(nearestOrientation(upright, [1, -1, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]).axes).toEqual([
      0, 1, 2,
    ]);
  });

  it("is the file's own where another is nearer by rounding alone", () => {
    expect(nearestOrientation(upright, turned(Math.PI / 4 + 1e-11)).axes).toEqual([0, 1, 2]);
  });

  it("is another where that is nearer by more than rounding", () => {
    expect(nearestOrientation(upright, turned(Math.PI / 4 + 1e-6)).axes).toEqual([1, 0, 2]);
  });
});
