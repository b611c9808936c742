import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  experimentStatus,
  planExperiment,
  readExperimentResult,
  runExperiment,
  stepExperiment,
} from "../../../src/experiment/experiment.ts";
import { quality } from "../../../src/quality/quality.ts";
import { worth } from "../../../src/worth/worth.ts";
import { useNodeWithKernels } from "./on-node-with-kernels.ts";
import { writeToyStudy } from "./toy-data.ts";

beforeAll(useNodeWithKernels);

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "pgt-study-"))));
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("an experiment whose engine is a command", () => {
  let plan: string;
  let result: Awaited<ReturnType<typeof readExperimentResult>>;

  beforeAll(async () => {
    plan = await writeToyStudy(folder);
    await runExperiment(plan, { jobs: 2 });
    result = await readExperimentResult(plan);
  }, 300_000);

  it("says beforehand how many tasks there are", async () => {
    const { stages, missing, datasets } = await planExperiment(plan);
    expect(missing).toEqual([]);
    expect(datasets.map(({ id, train, test }) => [id, train, test])).toEqual([
      ["one", 4, 2],
      ["two", 3, 1],
      ["other", 2, 2],
    ]);
    const { tasks } = await experimentStatus(plan);
    expect(stages.reduce((sum, one) => sum + one.tasks, 0)).toBe(tasks.length);
    expect(tasks.every(({ status }) => status === "done")).toBe(true);
  });

  it("gives the numbers of quality on the same files", async () => {
    const done = await readdir(join(folder, "plan.study", "tasks"));
    const of = (name: string) =>
      join(folder, "plan.study", "tasks", done.find((one) => one.startsWith(name))!);
    const versions = ["cv", "far", "same", "worse", "larger"];
    const generators = Object.fromEntries(
      versions.map((id) => [id, join(of(`derive-one-${id}`), `Dataset002_one_${id}`, "labelsTr")]),
    );
    const reference = join(of("data-one"), "labelsTr");
    const { cells } = await quality(
      { reference, generators, dataset: "one" },
      { metrics: ["dice", "nsd@1"], labels: join(of("data-one"), "dataset.json") },
    );
    expect(cells.length).toBe(10);
    const own = result.quality.filter(({ dataset }) => dataset === "one");
    expect(own.map(({ truth: _, ...cell }) => cell)).toEqual(cells);
  });

  it("gives the numbers of worth on the same table", async () => {
    const { answers, cells, quintiles } = await worth(join(result.files, "scores.csv"));
    expect(result.worth?.answers).toEqual(answers);
    expect(result.worth?.cells).toEqual(cells);
    expect(result.worth?.quintiles).toEqual(quintiles);
    for (const cell of [...result.inDomain, ...result.finetuned]) {
      const same = cells.find(
        (one) =>
          one.task === cell.task &&
          one.dataset === cell.base &&
          one.version === cell.version &&
          one.metric === cell.metric,
      );
      expect(cell.mean).toBe(same?.mean);
      const runs = result.runs.filter(
        (one) => one.task === cell.task && one.base === cell.base && one.version === cell.version,
      );
      const means = runs.filter((one) => one.metric === cell.metric).map(({ mean }) => mean);
      expect(means.length).toBe(2);
      expect((means[0] + means[1]) / 2).toBeCloseTo(cell.mean!, 12);
    }
  });

  it("has worse quality where labels were made worse, and none where they are the same", () => {
    const meanOf = (id: string) =>
      result.quality.find((one) => one.generator === id && one.dataset === "one" && one.metric === "dice")!
        .mean!;
    expect(meanOf("same")).toBe(1);
    expect(meanOf("worse")).toBeLessThan(0.9);
    expect(meanOf("larger")).toBeLessThan(meanOf("cv"));
  });

  it("does nothing when it is run again, and takes no step that is done", async () => {
    const before = await readFile(join(result.files, "study.json"), "utf8");
    let performed = 0;
    await runExperiment(plan, { jobs: 2, onTask: () => void performed++ });
    expect(performed).toBe(0);
    const { tasks } = await experimentStatus(plan);
    const step = await stepExperiment(plan, tasks[0].id);
    expect(step.tasks[0].status).toBe("done");
    expect(await readFile(join(result.files, "study.json"), "utf8")).toBe(before);
  });

  it("trains no row without pre-training once per base, when nothing of the base is in it", () => {
    const own = result.runs.filter(
      ({ version, metric }) => version === "no pre-training" && metric === "dice",
    );
    expect(own.map(({ base, run }) => [base, run])).toEqual([
      ["one", 1],
      ["one", 2],
      ["two", 1],
      ["two", 2],
    ]);
    expect(own[0].mean).toBe(own[2].mean);
  });

  it("knows no step that the plan does not have", async () => {
    await expect(stepExperiment(plan, "train-nothing")).rejects.toThrow(/has no task "train-nothing"/);
  });
});
