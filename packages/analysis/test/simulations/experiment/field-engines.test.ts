import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { engines } from "../../../src/experiment/engines/engine-registry.ts";
import { planExperiment, readExperimentResult, runExperiment } from "../../../src/experiment/experiment.ts";
import { useNodeWithKernels } from "./on-node-with-kernels.ts";
import { type ChangedPlan, writeSmallStudy, writeToyData } from "./toy-data.ts";

interface Call {
  readonly program: string;
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly config?: unknown;
}

beforeAll(useNodeWithKernels);

let folder: string;
const at = (...parts: string[]) => join(folder, ...parts);
const standIn = () => at("bin", "python-of-the-engine");

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "pgt-study-"));
  await mkdir(at("bin"));
  for (const name of ["TotalSegmentator", "nnUNet_predict", "python-of-the-engine"]) {
    await copyFile(fileURLToPath(new URL("stand-in.mjs", import.meta.url)), at("bin", `${name}`));
    await chmod(at("bin", name), 0o755);
  }
  // The stand-ins have no ending that would tell what they are.
  await writeFile(at("package.json"), '{ "type": "module" }');
  vi.stubEnv("PATH", [at("bin"), process.env.PATH].join(delimiter));
  vi.stubEnv("STAND_IN_LOG", at("calls.jsonl"));
  vi.stubEnv("STAND_IN_LABELS", at("one/labels"));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

/** Quality of a version that an engine makes, and how its program was called. */
async function versionBy(generator: Record<string, unknown>) {
  const plan = await writeSmallStudy(folder, (one: ChangedPlan) => {
    one.generators = [{ id: "own", ...generator }];
  });
  await runExperiment(plan, { jobs: 1 });
  const { quality } = await readExperimentResult(plan);
  return { mean: quality[0]?.mean, calls: await callsOf() };
}

async function callsOf(): Promise<Call[]> {
  const text = await readFile(at("calls.jsonl"), "utf8");
  return text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

/** Arguments without the folders, which differ from run to run. */
const shown = ({ words }: Call) =>
  words.map((word) =>
    word.replace(/^.*[/\\](images|weights|masks|boxes|scripts[/\\].*|case\d.*|dataset)$/, "<$1>"),
  );

describe("engines of the field, by stand-ins", () => {
  it("TotalSegmentator: one call a case, one label map, no statistics of usage", async () => {
    const { mean, calls } = await versionBy({ engine: "totalsegmentator", settings: { device: "cpu" } });
    expect(mean).toBe(1);
    const own = calls.filter(({ words }) => words[0] === "-i");
    expect(own.length).toBe(3);
    for (const call of own) {
      expect(call.program).toBe("TotalSegmentator");
      expect(call.words[1]).toMatch(/case\d_0000\.nii\.gz$/);
      expect(call.words[3]).toMatch(/masks[/\\]case\d\.nii\.gz$/);
      expect(call.words.slice(4)).toEqual(["--ml", "--task", "total", "--device", "cpu"]);
      expect(call.config).toMatchObject({ send_usage_stats: false });
      expect(call.environment.TOTALSEG_WEIGHTS_PATH).toBe(at("totalsegmentator-weights"));
    }
  });

  it("STU-Net: trainer and checkpoint of its size", async () => {
    const settings = { weightsFolder: at("stu") };
    const { mean, calls } = await versionBy({ engine: "stunet", size: "large", settings });
    expect(mean).toBe(1);
    expect(calls.map(shown)).toEqual([
      "-i <images> -o <masks> -t 101 -m 3d_fullres -f 0 -tr STUNetTrainer_large -chk large_ep4k".split(" "),
    ]);
    expect(calls[0].environment.RESULTS_FOLDER).toBe(at("stu"));
    const plan = await writeSmallStudy(folder, (one: ChangedPlan) => {
      one.generators = [{ id: "own", engine: "stunet", size: "L" }];
    });
    await expect(planExperiment(plan)).rejects.toThrow(
      /size: expected small, base, large or huge; found "L"/,
    );
  });

  it("MedSAM: images, boxes around the reference, and its checkpoint", async () => {
    const settings = { python: standIn(), device: "cpu" };
    const { mean, calls } = await versionBy({ engine: "medsam", prompts: "reference", settings });
    expect(mean).toBe(1);
    const [call] = calls;
    expect(shown(call).slice(0, 4)).toEqual(["<scripts/medsam.py>", "<images>", "<boxes>", "<masks>"]);
    expect(call.words.slice(4)).toEqual(
      `--checkpoint ${at("medsam_vit_b.pth")} --modality ct --window 40 400 --device cpu`.split(" "),
    );
  });

  it("DynUNet: the paper's recipe unless told otherwise, plans of the base, and weights to start from", async () => {
    await writeToyData(at("other"), 2, 3);
    const plan = await writeSmallStudy(folder, (one: ChangedPlan) => {
      one.train = { engine: "dynunet", runs: 1, seed: 7, settings: { python: standIn() } };
      const other = { id: "other", images: "other/images", labels: "other/labels", split: "50/50" };
      Object.assign(one, { downstream: [other] });
    });
    await runExperiment(plan, { jobs: 1 });
    const calls = await callsOf();
    const trained = calls.filter(({ words }) => words[1] === "train");
    // Base, its version, and of the other data set: from nothing, from the base, from the version.
    expect(trained.length).toBe(5);
    for (const { words } of trained) {
      expect(words[3]).toMatch(/prepare-one-[0-9a-f]+[/\\]weights$/);
      expect(words.slice(5, 25).join(" ")).toBe(
        "--seed 7 --epochs 1000 --batches 250 --batch-size 2 --patch 96x96x96 --filters 32 --learning-rate 0.001 --weight-decay 0.01 --device cuda --workers 4",
      );
    }
    const starts = trained.map(({ words }) => words.at(-1)!).filter((word) => word.endsWith("network.pt"));
    expect(starts.map((word) => /(train-one-\w+)-run1/.exec(word)?.[1])).toEqual([
      "train-one-original",
      "train-one-worse",
    ]);
    expect(calls.filter(({ words }) => words[1] === "plan").length).toBe(1);
  });

  it("each one says what to install", () => {
    for (const { id, install } of engines.values()) {
      if (id !== "embedded") expect(install).toMatch(/^install it: |^install it from its repository, /);
    }
  });
});
