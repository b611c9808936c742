import { writeFile } from "node:fs/promises";
import { isMainThread, parentPort } from "node:worker_threads";
import { defaultSeed } from "../packages/metrics/src/random.ts";
import {
  type JointCoverageCell,
  type JointCoverageSetting,
  jointCoverage,
  jointCoverageDesigns,
  jointCoverageSettings,
} from "../packages/stats/src/simulation/joint-coverage.ts";
import { type LeakRates, leakRates, leakScenarios } from "../packages/stats/src/simulation/leak-rates.ts";
import { runStageP, type StagePResult, stagePDefaults } from "../packages/stats/src/simulation/stage-p.ts";
import {
  type StagePSetting,
  stagePDesigns,
  stagePSettings,
} from "../packages/stats/src/simulation/stage-p-cells.ts";
import { readOptions } from "./coverage.options.ts";
import { progress, runTasks } from "./coverage.pool.ts";
import { stagePDocument } from "./stage-p.document.ts";

/** A piece of the document's numbers that depends on nothing else. */
type Task = { readonly replicates: number; readonly seed: number } & (
  | { readonly kind: "cells"; readonly setting: StagePSetting }
  | { readonly kind: "coverage"; readonly setting: JointCoverageSetting }
  | { readonly kind: "leaks"; readonly scenario: number; readonly cases: number }
);
type Result =
  | { readonly kind: "cells"; readonly found: StagePResult[] }
  | { readonly kind: "coverage"; readonly found: JointCoverageCell[] }
  | { readonly kind: "leaks"; readonly found: LeakRates[] };

const leakCaseCounts = [20, 60];
/** Studies of the leak rule for one of coverage. */
const leaksPerCoverage = 4;

if (isMainThread) await main();
else {
  parentPort!.on("message", (task: Task) => parentPort!.postMessage(resultOf(task)));
}

function resultOf(task: Task): Result {
  const options = { ...stagePDefaults, replicates: task.replicates, seed: task.seed };
  switch (task.kind) {
    case "cells":
      return { kind: "cells", found: runStageP(task.setting, stagePDesigns(), options) };
    case "coverage":
      return {
        kind: "coverage",
        found: jointCoverage(task.setting, jointCoverageDesigns(task.setting), options),
      };
    case "leaks":
      return { kind: "leaks", found: [leakRates(leakScenarios[task.scenario], task.cases, options)] };
  }
}

async function main(): Promise<void> {
  const { jobs, replicates, seed, out } = readOptions({ ...stagePDefaults, seed: defaultSeed });
  const start = performance.now();
  const run = { replicates, seed };
  const tasks: Task[] = [
    ...jointCoverageSettings().map((setting) => ({ kind: "coverage" as const, setting, ...run })),
    ...stagePSettings().map((setting) => ({ kind: "cells" as const, setting, ...run })),
    // A rate near .05 needs more studies than a coverage near .94.
    ...leakScenarios.flatMap((_, scenario) =>
      leakCaseCounts.map((cases) => ({
        kind: "leaks" as const,
        scenario,
        cases,
        seed,
        replicates: leaksPerCoverage * replicates,
      })),
    ),
  ];
  const results = await runTasks<Task, Result>(new URL(import.meta.url), tasks, jobs, (done) =>
    progress(`stage P: ${done} of ${tasks.length} settings`),
  );
  const seconds = (performance.now() - start) / 1000;
  process.stderr.write(`stage P: ${seconds.toFixed(0)} s on ${jobs} workers\n`);
  const of = <Kind extends Result["kind"]>(kind: Kind) =>
    results.flatMap((result) => (result.kind === kind ? result.found : [])) as Extract<
      Result,
      { kind: Kind }
    >["found"];
  const text = stagePDocument(
    { cells: of("cells"), coverage: of("coverage"), leaks: of("leaks") },
    { ...run, leakReplicates: leaksPerCoverage * replicates },
  );
  if (out === undefined) process.stdout.write(text);
  else await writeFile(out, text);
}
