import { cpSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readExperimentResult, runExperiment } from "../../../src/experiment/experiment.ts";
import { useNodeWithKernels } from "./on-node-with-kernels.ts";
import { toyCommand, writeSmallStudy } from "./toy-data.ts";

beforeAll(useNodeWithKernels);

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "pgt-study-"))));
afterAll(() => rm(folder, { recursive: true, force: true }));

it("measures the agreement of a base's annotators", async () => {
  const plan = await writeSmallStudy(folder, (one) => {
    Object.assign(one.base[0], { labels: "study.yaml", names: "one/dataset.json" });
    one.train = { engine: "command", runs: 2, command: toyCommand };
  });
  // The same masks twice: they agree wholly.
  cpSync(join(folder, "one", "labels"), join(folder, "again"), { recursive: true });
  await writeFile(
    join(folder, "study.yaml"),
    `pgt: 1
entities:
  - { id: labels, role: reference, masks: "one/labels/{case}.nii.gz" }
  - { id: anna, role: rater, masks: "one/labels/{case}.nii.gz" }
  - { id: ben, role: rater, masks: "again/{case}.nii.gz" }
`,
  );
  const { tasks } = await runExperiment(plan, { jobs: 2 });
  expect(tasks.filter(({ status }) => status === "failed").map(({ message }) => message)).toEqual([]);
  const { agreement } = await readExperimentResult(plan);
  expect(agreement.length).toBeGreaterThan(0);
  for (const { inter, intra } of agreement) {
    expect(inter.estimate).toBe(1);
    expect(intra).toBeNull();
  }
}, 120_000);

it("keeps scores that worth has no answer for", async () => {
  const broken = { ...toyCommand, train: { run: [[process.execPath, "-e", "process.exit(3)"]] } };
  const plan = await writeSmallStudy(await mkdtemp(join(folder, "no-answer-")), (one) => {
    one.generators = [{ id: "cv", engine: "command", command: broken, folds: 2 }];
  });
  await runExperiment(plan, { jobs: 2 });
  const { inDomain, worth } = await readExperimentResult(plan);
  expect(worth).toBeNull();
  const original = inDomain.filter(({ version, runs }) => version === "original" && runs > 0);
  expect(original.length).toBeGreaterThan(0);
  for (const { mean } of original) expect(mean).toBeGreaterThan(0);
}, 120_000);
