import { readFile, writeFile } from "node:fs/promises";
import { isMainThread, parentPort } from "node:worker_threads";
import { decidedLabels } from "../packages/analysis/src/consensus/decided-labels.ts";
import { createEngine } from "../packages/engine/src/engine.ts";
import type { VoteField } from "../packages/engine/src/vote-field/vote-field.ts";
import type { LabelVolume } from "../packages/metrics/src/label-volume.ts";
import { defaultSeed } from "../packages/metrics/src/random.ts";
import {
  annotateCase,
  type RaterSimulation,
  structureNoise,
  trueCaseOfAnatomy,
} from "../packages/simulate/src/index.ts";
import { parseMethod } from "../packages/stats/src/consensus/consensus-methods.ts";
import { fusePatterns } from "../packages/stats/src/consensus/fuse-patterns.ts";
import {
  type ConsensusSetting,
  comparedMethods,
  consensusMethodsDocument,
  consensusSettings,
  grid,
  raterCounts,
  structure,
} from "./consensus-methods.document.ts";
import { readOptions } from "./coverage.options.ts";
import { progress, runTasks } from "./coverage.pool.ts";

interface Task {
  readonly setting: ConsensusSetting;
  readonly caseIndex: number;
  readonly seed: number;
}

/** Dice with the truth, by number of raters, then by method. */
type Result = readonly (readonly number[])[];

if (isMainThread) await main();
else {
  parentPort!.on("message", async (task: Task) => parentPort!.postMessage(await resultOf(task)));
}

async function resultOf({ setting, caseIndex, seed }: Task): Promise<Result> {
  const wasm = await readFile(new URL("../../assembly/build/pgt.wasm", import.meta.url));
  const engine = await createEngine(wasm);
  const simulation: RaterSimulation = {
    raters: Math.max(...raterCounts),
    sessions: 1,
    structures: [{ ...structure, noise: structureNoise(setting.noise) }],
    seed,
  };
  const one = trueCaseOfAnatomy(grid, caseIndex, simulation);
  const raters = [...annotateCase(one, caseIndex, simulation)].map(({ volume }) => volume);
  return raterCounts.map((count) => {
    const field = engine.voteField(one.truth, 5);
    for (const volume of raters.slice(0, count)) field.add(volume);
    return comparedMethods.map((method) => dice(fused(field, method), one.truth));
  });
}

function fused(field: VoteField, method: string): ArrayLike<number> {
  const { patterns } = field;
  const weights = patterns[0].ratings.map(() => 1);
  const isMarked = patterns.map(({ ratings }) => ratings.some((label) => label !== 0));
  const near = field.voxelsWithin(5, isMarked);
  const votes = { patterns, labels: [structure.label], weights, regionVoxels: () => near };
  const decision = fusePatterns(votes, parseMethod(method), { tie: "sdf", undecided: -1 });
  return field.labelMap(decidedLabels(field, decision, weights));
}

/** Two empty masks: 1. */
function dice(mask: ArrayLike<number>, { data }: LabelVolume): number {
  let [shared, sum] = [0, 0];
  for (let voxel = 0; voxel < data.length; voxel++) {
    const [a, b] = [mask[voxel] !== 0, data[voxel] !== 0];
    if (a && b) shared++;
    sum += Number(a) + Number(b);
  }
  return sum === 0 ? 1 : (2 * shared) / sum;
}

async function main(): Promise<void> {
  const { jobs, replicates, seed, out } = readOptions({ replicates: 16, seed: defaultSeed });
  const start = performance.now();
  const settings = consensusSettings();
  const tasks: Task[] = settings.flatMap((setting) =>
    Array.from({ length: replicates }, (_, caseIndex) => ({ setting, caseIndex, seed })),
  );
  const results = await runTasks<Task, Result>(new URL(import.meta.url), tasks, jobs, (done) =>
    progress(`consensus methods: ${done} of ${tasks.length} cases`),
  );
  process.stderr.write(
    `consensus methods: ${((performance.now() - start) / 1000).toFixed(0)} s on ${jobs} workers\n`,
  );
  const of = (at: number) => results.slice(at * replicates, (at + 1) * replicates);
  const text = consensusMethodsDocument(
    settings.map((setting, at) => ({ setting, cases: of(at) })),
    { cases: replicates, seed },
  );
  if (out === undefined) process.stdout.write(text);
  else await writeFile(out, text);
}
