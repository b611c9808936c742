import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { OutputError } from "@pgt/metrics";
import { platform, usePlatform } from "@pgt/runner";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  experimentStatus,
  planExperiment,
  readExperimentResult,
  runExperiment,
  stepExperiment,
} from "../../../src/experiment/experiment.ts";
import { useNodeWithKernels } from "./on-node-with-kernels.ts";
import { type ChangedPlan, toyCommand, toyEngine, writeSmallStudy } from "./toy-data.ts";

beforeAll(useNodeWithKernels);

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), "pgt-study-"))));
afterEach(() => rm(folder, { recursive: true, force: true }));

const tasksIn = () => readdir(join(folder, "plan.study", "tasks"));
const failuresOf = async (plan: string) =>
  (await runExperiment(plan, { jobs: 1 })).tasks
    .filter(({ status }) => status === "failed")
    .map(({ stage, message }) => `${stage}: ${message}`);
const predictAs = (fault: string) => ({
  ...toyCommand,
  predict: { run: [[process.execPath, toyEngine, "predict", "{images}", "{output}", "{weights}", fault]] },
});

describe("what a plan lacks is named before anything is done", () => {
  const missingOf = async (plan: string) => (await planExperiment(plan)).missing.join("\n");

  it("images of a case", async () => {
    const plan = await writeSmallStudy(folder);
    await rm(join(folder, "one/images/case3.nii.gz"));
    expect(await missingOf(plan)).toMatch(/one: 1 case without an image in .*images: case3/);
    await expect(runExperiment(plan)).rejects.toThrow(/case3/);
  });

  it("labels of a case, and cases that a split names", async () => {
    const split = { train: ["case1", "case2", "case9"], test: ["case4"] };
    const plan = await writeSmallStudy(folder, ({ base }) => void (base[0].split = split));
    await rm(join(folder, "one/labels/case3.nii.gz"));
    expect(await missingOf(plan)).toMatch(/without an image.*case9\n.*without labels.*case3/);
  });

  it("masks of a generator", async () => {
    const plan = await writeSmallStudy(folder, (one) => {
      one.generators = [{ id: "given", masks: "given/{case}.nii.gz" }];
    });
    await mkdir(join(folder, "given"));
    await copyFile(join(folder, "one/labels/case1.nii.gz"), join(folder, "given/case1.nii.gz"));
    expect(await missingOf(plan)).toMatch(/generators\[0\]: given lacks masks of \d cases? of one: case/);
  });

  it("names of labels", async () => {
    const plan = await writeSmallStudy(folder);
    await rm(join(folder, "one/dataset.json"));
    expect(await missingOf(plan)).toMatch(/base\[0\]: nothing says what the labels are called; add names/);
  });

  it("a case that is trained on and tested on under two names", async () => {
    const split = { train: ["case1", "case2"], test: ["case3", "case4"] };
    const plan = await writeSmallStudy(folder, ({ base }) => void (base[0].split = split));
    await copyFile(join(folder, "one/images/case1.nii.gz"), join(folder, "one/images/case4.nii.gz"));
    expect(await missingOf(plan)).toMatch(
      /case "case4" of one is tested on and is the same image as .*case1\.nii\.gz, case "case1" of one, which is trained on/,
    );
  });

  it.each([
    [
      "a case in both lists",
      ({ base }: ChangedPlan): void => void (base[0].split = { train: ["case1"], test: ["case1"] }),
      /base\[0\]\.split: .*case1 is in both lists/,
    ],
    [
      "an engine that there is not",
      (one: ChangedPlan): void => void (one.train = { engine: "nnunnet" }),
      /train\.engine: there is no engine "nnunnet"\. Did you mean nnunet\?/,
    ],
    [
      "a metric that there is not",
      (one: ChangedPlan): void => void (one.metrics = ["dise"]),
      /metrics\[0\]: .*dise/,
    ],
    [
      "two kinds of one generator",
      ({ generators }: ChangedPlan): void => void (generators[0].masks = "a/{case}"),
      /generators\[0\]: expected one of engine, masks, degrade for "worse"; found masks and degrade/,
    ],
    [
      "a field that there is not",
      ({ generators }: ChangedPlan): void => void (generators[0].degrade = { sigma: 1 }),
      /degrade\.sigma: there is no such field\. Did you mean sigmaMm\?/,
    ],
    [
      "an id that is taken",
      ({ generators }: ChangedPlan): void => void (generators[0].id = "original"),
      /"original" is taken/,
    ],
    [
      "a setting of another kind",
      (one: ChangedPlan): void => void (one.train = { engine: "embedded", settings: { epochs: "many" } }),
      /train: epochs: expected a number such as 20; found "many"/,
    ],
    [
      "a size that there is not",
      ({ generators }: ChangedPlan): void =>
        void (generators[0] = { id: "a", engine: "embedded", size: "XL" }),
      /generators\[0\]: size: expected S, B, L or H; found "XL"/,
    ],
    [
      "a training of no epoch",
      ({ train }: ChangedPlan): void =>
        void Object.assign(train, { engine: "embedded", command: undefined, settings: { epochs: 0 } }),
      /train: network: epochs: expected a whole number from 1 to 100000, found 0/,
    ],
    [
      "a patch that the network cannot halve",
      ({ train }: ChangedPlan): void =>
        void Object.assign(train, { engine: "embedded", command: undefined, settings: { patch: 50 } }),
      /train: network: patch: expected multiples of 8, found 50/,
    ],
    [
      "a pattern that does not compile",
      ({ train }: ChangedPlan): void =>
        void (train.command = { ...toyCommand, converged: { pattern: "dice ([0-9", atLeast: 0 } }),
      /train\.command\.converged\.pattern: .*[Ii]nvalid regular expression/,
    ],
    [
      "a pattern that holds no number",
      ({ train }: ChangedPlan): void =>
        void (train.command = { ...toyCommand, converged: { pattern: "dice [0-9.]+", atLeast: 0 } }),
      /pattern: expected a group around the number/,
    ],
    [
      "a setting that there is not",
      (one: ChangedPlan): void => void (one.train = { engine: "nnunet", settings: { trainr: "x" } }),
      /settings\.trainr: nnU-Net v2 has no setting "trainr"\. ?Did you mean trainer\?/,
    ],
  ] as const)("%s", async (_, change, message) => {
    const plan = await writeSmallStudy(folder, change);
    await expect(planExperiment(plan)).rejects.toThrow(message);
  });
});

