import { createRandom, type LabelVolume, type Vector3 } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { addError, errorKinds } from "../src/annotation-error.ts";

const shape: Vector3 = [60, 60, 40];

/** A ball of label 2 and a smaller one beside it, with a block of label 1 at one side. */
function balls(): LabelVolume {
  const data = new Uint8Array(60 * 60 * 40);
  for (let i = 0; i < data.length; i++) {
    const [x, y, z] = [i % 60, Math.floor(i / 60) % 60, Math.floor(i / 3600)];
    if (Math.hypot(x - 30, y - 30, 1.5 * (z - 20)) <= 12) data[i] = 2;
    if (Math.hypot(x - 52, y - 30, 1.5 * (z - 20)) <= 5) data[i] = 2;
    if (x < 15) data[i] = 1;
  }
  return { data, shape, spacingMm: [1, 1, 1.5] };
}

describe.each(errorKinds)("an error of kind %s", (kind) => {
  it.each([0, 1, 2, 3, 4, 5])("changes the voxels that it names and no other structure (%i)", (seed) => {
    const volume = balls();
    const before = volume.data.slice();
    const error = addError(volume, 2, kind, createRandom(seed, 0))!;
    const changed = [...before.keys()].filter((i) => before[i] !== volume.data[i]);
    expect(changed).toEqual([...error.voxels]);
    expect(changed.length).toBeGreaterThan(20);
    expect(changed.every((i) => before[i] !== 1)).toBe(true);
    const kinds = new Set(changed.map((i) => `${before[i]}-${volume.data[i]}`));
    expect(kinds.size).toBe(1);
    if (kind === "dropped") expect(changed.every((i) => before[i] === 2 && i % 60 > 45)).toBe(true);
    if (kind === "invented") expect([...kinds]).toEqual(["0-2"]);
  });

  it("is none of a structure that is not there", () => {
    expect(addError(balls(), 7, kind, createRandom(1, 0))).toBeNull();
  });
});

it("drops an end of a structure in one part", () => {
  const volume = balls();
  for (let i = 0; i < volume.data.length; i++) if (i % 60 > 45) volume.data[i] = 0;
  const { voxels } = addError(volume, 2, "dropped", createRandom(3, 0))!;
  const slices = [...new Set([...voxels].map((i) => Math.floor(i / 3600)))].sort((a, b) => a - b);
  // 17 slices from 12 on, of which a quarter.
  expect([slices[0], slices.at(-1)]).toEqual(slices[0] < 20 ? [12, 15] : [25, 28]);
});
