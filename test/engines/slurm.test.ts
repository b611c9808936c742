import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pgt, pgtFile, temporaryFolder } from "../e2e/run-pgt.ts";
import { pythonWith, reasonToSkip } from "./python-tools.ts";
import { writePlan } from "./simulated-cases.ts";
import { reasonWithoutSlurm, type SlurmCluster, startSlurm } from "./slurm-cluster.ts";

const reason = reasonToSkip() ?? reasonWithoutSlurm();
const minutes = 60_000;
const engine = fileURLToPath(new URL("cluster-engine.mjs", import.meta.url));

const folder = temporaryFolder();
let cluster: SlurmCluster;
let snakemake: string;

/** A plan of three versions, and the place of its tables. */
function clusterPlan(name: string) {
  mkdirSync(folder.path(name), { recursive: true });
  const own = (...words: string[]) => ({ run: [[process.execPath, engine, "{plan}", ...words]] });
  const command = {
    version: [process.execPath, engine, "{plan}", "version"],
    train: own("train", "{dataset}", "{output}", "{seed}"),
    fromWeights: ["{weights}"],
    predict: own("predict", "{images}", "{output}", "{weights}"),
  };
  const plan = writePlan(folder.path(name), { engine: "command", command });
  const { downstream: _, generators, ...rest } = JSON.parse(readFileSync(plan, "utf8"));
  const larger = { id: "larger", degrade: { biasMm: 2 } };
  writeFileSync(plan, JSON.stringify({ ...rest, generators: [...generators, larger] }));
  return plan;
}

const environment = () => ({
  ...(process.env as Record<string, string>),
  ...cluster.environment,
  PGT: folder.path("pgt"),
});

async function exported(plan: string, form: string): Promise<string> {
  const { code, stderr } = await pgt(["study", "export", plan, form]);
  expect(code, stderr).toBe(0);
  return join(plan.replace(/\.json$/, ".study"), "export", form);
}

/** Statuses of the versions in the table, and their scores as the table that `worth` reads. */
function tablesOf(plan: string) {
  const tasks = join(plan.replace(/\.json$/, ".study"), "tasks");
  const worth = join(tasks, readdirSync(tasks).find((name) => name.startsWith("worth-"))!);
  const { inDomain } = JSON.parse(readFileSync(join(worth, "study.json"), "utf8"));
  const statuses = inDomain.map((one: { version: string; status: string }) => [one.version, one.status]);
  return { statuses: Object.fromEntries(statuses), scores: readFileSync(join(worth, "scores.csv"), "utf8") };
}

/** A cell that is complete has no remark. */
const allDone = { original: "", worse: "", larger: "" };

describe.skipIf(reason !== null)(`a Slurm of one node${reason ? ` (${reason})` : ""}`, () => {
  let expected: string;

  beforeAll(async () => {
    writeFileSync(folder.path("pgt"), `#!/bin/sh\nexec '${process.execPath}' '${pgtFile}' "$@"\n`, {
      mode: 0o755,
    });
    snakemake = pythonWith("snakemake", [["snakemake==9.27.1", "snakemake-executor-plugin-slurm==2.8.0"]]);
    cluster = await startSlurm();
    const plan = clusterPlan("here");
    const run = await pgt(["study", "run", plan, "--jobs", "2"]);
    expect(run.code, run.stderr).toBe(0);
    expected = tablesOf(plan).scores;
  }, 10 * minutes);
  afterAll(() => cluster?.stop());

  it(
    "arrays chained by afterany: a job that fails and one that is killed leave holes, and the next round fills them",
    async () => {
      const plan = clusterPlan("slurm");
      const place = await exported(plan, "slurm");
      for (const order of ["fail", "hang"]) writeFileSync(folder.path("slurm", order), "");
      cluster.run("sh", ...withPgt(join(place, "submit.sh")));
      while (!existsSync(folder.path("slurm", "hanging"))) await setTimeout(200);
      const job = readFileSync(folder.path("slurm", "hanging"), "utf8");
      cluster.run("scancel", "--signal=KILL", "--full", job);
      await cluster.isIdle();
      expect(tablesOf(plan).statuses).toEqual({ original: "", worse: "failed", larger: "pending" });
      const { stdout } = await pgt(["study", "status", plan]);
      expect(stdout).toContain("ended with exit code 3; its last words: no memory on the device");
      for (const order of ["fail", "hang"]) rmSync(folder.path("slurm", order));
      cluster.run("sh", ...withPgt(join(place, "submit.sh")));
      await cluster.isIdle();
      expect(tablesOf(plan)).toEqual({ statuses: allDone, scores: expected });
    },
    5 * minutes,
  );

  it(
    "Snakemake: a job that fails on this machine leaves a hole, and the next round, which is submitted to Slurm, fills it",
    async () => {
      const plan = clusterPlan("snakemake");
      const place = await exported(plan, "snakemake");
      writeFileSync(folder.path("snakemake", "fail"), "");
      runSnakemake(place, "--profile", "profiles/local");
      expect(tablesOf(plan).statuses).toEqual({ ...allDone, worse: "failed" });
      rmSync(folder.path("snakemake", "fail"));
      const again = readdirSync(join(place, "ended")).filter((id) =>
        /^((train|predict|score)-one-worse|worth)-/.test(id),
      );
      expect(again.length).toBe(4);
      for (const id of again) rmSync(join(place, "ended", id));
      // Without accounting there is no sacct to ask; the first look after about as long as a job takes, since the next is late.
      const settings = [
        "--slurm-status-command",
        "squeue",
        "--slurm-init-seconds-before-status-checks",
        "15",
      ];
      const said = runSnakemake(place, "--profile", "profiles/slurm", ...settings);
      expect(said.match(/has been submitted with SLURM jobid/g)?.length).toBe(4);
      expect(tablesOf(plan)).toEqual({ statuses: allDone, scores: expected });
    },
    10 * minutes,
  );
});

/** A command with the variable PGT, which jobs get as they are submitted. */
function withPgt(script: string): string[] {
  return ["-c", `PGT='${folder.path("pgt")}' exec sh '${script}'`];
}

/** @returns what it says of its jobs. */
function runSnakemake(place: string, ...words: string[]): string {
  const run = spawnSync(snakemake, ["-m", "snakemake", ...words], {
    cwd: place,
    env: { ...environment(), PATH: `${join(snakemake, "..")}:${cluster.environment.PATH}` },
    encoding: "utf8",
  });
  expect(run.status, run.stderr?.slice(-3000)).toBe(0);
  return run.stderr;
}