describe("a command at fault leaves a hole, and its fault is told", () => {
  it.each([
    [
      "is not installed",
      {
        ...toyCommand,
        version: undefined,
        train: { run: [["no-such-program-here"]] },
        install: "install it",
      },
      /train: no-such-program-here: cannot be started .*install it/,
    ],
    [
      "ends with a code",
      { ...toyCommand, train: { run: [[process.execPath, toyEngine, "3"]] } },
      /train: .*ended with exit code 3; its last words: no memory on the device/,
    ],
    [
      "crashes in Node",
      {
        ...toyCommand,
        train: { run: [[process.execPath, "-e", "(function a() { throw new Error('out of memory'); })()"]] },
      },
      /train: .*exit code 1; its last words: .*Error: out of memory$/,
    ],
    [
      "writes nothing",
      predictAs("nothing"),
      /predict: .*ended without a fault and wrote nothing to \{output\}/,
    ],
    ["writes another grid", predictAs("grid"), /predict: .*(spacing|grid)/],
    [
      "writes labels that there are not",
      predictAs("labels"),
      /predict: .*label 7 is none of the data set, whose labels are 1 liver, 2 spleen/,
    ],
    [
      "asks for what there is not",
      { ...toyCommand, train: { run: [["x", "{weight}"]] } },
      /train: .*asks for \{weight\}, which there is not here/,
    ],
  ])("that %s", async (_, command, message) => {
    const plan = await writeSmallStudy(folder, ({ train }) => void (train.command = command));
    const failures = await failuresOf(plan);
    expect(failures.length).toBe(2);
    for (const failure of failures) expect(failure).toMatch(message);
    const { inDomain, quality } = await readExperimentResult(plan);
    expect(quality.length).toBe(1);
    expect(inDomain.map(({ version, mean, status }) => [version, mean, status])).toEqual([
      ["original", null, "failed"],
      ["worse", null, "failed"],
    ]);
  });

  it("not: one that is named by the folder of the plan, from a plan with a relative path", async () => {
    await copyFile(toyEngine, join(folder, "engine.mjs"));
    const plan = await writeSmallStudy(folder, ({ train }) => {
      train.command = JSON.parse(
        JSON.stringify(toyCommand).replaceAll(JSON.stringify(toyEngine), '"{plan}/engine.mjs"'),
      );
    });
    expect(await failuresOf(relative(process.cwd(), plan))).toEqual([]);
  });

  it("a network that marks nothing has not converged", async () => {
    const plan = await writeSmallStudy(folder, ({ train }) => void (train.command = predictAs("empty")));
    const { tasks } = await runExperiment(plan, { jobs: 1 });
    const ends = tasks.filter(({ stage }) => stage === "predict" || stage === "score");
    expect(ends.map(({ status }) => status)).toEqual(Array(4).fill("not_converged"));
    const { inDomain } = await readExperimentResult(plan);
    expect(inDomain.map(({ status }) => status)).toEqual(["not converged", "not converged"]);
  });

  it("a training whose output says so has not converged", async () => {
    const converged = { pattern: "loss ([0-9.]+)", atLeast: 100 };
    const plan = await writeSmallStudy(
      folder,
      ({ train }) => void (train.command = { ...toyCommand, converged }),
    );
    const { tasks } = await runExperiment(plan, { jobs: 1 });
    expect(tasks.find(({ stage }) => stage === "train")?.status).toBe("not_converged");
  });
});

