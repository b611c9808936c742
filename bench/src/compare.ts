import { alternate } from "./alternate.ts";
import { type Case, usualCases, worstCases } from "./cases.ts";
import { bigLeftOut, bigPair } from "./files-to-values.ts";
import { allMetrics, overlapOnly } from "./library.ts";
import { describeMachine } from "./machine.ts";
import { type PairFiles, removePair, temporaryFolder, writePair } from "./pair-files.ts";
import { type BuiltRevision, buildRevision } from "./revision.ts";
import { builtCore, RunnerProcess } from "./runner-process.ts";
import { effortOf, readArguments, say } from "./settings.ts";
import { ratioOf, spreadOf } from "./spread.ts";
import { shown, sizeText, table } from "./table.ts";
import type { Answer, Task } from "./tasks.ts";

const heads = ["case", "metrics", "ms before", "ms now", "now / before", "MiB before", "MiB now", "values"];
const settings = { ...readArguments(), folder: temporaryFolder() };
const [revision] = settings.rest;
if (revision === undefined || settings.rest.length > 1) {
  console.error("pnpm bench:compare REV [--quick] [--data DIR]: one revision that git knows was expected");
  process.exit(2);
}
const before = buildRevision(revision, settings.folder);
console.log(`${describeMachine()}\n`);
console.log(`## This tree against ${before.commit}\n`);
console.log(`files to values; one job; median (quartiles)\n\n${table(heads, await compareAll(before), 2)}`);
if (!bigPair(settings.data)) console.log(`\n${bigLeftOut(settings.data)}`);

/** Every case on both builds, alternately. */
async function compareAll(old: BuiltRevision): Promise<string[][]> {
  const rows: string[][] = [];
  const wanted = (one: Case) => one.quick || !settings.quick;
  for (const one of [...usualCases, ...worstCases].filter(wanted)) {
    const files = writePair(settings.folder, one);
    rows.push(...(await compareOn(`${sizeText(one.shape)}, ${one.name}`, files, old)));
    removePair(files);
  }
  const big = bigPair(settings.data);
  if (big) rows.push(...(await compareOn(`${big.size}, ${big.name}`, big.files, old)));
  return rows;
}

async function compareOn(name: string, files: PairFiles, old: BuiltRevision): Promise<string[][]> {
  const rows: string[][] = [];
  for (const [called, metrics] of [
    ["all", allMetrics],
    ["dice", overlapOnly],
  ] as const) {
    say(`compare: ${name}, ${called}`);
    const task: Task = { kind: "files", files, options: { metrics, jobs: 1 } };
    const [was, is] = [new RunnerProcess(old.core), new RunnerProcess(builtCore)];
    try {
      const times = await alternate({ was: was.timed(task), is: is.timed(task) }, effortOf(settings));
      rows.push([
        name,
        called,
        shown(spreadOf(times.was)),
        shown(spreadOf(times.is)),
        shown(ratioOf(times.is, times.was)),
        was.peakMiB.toFixed(0),
        is.peakMiB.toFixed(0),
        differences(await was.run(task), await is.run(task)),
      ]);
    } finally {
      was.close();
      is.close();
    }
  }
  return rows;
}

/** Tells if both gave the same digits, else by how much they differ. */
function differences({ values: was }: Answer, { values: is }: Answer): string {
  const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  const changed = keys.filter((key) => was[key] !== is[key]);
  if (changed.length === 0) return "same";
  const largest = Math.max(...changed.map((key) => Math.abs((was[key] ?? Infinity) - (is[key] ?? 0))));
  return `${changed.length} of ${keys.length} differ, by ${largest.toPrecision(2)} at most`;
}
