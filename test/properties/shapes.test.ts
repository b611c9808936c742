import type { Vector3 } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { plainLabel } from "../oracles/labels.ts";
import type { Pair } from "../oracles/measure.ts";
import { uniform } from "../oracles/random-pairs.ts";
import { boundaries, everything } from "../oracles/requests.ts";
import { inBall, inBox, volumeFrom } from "../oracles/volume-makers.ts";
import { expectEngineAgrees } from "./agreement.ts";
import { freshEngine } from "./engines.ts";

type Rule = (x: number, y: number, z: number) => number;

const engine = await freshEngine();
const spacingMm: Vector3 = [0.8, 1.25, 3];
const nothing: Rule = () => 0;
const everywhere: Rule = () => 1;

function pair(shape: Vector3, reference: Rule, prediction: Rule): Pair {
  return {
    reference: volumeFrom(shape, spacingMm, reference),
    prediction: volumeFrom(shape, spacingMm, prediction),
  };
}

const corner = inBox([0, 0, 0], [4, 5, 3]);
const oppositeCorner = inBox([5, 6, 4], [9, 11, 7]);
const random = uniform(7);
const salt = new Map<string, number>();
const noise: Rule = (x, y, z) => {
  const key = `${x},${y},${z}`;
  if (!salt.has(key)) salt.set(key, random() < 0.5 ? 1 : 0);
  return salt.get(key)!;
};

const pairs: Readonly<Record<string, Pair>> = {
  "masks in opposite corners, touching the border": pair([9, 11, 7], corner, oppositeCorner),
  "filled volume against a box": pair([9, 11, 7], everywhere, corner),
  "filled volume against itself": pair([9, 11, 7], everywhere, everywhere),
  "empty reference": pair([9, 11, 7], nothing, corner),
  "empty prediction": pair([9, 11, 7], corner, nothing),
  "both empty": pair([9, 11, 7], nothing, nothing),
  "sheets one voxel thick": pair(
    [17, 9, 8],
    (x) => (x === 3 ? 1 : 0),
    (_x, y) => (y === 4 ? 1 : 0),
  ),
  "rods one voxel thick": pair(
    [9, 9, 33],
    (x, y) => (x === 3 && y === 2 ? 1 : 0),
    (x, y) => (x === 4 && y === 7 ? 1 : 0),
  ),
  "a single voxel each, in the first and the last corner": pair(
    [18, 17, 16],
    (x, y, z) => (x + y + z === 0 ? 1 : 0),
    (x, y, z) => (x === 17 && y === 16 && z === 15 ? 1 : 0),
  ),
  "a volume of one voxel": pair([1, 1, 1], everywhere, everywhere),
  "a line of voxels": pair(
    [40, 1, 1],
    (x) => (x < 9 ? 1 : 0),
    (x) => (x > 30 ? 1 : 0),
  ),
  "noise in which every voxel is surface": pair([11, 12, 9], noise, (x, y, z) => 1 - noise(x, y, z)),
  checkerboard: pair(
    [8, 9, 10],
    (x, y, z) => (x + y + z) % 2,
    (x, y, z) => (x + y + z + 1) % 2,
  ),
  "small objects far apart": pair(
    [60, 60, 60],
    (...v) => Math.max(inBall([3, 4, 5], 2.5)(...v), inBall([55, 50, 57], 1.5)(...v)),
    (...v) => Math.max(inBall([54, 6, 52], 2.2)(...v), inBox([0, 59, 0], [1, 60, 1])(...v)),
  ),
  "a small object against a large one": pair([40, 30, 20], inBall([20, 15, 10], 9.5), inBall([2, 2, 2], 1)),
};

describe.each(Object.entries(pairs))("%s: the engine agrees with the oracle", (_name, volumes) => {
  it.each(boundaries)("%s", (boundary) => {
    expectEngineAgrees(engine, volumes, everything({ boundary, labels: [plainLabel(1)] }));
  });
});

describe.each([0, 1, 2])("one slice, axis %i of size 1", (axis) => {
  const shape = [19, 14, 14].map((n, k) => (k === axis ? 1 : n)) as unknown as Vector3;
  const disk = (u: number, v: number, radius: number): Rule => {
    return (...voxel) => {
      const [a, b] = voxel.filter((_, k) => k !== axis);
      return Math.hypot(a - u, b - v) <= radius ? 1 : 0;
    };
  };
  it.each(boundaries)("%s: the engine agrees with the oracle", (boundary) => {
    const volumes = pair(shape, disk(6, 6, 5), disk(8, 5, 3.5));
    expectEngineAgrees(engine, volumes, everything({ boundary }));
  });

  it("the slice's thickness does not enter", () => {
    const volumes = pair(shape, disk(6, 6, 5), disk(8, 5, 3.5));
    const thickness = (mm: number) => {
      const spacing = spacingMm.map((s, k) => (k === axis ? mm : s)) as unknown as Vector3;
      const [reference, prediction] = [volumes.reference, volumes.prediction].map((volume) => ({
        ...volume,
        spacingMm: spacing,
      }));
      return engine.measure({ reference, prediction }, everything())[0].measurement.surface;
    };
    expect(thickness(9)).toEqual(thickness(0.5));
  });
});

describe("a tolerance that a distance equals", () => {
  const volumes = pair([12, 9, 9], inBox([2, 2, 2], [6, 6, 6]), inBox([3, 2, 2], [7, 6, 6]));
  const float32 = (volume: Pair["reference"]) => ({
    ...volume,
    spacingMm: [Math.fround(0.6), 1, 1] as const,
  });
  const stored = { reference: float32(volumes.reference), prediction: float32(volumes.prediction) };
  const within = (toleranceSlack: number) => {
    const [{ measurement }] = engine.measure(stored, everything({ tolerancesMm: [0.6], toleranceSlack }));
    const { areaMm2, areaWithinMm2 } = measurement.surface!.referenceToPrediction;
    return areaWithinMm2.get(0.6)! / areaMm2;
  };
  it("0.6 mm voxels stored as float32 lie within 0.6 mm", () => expect(within(1e-6)).toBe(1));
  it("without slack they do not", () => expect(within(0)).toBeLessThan(1));
});