describe("the state of an experiment is in its files", () => {
  it("what was interrupted goes on, and ends in the same bytes", async () => {
    const plan = await writeSmallStudy(folder);
    await runExperiment(plan, { jobs: 1 });
    const bytesOf = async () =>
      readFile(join((await readExperimentResult(plan)).files, "study.json"), "utf8");
    const whole = await bytesOf();
    await rm(join(folder, "plan.study"), { recursive: true });
    let stops = 0;
    for (let done = 0; done < 20; done++) {
      const stop = new AbortController();
      let own = 0;
      const onTask = () => void (++own === 2 && stop.abort());
      const isWhole = await runExperiment(plan, { jobs: 1, signal: stop.signal, onTask }).then(
        () => true,
        () => false,
      );
      if (isWhole) break;
      stops++;
    }
    expect(stops).toBeGreaterThan(3);
    expect(await bytesOf()).toBe(whole);
    expect((await tasksIn()).filter((name) => name.startsWith("."))).toEqual([]);
  });

  it("two runners: the second is told who is at work", async () => {
    const plan = await writeSmallStudy(folder);
    const unlock = await platform().workshop!.lock(join(folder, "plan.study"));
    await expect(runExperiment(plan)).rejects.toThrow(/process \d+ on .* writes into it/);
    await unlock();
  });

  it("two processes at one task: the first to finish gives it its name, the second takes it as done", async () => {
    const plan = await writeSmallStudy(folder);
    const [{ id }] = (await experimentStatus(plan)).tasks;
    const ends = await Promise.all([stepExperiment(plan, id), stepExperiment(plan, id)]);
    expect(ends.map(({ tasks: [{ status }] }) => status)).toEqual(["done", "done"]);
    expect(await tasksIn()).toEqual([id]);
  });

  it("no space: nothing half-made is left, and nothing counts as failed", async () => {
    const plan = await writeSmallStudy(folder);
    const node = platform();
    const full = new OutputError("ENOSPC", "no space left");
    const begin: NonNullable<typeof node.workshop>["begin"] = async (...given) => {
      const made = await node.workshop!.begin(...given);
      if (given[1].startsWith("derive")) made.placeFile = () => Promise.reject(full);
      if (given[1].startsWith("generate")) made.writeMask = () => Promise.reject(full);
      return made;
    };
    usePlatform({ ...node, workshop: { ...node.workshop!, begin } });
    await expect(runExperiment(plan, { jobs: 2 })).rejects.toThrow("no space left");
    usePlatform(node);
    expect((await tasksIn()).filter((name) => /^\.|generate/.test(name))).toEqual([]);
    const { tasks } = await experimentStatus(plan);
    expect(tasks.filter(({ status }) => status === "failed")).toEqual([]);
    await runExperiment(plan, { jobs: 2 });
    expect((await experimentStatus(plan)).tasks.every(({ status }) => status === "done")).toBe(true);
  });

  it("versions of unequal recipe are refused", async () => {
    const plan = await writeSmallStudy(folder);
    const { tasks } = await runExperiment(plan, { jobs: 1 });
    const trained = tasks.find(({ stage }) => stage === "train")!.id;
    const file = join(folder, "plan.study", "tasks", trained, "done.json");
    const done = JSON.parse(await readFile(file, "utf8"));
    done.record.recipe.version = "0.9";
    await writeFile(file, JSON.stringify(done));
    await rm(join(folder, "plan.study", "tasks", tasks.at(-1)!.id), { recursive: true });
    const again = await runExperiment(plan, { jobs: 1 });
    expect(again.tasks.at(-1)?.message).toMatch(
      /W-RECIPE: train-one-.* was trained with .*"1\.0".*0\.9|W-RECIPE: .*0\.9.*1\.0/,
    );
  });

  it("changed labels are other tasks, and what does not rest on them is kept", async () => {
    const plan = await writeSmallStudy(folder);
    const before = new Set((await runExperiment(plan, { jobs: 1 })).tasks.map(({ id }) => id));
    const text = await readFile(plan, "utf8");
    await writeFile(plan, text.replace('"sigmaMm": 0.8', '"sigmaMm": 1.2'));
    const { tasks } = await experimentStatus(plan);
    const kept = tasks.filter(({ id }) => before.has(id));
    expect(kept.map(({ stage }) => stage)).toEqual(["data", "train", "predict", "score"]);
    expect(tasks.filter(({ id }) => !before.has(id)).every(({ status }) => status === "pending")).toBe(true);
  });
});
