import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fuzz } from "./fuzz.ts";
import { kernelRuns } from "./kernel-runs.ts";
import { killedCommands, killedRuns } from "./killed-runs.ts";
import { hardenOptions } from "./options.ts";
import { readers } from "./readers.ts";

// What a library rejects beside the promise that was awaited would end a program that reads with it.
const escaped: unknown[] = [];
process.on("unhandledRejection", (cause) => escaped.push(cause));

const { mutants, seconds, seed, kills, kernels, findings, cli } = hardenOptions(process.argv.slice(2));
console.log(`seed ${seed}, Node ${process.version}`);
let faults = 0;
const total = { mutants: 0, accepted: 0, typed: 0, untyped: 0, slow: 0, slowestMs: 0 };
for (const [at, reader] of (mutants > 0 ? readers : []).entries()) {
  const end = performance.now() + (1000 * seconds) / readers.length;
  const share = Math.ceil(mutants / readers.length);
  const counts = await fuzz(
    reader,
    seed + at,
    (done) => done >= share || performance.now() > end,
    ({ what, bytes }) => {
      mkdirSync(findings, { recursive: true });
      const file = join(findings, `${reader.name.replace(/\W+/g, "-")}-${++faults}`);
      writeFileSync(file, bytes);
      console.log(`${file}: ${what}`);
    },
  );
  for (const key of ["mutants", "accepted", "typed", "untyped", "slow"] as const) total[key] += counts[key];
  total.slowestMs = Math.max(total.slowestMs, counts.slowestMs);
  console.log(lineOf(reader.name, counts));
}
if (mutants > 0) console.log(lineOf("all readers", total));
if (escaped.length > 0)
  console.log(`${escaped.length} rejections outside of what was awaited: ${escaped[0]}`);
let differences = 0;
if (kernels > 0) {
  const { pairs, agree } = kernelRuns(kernels, seed);
  if (!agree) differences++;
  console.log(
    `kernels: ${pairs} random pairs, ${agree ? "all as by definition" : "not all as by definition"}`,
  );
}
for (const one of kills > 0 ? killedCommands : []) {
  const runs = await killedRuns(cli, one, Math.ceil(one.share * kills), seed);
  differences += runs.differences;
  console.log(
    `${one.command[0]}: ${runs.kills} kills, ${runs.full} runs on a full disk, ${runs.resumed} resumed: ${runs.differences} differences`,
  );
}
process.exitCode = faults + escaped.length + differences > 0 ? 1 : 0;

function lineOf(name: string, counts: typeof total): string {
  const { mutants, accepted, typed, untyped, slow, slowestMs } = counts;
  const answers = `${accepted} accepted, ${typed} typed errors, ${untyped} untyped, ${slow} beyond a second`;
  return `${name}: ${mutants} mutants, ${answers}, slowest ${slowestMs.toFixed(0)} ms`;
}
