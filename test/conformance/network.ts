import { createHash } from "node:crypto";
import type { NetworkImage, TrainingOptions } from "@pgt/network";
import { beforeAll, describe, expect, it } from "vitest";
import { discCase } from "../properties/network-cases.ts";

export interface NetworkTask {
  readonly options: TrainingOptions;
  /** What the trained network is applied to. */
  readonly image: NetworkImage;
}

/** Trains and predicts; gives the bytes of the file of weights and the labels. */
export type TestedNetwork = (
  task: NetworkTask,
) => Promise<{ readonly file: ArrayLike<number>; readonly labels: ArrayLike<number> }>;

const task: NetworkTask = {
  options: {
    cases: [1, 2].map((seed) => discCase(seed, [30, 28, 2])),
    classes: [1, 3],
    epochs: 4,
    batchesPerEpoch: 4,
    batchSize: 3,
    patch: [24, 32],
    flips: ["x"],
    seed: 14,
  },
  image: discCase(3, [37, 41, 2]),
};

/** Hashes of what every machine and browser gives; they change with whatever changes a digit of a training. */
const expected = {
  file: "2823e0a2475b430ad91d0c80a75677ca45f52811626199f77b99564d34272502",
  labels: "5638d325e35f20481d78fa4d78507af3d44ff13bea9b80e233318f94b360e0c4",
};

/** The same bytes of a few steps of training, and the same labels, in whatever place the tests run. */
export function networkConformance(name: string, load: () => Promise<TestedNetwork>): void {
  describe(`training in ${name}`, () => {
    let result: Awaited<ReturnType<TestedNetwork>>;
    beforeAll(async () => {
      result = await (await load())(task);
    });

    it("gives the same weights as everywhere", () => expect(hashOf(result.file)).toBe(expected.file));

    it("gives the same labels as everywhere", () => {
      expect(new Set(Array.from(result.labels))).toEqual(new Set([0, 1, 3]));
      expect(hashOf(result.labels)).toBe(expected.labels);
    });
  });
}

function hashOf(bytes: ArrayLike<number>): string {
  return createHash("sha256").update(Uint8Array.from(bytes)).digest("hex");
}
