import { createRandom, type LabelVolume } from "@pgt/metrics";
import {
  createNetworkEngine,
  type TrainedNetwork,
  type TrainingCase,
  type TrainingOptions,
} from "@pgt/network";
import { simulateStudy } from "@pgt/simulate";
import { beforeAll, describe, expect, it } from "vitest";
import { moduleBytes } from "./wasm-modules.ts";

const study = simulateStudy({
  cases: 8,
  raters: 1,
  models: 0,
  sessions: 1,
  seed: 14,
  shape: [64, 64, 16],
  spacingMm: [1.5, 1.5, 6],
});
const organs = study.organs.map(({ label }) => label);
const [held, ...training] = [...study.cases()].map(({ truth }, index) => withImage(truth, index));
const plan: TrainingOptions = {
  cases: training,
  classes: organs,
  epochs: 8,
  batchesPerEpoch: 25,
  batchSize: 4,
  patch: [48, 48],
  seed: 1,
};
const engine = await createNetworkEngine(moduleBytes("network"));

/** An intensity of its own for each organ, and noise of half the step between two. */
function withImage({ data, shape, spacingMm }: LabelVolume, index: number): TrainingCase {
  const random = createRandom(15, index);
  const image = Float32Array.from(data, (label) => 40 * label + 20 * random.normal());
  return { image, labels: Uint8Array.from(data), shape, spacingMm };
}

function diceOf(label: number, predicted: ArrayLike<number>): number {
  const sizes = { both: 0, reference: 0, predicted: 0 };
  for (const [voxel, reference] of held.labels.entries()) {
    if (reference === label) sizes.reference++;
    if (predicted[voxel] === label) sizes.predicted++;
    if (reference === label && predicted[voxel] === label) sizes.both++;
  }
  return (2 * sizes.both) / (sizes.reference + sizes.predicted);
}

describe("a network of size S, trained for seconds on simulated volumes", () => {
  let trained: TrainedNetwork;
  beforeAll(async () => {
    trained = await engine.train(plan);
  });

  it("finds the organs of a case it has not seen", async () => {
    const predicted = await engine.predict(trained.weights, held);
    const dice = organs.map((label) => diceOf(label, predicted));
    for (const [k, value] of dice.entries()) expect(value, `label ${organs[k]}`).toBeGreaterThan(0.5);
    expect(dice.reduce((sum, value) => sum + value, 0) / dice.length).toBeGreaterThan(0.75);
    expect(trained.converged).toBe(true);
    expect(trained.losses).toHaveLength(8);
  });

  it("gives probabilities that add up to 1 and of which its labels are the largest", async () => {
    const voxels = held.image.length;
    const probabilities = await engine.predictProbabilities(trained.weights, held);
    const predicted = await engine.predict(trained.weights, held);
    expect(probabilities).toHaveLength((organs.length + 1) * voxels);
    for (let voxel = 0; voxel < voxels; voxel += 997) {
      const ofVoxel = [0, ...organs].map((_, index) => probabilities[index * voxels + voxel]);
      expect(ofVoxel.reduce((sum, share) => sum + share)).toBeCloseTo(1, 5);
      expect([0, ...organs][ofVoxel.indexOf(Math.max(...ofVoxel))]).toBe(predicted[voxel]);
    }
  });

  it("learns one organ sooner when it goes on from what was learnt of all", async () => {
    const short = { ...plan, classes: [2], epochs: 1, batchesPerEpoch: 10 };
    const [fresh] = (await engine.train(short)).losses;
    const tuned = await engine.train({ ...short, cases: training.slice(0, 2), initial: trained.weights });
    expect(tuned.losses[0]).toBeLessThan(0.9 * fresh);
    expect(tuned.weights.classes).toEqual([2]);
    expect(tuned.weights.normalization).toEqual(trained.weights.normalization);
  });

  it("keeps its weights, the last layer included, when it goes on with the same classes and learns nothing", async () => {
    const still = { ...plan, epochs: 1, batchesPerEpoch: 1, learningRate: 0, initial: trained.weights };
    expect((await engine.train(still)).weights.values).toEqual(trained.weights.values);
  });
});

describe("a network that cannot learn", () => {
  it("has not converged if labels have nothing to do with images", async () => {
    const random = createRandom(16, 0);
    const cases = training.map((one) => ({
      ...one,
      labels: Uint8Array.from(one.labels, () => random.nextBelow(5)),
    }));
    const { converged, losses, constantLoss } = await engine.train({
      ...plan,
      cases,
      epochs: 2,
      batchesPerEpoch: 10,
    });
    expect(converged).toBe(false);
    expect(losses.at(-1)).toBeGreaterThan(0.9 * constantLoss);
  });

  it("keeps the weights before the epoch whose loss was no number", async () => {
    const { weights } = await engine.train({ ...plan, epochs: 1, batchesPerEpoch: 1 });
    const initial = { ...weights, values: weights.values.map(() => 3e38) };
    const result = await engine.train({ ...plan, initial });
    expect(result).toMatchObject({ losses: [], converged: false });
    expect(result.weights.values).toEqual(initial.values);
  });
});
