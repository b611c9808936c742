import { spawnSync } from "node:child_process";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { experimentStatus, exportExperiment } from "../../../src/experiment/experiment.ts";
import { useNodeWithKernels } from "./on-node-with-kernels.ts";
import { writeSmallStudy } from "./toy-data.ts";

beforeAll(useNodeWithKernels);

let folder: string;
let plan: string;
let ids: string[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pgt study's-"));
  plan = await writeSmallStudy(folder);
  ids = (await experimentStatus(plan)).tasks.map(({ id }) => id);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A program in place of another, which writes its arguments down. */
async function standIn(name: string, more = ""): Promise<string> {
  const file = join(folder, name);
  await writeFile(
    file,
    `#!/bin/sh\nfor word in "$@"; do printf '%s|' "$word"; done >> '${join(folder, "log").replaceAll("'", "'\\''")}'\necho >> '${join(folder, "log").replaceAll("'", "'\\''")}'\n${more}\n`,
  );
  await chmod(file, 0o755);
  return file;
}

const logged = async () => {
  const text = await readFile(join(folder, "log"), "utf8");
  await rm(join(folder, "log"));
  return text.trim().split("\n");
};
const study = () => join(folder, "plan.study");
const step = (id: string) => `study|step|${plan}|${id}|--out|${study()}|--jobs|1|`;

describe("scripts whose every job is a step", () => {
  it("sh: every task once, in order, and a failure stops nothing", async () => {
    const { folder: place } = await exportExperiment(plan, "sh");
    const PGT = await standIn("pgt-fails", 'case "$4" in generate*) exit 4;; esac');
    const { status } = spawnSync("sh", [join(place, "run.sh")], { env: { ...process.env, PGT } });
    expect(status).toBe(4);
    expect(await logged()).toEqual(ids.map(step));
  });

  it("slurm: arrays chained by afterany, each job the step of its line", async () => {
    const { folder: place, files } = await exportExperiment(plan, "slurm");
    await standIn("sbatch", "echo $$");
    const path = `${folder}:${process.env.PATH}`;
    const ran = spawnSync("sh", [join(place, "submit.sh"), "--time=1:00"], {
      env: { ...process.env, PATH: path },
    });
    expect(ran.stderr.toString()).toBe("");
    const calls = await logged();
    const levels = files.filter((name) => name.startsWith("level-"));
    expect(calls.length).toBe(levels.length);
    expect(calls[0]).toBe("--parsable|--array=1-1|--time=1:00|job.sh|level-0-0.txt|");
    for (const call of calls.slice(1)) {
      expect(call).toMatch(
        /^--parsable\|--array=1-\d+\|--dependency=afterany:\d+\|--time=1:00\|job\.sh\|level-\d-0\.txt\|$/,
      );
    }
    const texts = await Promise.all(levels.map((name) => readFile(join(place, name), "utf8")));
    expect(texts.join("").trim().split("\n").sort()).toEqual([...ids].sort());
    const PGT = await standIn("pgt");
    const env = { ...process.env, PGT, SLURM_ARRAY_TASK_ID: "1" };
    spawnSync("sh", ["job.sh", "level-0-0.txt"], { cwd: place, env });
    expect(await logged()).toEqual([step(ids[0])]);
  });

  it("snakemake: what comes before each task, and profiles in both forms", async () => {
    const { folder: place, files } = await exportExperiment(plan, "snakemake");
    expect(files).toContain("profiles/slurm/config.v8+.yaml");
    const text = await readFile(join(place, "Snakefile"), "utf8");
    for (const id of ids) expect(text).toContain(`    "${id}": [`);
    expect(text).toContain(`input: "ended/${ids.at(-1)}"`);
    expect(text).toMatch(/\$\{\{PGT:-pgt\}\}/);
    expect(text).toContain("{wildcards.id}");
  });

  it("refuses another form", async () => {
    await expect(exportExperiment(plan, "make" as "sh")).rejects.toThrow(
      /expected sh, slurm, snakemake; found "make"/,
    );
  });
});
