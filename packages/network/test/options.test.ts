import { UsageError } from "@pgt/metrics";
import { expect, it } from "vitest";
import { parameterCount } from "../src/architecture.ts";
import { checkTraining } from "../src/training/check-options.ts";
import type { TrainingOptions } from "../src/training-options.ts";

const one = {
  image: new Float32Array(64),
  labels: new Uint8Array(64),
  shape: [8, 8, 1],
  spacingMm: [1, 1, 1],
} as const;
const right: TrainingOptions = { cases: [one], classes: [1, 2] };

it("fills in what is not given", () => {
  expect(checkTraining(right)).toMatchObject({
    size: "S",
    optimizer: "adamw",
    weightDecay: 0.01,
    patch: [64, 64],
  });
  expect(checkTraining({ ...right, optimizer: "adam" }).weightDecay).toBe(0);
});

it.each<[string, Partial<TrainingOptions>]>([
  ["cases: expected at least one", { cases: [] }],
  ["cases[0].image: expected 8 x 8 x 2 voxels, found 64", { cases: [{ ...one, shape: [8, 8, 2] }] }],
  ["cases[0].labels: expected 64 voxels, found 3", { cases: [{ ...one, labels: new Uint8Array(3) }] }],
  [
    "cases[1].image: expected finite intensities, found NaN at voxel 2",
    {
      cases: [one, { ...one, image: Float32Array.from(one.image, (_, i) => (i === 2 ? Number.NaN : 0)) }],
    },
  ],
  ["cases[0].spacingMm", { cases: [{ ...one, spacingMm: [1, 0, 1] }] }],
  ["classes: expected 1 to 254 labels above 0, ascending, found []", { classes: [] }],
  ["classes", { classes: [0, 1] }],
  ["classes", { classes: [2, 1] }],
  ["classes", { classes: [1.5] }],
  ["size: expected S, B, L, H, found XL", { size: "XL" as never }],
  ["optimizer: expected adam or adamw, found sgd", { optimizer: "sgd" as never }],
  ["flips", { flips: ["z" as never] }],
  ["seed", { seed: -1 }],
  ["epochs", { epochs: 0 }],
  ["batchesPerEpoch", { batchesPerEpoch: 1.5 }],
  ["batchSize", { batchSize: 0 }],
  ["patch: expected multiples of 8, found 60", { patch: [64, 60] }],
  ["patch", { patch: [8, 64] }],
  ["learningRate", { learningRate: Number.NaN }],
  ["weightDecay", { weightDecay: -1 }],
])("refuses, saying %s", (message, change) => {
  const check = () => checkTraining({ ...right, ...change });
  expect(check).toThrow(UsageError);
  expect(check).toThrow(message);
});

it("refuses to go on from weights of another size, or without all their numbers", () => {
  const values = new Float32Array(parameterCount("B", 1));
  const initial = { values, size: "B", classes: [1], patch: [64, 64], spacingMm: [1, 1, 1] } as const;
  const normalization = { low: 0, high: 1, mean: 0, sd: 1 };
  const from = (change: object) => () =>
    checkTraining({ ...right, initial: { ...initial, normalization }, ...change });
  expect(from({})()).toMatchObject({ size: "B" });
  expect(from({ size: "S" })).toThrow("size: expected B, as in initial, found S");
  expect(from({ initial: { ...initial, normalization, classes: [1, 2] } })).toThrow(
    "initial.values: expected",
  );
});

it("has the parameters that the documentation tells", () => {
  const sizes = (["S", "B", "L", "H"] as const).map((size) => parameterCount(size, 4));
  expect(sizes).toMatchInlineSnapshot(`
    [
      36197,
      143813,
      322853,
      573317,
    ]
  `);
});
