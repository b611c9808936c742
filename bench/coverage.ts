import { writeFile } from "node:fs/promises";
import { isMainThread, parentPort } from "node:worker_threads";
import { defaultSeed } from "../packages/metrics/src/random.ts";
import {
  boundCoverage,
  type CoverageRow,
  populationAgreement,
} from "../packages/stats/src/simulation/bound-coverage.ts";
import { coverageDocument } from "./coverage.document.ts";
import { readOptions } from "./coverage.options.ts";
import { progress, runTasks } from "./coverage.pool.ts";

/**
 * Numbers of raters in the table of docs/methods/confidence-intervals.md; the largest first, since it takes longest.
 */
const raterCounts = [12, 8, 5, 4, 3, 2];
const size = { cases: 20, resamples: 1000, targetCases: 1000 };
/** Pairs of raters that the agreement of "raters like these" is averaged over. */
const populationPairs = 100_000;

interface Task {
  readonly raters: number;
  readonly population: number;
  readonly replicates: number;
  readonly seed: number;
}

if (isMainThread) await main();
else {
  parentPort!.on("message", ({ population, ...options }: Task) => {
    parentPort!.postMessage(boundCoverage({ ...size, ...options }, population));
  });
}

async function main(): Promise<void> {
  const { jobs, replicates, seed, out } = readOptions({ replicates: 1000, seed: defaultSeed });
  const start = performance.now();
  const population = populationAgreement(populationPairs, seed);
  const tasks: Task[] = raterCounts.map((raters) => ({ raters, population, replicates, seed }));
  const rows = await runTasks<Task, CoverageRow>(new URL(import.meta.url), tasks, jobs, (done) =>
    progress(`coverage: ${done} of ${tasks.length} numbers of raters`),
  );
  process.stderr.write(`coverage: ${((performance.now() - start) / 1000).toFixed(0)} s on ${jobs} workers\n`);
  const text = coverageDocument(rows.reverse(), { replicates, seed, ...size });
  if (out === undefined) process.stdout.write(text);
  else await writeFile(out, text);
}
