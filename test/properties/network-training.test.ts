import { createHash } from "node:crypto";
import {
  type Checkpoint,
  createNetworkEngine,
  type EpochProgress,
  type NetworkEngine,
  type NetworkSize,
  type NetworkWeights,
  networkSizes,
  parameterCount,
  readCheckpoint,
  readWeights,
  type TrainedNetwork,
  type TrainingOptions,
  writeCheckpoint,
  writeWeights,
} from "@pgt/network";
import { describe, expect, it } from "vitest";
import { discCase } from "./network-cases.ts";
import { moduleBytes } from "./wasm-modules.ts";

const engine: NetworkEngine = await createNetworkEngine(moduleBytes("network"));
const cases = [1, 2, 3].map((seed) => discCase(seed));
const few: TrainingOptions = {
  cases,
  classes: [1, 3],
  epochs: 3,
  batchesPerEpoch: 3,
  batchSize: 2,
  patch: [32, 24],
  flips: ["x", "y"],
  seed: 5,
};
const hashOf = (weights: NetworkWeights) => createHash("sha256").update(writeWeights(weights)).digest("hex");
const trained = async (options: Partial<TrainingOptions> = {}) =>
  hashOf((await engine.train({ ...few, ...options })).weights);
const expected = await trained();

describe("a training", () => {
  it("gives the same bytes again, from another engine, and beside another training", async () => {
    const other = await createNetworkEngine(await WebAssembly.compile(moduleBytes("network")));
    const [first, second] = await Promise.all([
      other.train({ ...few, signal: new AbortController().signal }),
      other.train({ ...few, seed: 6, signal: new AbortController().signal }),
    ]);
    expect(hashOf(first.weights)).toBe(expected);
    expect(hashOf(second.weights)).not.toBe(expected);
  });

  it.each<Partial<TrainingOptions>>([
    { seed: 6 },
    { optimizer: "adam" },
    { flips: [] },
    { learningRate: 0.001 },
    { weightDecay: 0.1 },
  ])("gives other bytes with %o", async (change) => {
    expect(await trained(change)).not.toBe(expected);
  });

  it("goes on from each of its checkpoints, kept in a file, to the same bytes", async () => {
    const files: Uint8Array[] = [];
    const onEpoch = ({ checkpoint }: EpochProgress) => void files.push(writeCheckpoint(checkpoint()));
    const whole: TrainedNetwork = await engine.train({ ...few, onEpoch });
    expect(files).toHaveLength(3);
    for (const file of files) {
      const resume: Checkpoint = readCheckpoint(file, "kept");
      const { weights, losses, constantLoss } = await engine.train({ ...few, resume });
      expect(hashOf(weights)).toBe(expected);
      expect({ losses, constantLoss }).toEqual({ losses: whole.losses, constantLoss: whole.constantLoss });
      expect(hashOf(readWeights(file, "kept"))).toBe(hashOf(resume.weights));
    }
  });

  it("is not resumed with other options, cases or labels", async () => {
    let kept: Checkpoint | undefined;
    await engine.train({ ...few, epochs: 1, onEpoch: ({ checkpoint }) => void (kept = checkpoint()) });
    const labels = cases[0].labels.slice().fill(1, 0, 1);
    for (const change of [
      { seed: 6 },
      { cases: cases.slice(1) },
      { cases: [{ ...cases[0], labels }, ...cases.slice(1)] },
    ]) {
      await expect(
        engine.train({ ...few, epochs: 1, ...change, resume: kept as Checkpoint }),
      ).rejects.toThrow("other cases");
    }
  });

  it("stops between batches when it is told to", async () => {
    const controller = new AbortController();
    const training = engine.train({ ...few, epochs: 1000, signal: controller.signal });
    setTimeout(() => controller.abort(new Error("enough")), 20);
    await expect(training).rejects.toThrow("enough");
  });
});

describe("weights", () => {
  it("apply the same way once they were a file", async () => {
    const { weights } = await engine.train(few);
    const read = readWeights(writeWeights(weights), "file");
    expect(hashOf(read)).toBe(hashOf(weights));
    const image = discCase(9, [50, 20, 2]);
    expect(await engine.predictProbabilities(read, image)).toEqual(
      await engine.predictProbabilities(weights, image),
    );
    expect(await engine.predict(read, image)).toEqual(await engine.predict(weights, image));
  });

  it.each(Object.keys(networkSizes) as NetworkSize[])(
    "of size %s have the parameters that are told",
    async (size) => {
      const { weights } = await engine.train({ ...few, size, epochs: 1, batchesPerEpoch: 1, batchSize: 1 });
      expect(weights.values).toHaveLength(parameterCount(size, 2));
    },
  );
});
