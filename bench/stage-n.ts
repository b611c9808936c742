import { readFile, writeFile } from "node:fs/promises";
import { isMainThread, parentPort } from "node:worker_threads";
import { createNetworkEngine } from "../packages/network/src/index.ts";
import { readOptions } from "./coverage.options.ts";
import { progress, runTasks } from "./coverage.pool.ts";
import { describeMachine } from "./src/machine.ts";
import { pointsCsv, stageNDocument } from "./stage-n/document.ts";
import { fullSteps, runStageN, type StageNRun } from "./stage-n/networks.ts";
import { type Condition, conditions, fullSize } from "./stage-n/study.ts";

interface Task {
  readonly condition: Condition;
  readonly seed: number;
}

if (isMainThread) await main();
else {
  // This file is in bench/build when it runs.
  const wasm = await readFile(new URL("../../assembly/build/network.wasm", import.meta.url));
  const engine = await createNetworkEngine(wasm);
  parentPort!.on("message", async ({ condition, seed }: Task) => {
    parentPort!.postMessage(await runStageN(engine, condition, seed, fullSize, fullSteps));
  });
}

async function main(): Promise<void> {
  const { jobs, replicates, seed, out } = readOptions({ replicates: 5, seed: 1 });
  const machine = describeMachine();
  const cpu = process.cpuUsage();
  const tasks = (Object.keys(conditions) as Condition[]).flatMap((condition) =>
    Array.from({ length: replicates }, (_, at): Task => ({ condition, seed: seed + at })),
  );
  const runs = await runTasks<Task, StageNRun>(new URL(import.meta.url), tasks, jobs, (done) =>
    progress(`stage N: ${done} of ${tasks.length} runs`),
  );
  const { user, system } = process.cpuUsage(cpu);
  const text = stageNDocument(runs, { machine, cpuSeconds: (user + system) / 1e6 });
  if (out === undefined) process.stdout.write(text);
  else {
    await writeFile(out, text);
    await writeFile(out.replace(/\.md$/, ".csv"), pointsCsv(runs));
  }
}
