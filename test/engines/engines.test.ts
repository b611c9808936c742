import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { pgt, temporaryFolder } from "../e2e/run-pgt.ts";
import { engineEnvironment, enginePython, reasonToSkip } from "./python-tools.ts";
import { writePlan } from "./simulated-cases.ts";

const reason = reasonToSkip();
const minutes = 60_000;

interface Cell {
  readonly version: string;
  readonly mean: number | null;
  readonly status: string;
}

interface StudyTables {
  readonly inDomain: readonly Cell[];
  readonly finetuned: readonly Cell[];
}

/** Runs a plan from its data to its tables. */
async function runPlan(folder: string, python: string, train: Readonly<Record<string, unknown>>) {
  const plan = writePlan(folder, train);
  const env = engineEnvironment(python);
  const run = await pgt(["study", "run", plan, "--jobs", "2"], { cwd: folder, env });
  expect(run.code, run.stdout + run.stderr).toBe(0);
  const tasks = join(folder, "plan.study", "tasks");
  const folderOf = (start: string) =>
    join(tasks, readdirSync(tasks).find((name) => name.startsWith(start)) ?? start);
  const tables: StudyTables = JSON.parse(readFileSync(join(folderOf("worth-"), "study.json"), "utf8"));
  const fileOf = (start: string, ...path: string[]) => readFileSync(join(folderOf(start), ...path), "utf8");
  return { tables, fileOf };
}

/** What the training of a task prints when it is done again. */
async function retrained(folder: string, start: string, python: string): Promise<string> {
  const tasks = join(folder, "plan.study", "tasks");
  const id = readdirSync(tasks).find((name) => name.startsWith(start))!;
  rmSync(join(tasks, id), { recursive: true });
  const run = await pgt(["study", "step", join(folder, "plan.json"), id], { env: engineEnvironment(python) });
  expect(run.code, run.stderr).toBe(0);
  return readFileSync(join(tasks, id, "log.txt"), "utf8");
}

function expectScores({ inDomain, finetuned }: StudyTables): void {
  const cells = [...inDomain, ...finetuned];
  expect(cells.map(({ version, status }) => [version, status])).toEqual([
    ["original", ""],
    ["worse", ""],
    ["no pre-training", ""],
    ["original", ""],
    ["worse", ""],
  ]);
  for (const { mean } of cells) expect(mean).toBeGreaterThanOrEqual(0);
}

describe.skipIf(reason !== null)(
  `engines of the field, at toy size on a processor${reason ? ` (${reason})` : ""}`,
  () => {
    const folder = temporaryFolder();
    let python: string;
    beforeAll(() => void (python = enginePython()), 15 * minutes);

    it(
      "nnU-Net v2: the plans of the base serve every version, and fine-tuning starts from its weights",
      async () => {
        const settings = { python, trainer: "nnUNetTrainerToy", device: "cpu", processes: 1 };
        const { tables, fileOf } = await runPlan(folder.path("nnunet"), python, {
          engine: "nnunet",
          settings,
        });
        expectScores(tables);
        const trained = "weights/Dataset002_version/nnUNetTrainerToy__nnUNetPlansOfBase__3d_fullres";
        const intensities = (task: string) =>
          JSON.parse(fileOf(task, trained, "plans.json")).foreground_intensity_properties_per_channel;
        expect(intensities("train-one-worse")).toEqual(intensities("train-one-original"));
        expect(intensities("finetune-other-one-worse")).toEqual(intensities("train-one-original"));
        expect(fileOf("finetune-other-one-worse", "log.txt")).toContain("Loading pretrained weights from");
        expect(fileOf("finetune-other-one-no-pre-training", "log.txt")).not.toContain("pretrained weights");
        expect(JSON.parse(fileOf("train-one-worse", "done.json")).record.recipe.version).toBe("2.8.1");
      },
      15 * minutes,
    );

    it(
      "DynUNet of MONAI: two trainings of one seed are the same, and fine-tuning starts from its weights",
      async () => {
        const settings = {
          python,
          device: "cpu",
          epochs: 3,
          batches: 8,
          patch: "16x16x16",
          filters: 8,
          workers: 0,
        };
        const train = { engine: "dynunet", settings: { ...settings, learningRate: 0.01 } };
        const { tables, fileOf } = await runPlan(folder.path("dynunet"), python, train);
        expectScores(tables);
        expect(tables.inDomain[0].mean).toBeGreaterThan(0.3);
        expect(fileOf("finetune-other-one-worse", "log.txt")).toMatch(/(\d+) of \1 tensors are those of/);
        const losses = fileOf("train-one-original", "log.txt").match(/epoch \d+ loss .*/g);
        expect(losses?.length).toBe(3);
        const again = await retrained(folder.path("dynunet"), "train-one-original", python);
        expect(again.match(/epoch \d+ loss .*/g)).toEqual(losses);
      },
      15 * minutes,
    );

    it(
      "the script for MedSAM gives the model slices and boxes, and writes what it answers as labels",
      async () => {
        mkdirSync(folder.path("medsam"), { recursive: true });
        const checkpoint = folder.path("medsam", "medsam_vit_b.pth");
        writeFileSync(checkpoint, "weights");
        const plan = writePlan(folder.path("medsam"), {
          engine: "embedded",
          settings: { epochs: 1, batches: 1 },
        });
        const settings = { python, device: "cpu", checkpoint, windowLevel: 0, windowWidth: 240 };
        const changed = JSON.parse(readFileSync(plan, "utf8"));
        changed.generators = [{ id: "box", engine: "medsam", prompts: "reference", settings }];
        changed.downstream = [];
        writeFileSync(plan, JSON.stringify(changed));
        const env = engineEnvironment(python);
        const run = await pgt(["study", "run", plan, "--jobs", "2"], { env });
        const { quality } = JSON.parse(
          (await pgt(["study", "report", plan, "--format", "json"])).stdout || "{}",
        );
        expect(quality[0].mean, run.stderr).toBeGreaterThan(0.85);
      },
      15 * minutes,
    );
  },
);
