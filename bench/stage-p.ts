import { writeFile } from "node:fs/promises";
import { isMainThread, parentPort } from "node:worker_threads";
import { defaultSeed } from "../packages/metrics/src/random.ts";
import { runStageP, type StagePResult, stagePDefaults } from "../packages/stats/src/simulation/stage-p.ts";
import {
  type StagePSetting,
  stagePDesigns,
  stagePSettings,
} from "../packages/stats/src/simulation/stage-p-cells.ts";
import { readOptions } from "./coverage.options.ts";
import { progress, runTasks } from "./coverage.pool.ts";
import { stagePDocument } from "./stage-p.document.ts";

interface Task {
  readonly setting: StagePSetting;
  readonly replicates: number;
  readonly seed: number;
}

if (isMainThread) await main();
else {
  parentPort!.on("message", ({ setting, replicates, seed }: Task) => {
    parentPort!.postMessage(runStageP(setting, stagePDesigns(), { ...stagePDefaults, replicates, seed }));
  });
}

async function main(): Promise<void> {
  const { jobs, replicates, seed, out } = readOptions({ ...stagePDefaults, seed: defaultSeed });
  const start = performance.now();
  const tasks: Task[] = stagePSettings().map((setting) => ({ setting, replicates, seed }));
  const results = await runTasks<Task, StagePResult[]>(new URL(import.meta.url), tasks, jobs, (done) =>
    progress(`stage P: ${done} of ${tasks.length} settings`),
  );
  const seconds = (performance.now() - start) / 1000;
  process.stderr.write(`stage P: ${seconds.toFixed(0)} s on ${jobs} workers\n`);
  const text = stagePDocument(results.flat(), { replicates, seed });
  if (out === undefined) process.stdout.write(text);
  else await writeFile(out, text);
}
