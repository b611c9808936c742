/**
 * The toy engine, whose training fails or hangs where a file beside the plan says so. Usage: PLAN-FOLDER, and what the
 * toy engine takes.
 */
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

const [folder, ...given] = process.argv.splice(2);
const [what, dataset = ""] = given;
const isOrdered = (order, version) =>
  what === "train" && dataset.includes(version) && existsSync(join(folder, order));

if (isOrdered("fail", "worse")) {
  process.stderr.write("no memory on the device\n");
  process.exit(3);
}
if (isOrdered("hang", "larger")) {
  const { SLURM_ARRAY_JOB_ID, SLURM_ARRAY_TASK_ID, SLURM_JOB_ID } = process.env;
  const job = SLURM_ARRAY_JOB_ID ? `${SLURM_ARRAY_JOB_ID}_${SLURM_ARRAY_TASK_ID}` : SLURM_JOB_ID;
  writeFileSync(join(folder, "hanging"), String(job));
  // A process whose parent was killed belongs to nobody.
  const parent = process.ppid;
  while (process.ppid === parent) await setTimeout(100);
  process.exit(1);
}
process.argv.push(...given);
await import("../../packages/analysis/test/simulations/experiment/toy-engine.mjs");
