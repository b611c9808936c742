import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { restrictedLabels } from "../../../src/experiment/engines/restricted-labels.ts";
import { readExperimentResult, runExperiment } from "../../../src/experiment/experiment.ts";
import { useNodeWithKernels } from "./on-node-with-kernels.ts";
import { writeSmallStudy, writeToyData } from "./toy-data.ts";

beforeAll(useNodeWithKernels);

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "pgt-study-"))));
afterAll(() => rm(folder, { recursive: true, force: true }));

it("trains the embedded network on every version, from scratch and from weights, and takes prompts", async () => {
  const settings = { epochs: 6, batches: 20, learningRate: 0.01, patch: 16 };
  await writeToyData(join(folder, "other"), 4, 3);
  const plan = await writeSmallStudy(folder, (one) => {
    Object.assign(one, { downstream: [{ id: "other", images: "other/images", labels: "other/labels" }] });
    one.generators.push(
      { id: "far", engine: "embedded", trained: "other", settings },
      { id: "box", engine: "embedded", trained: "other", prompts: "reference", settings },
    );
    one.train = { engine: "embedded", runs: 1, settings };
  });
  const { tasks } = await runExperiment(plan, { jobs: 2 });
  expect(tasks.flatMap(({ id, status, message }) => (status === "done" ? [] : [id, message]))).toEqual([]);
  const { quality, inDomain, finetuned, worth } = await readExperimentResult(plan);
  const qualityOf = (id: string) => quality.find(({ generator }) => generator === id)!.mean!;
  expect(qualityOf("box")).toBeGreaterThan(qualityOf("far"));
  expect(inDomain.map(({ version }) => version)).toEqual(["original", "worse", "far", "box"]);
  expect(inDomain.every(({ mean }) => mean! > 0.2)).toBe(true);
  expect(finetuned.length).toBe(5);
  expect(worth?.warnings.map(({ code }) => code)).toContain("W-PROMPT");
}, 300_000);

it("keeps a label to its boxes", () => {
  const probabilities = Float32Array.from([0.1, 0.1, 0.6, 0.3, 0.7, 0.7, 0.2, 0.3, 0.2, 0.2, 0.2, 0.4]);
  const boxes = [
    { slice: 0, label: 5, box: [0, 0, 0, 1] },
    { slice: 0, label: 9, box: [1, 1, 1, 1] },
  ] as const;
  expect([...restrictedLabels(probabilities, [5, 9], [2, 2, 1], boxes)]).toEqual([5, 0, 0, 9]);
});
