import { alternate } from "./alternate.ts";
import { worstCases } from "./cases.ts";
import { unsortedMetrics } from "./library.ts";
import { removePair, writePair } from "./pair-files.ts";
import { type RunnerProcess, withRunner } from "./runner-process.ts";
import { type BenchSettings, effortOf, say } from "./settings.ts";
import { ratioOf, spreadOf } from "./spread.ts";
import { shown, sizeText, table } from "./table.ts";
import type { Task } from "./tasks.ts";

/** f32 in the distance transform, f64 in the kernels. */
const AGREES_WITHIN = 1e-5;

const heads = ["size", "case", "surface elements", "pgt ms", "distance transform ms", "pgt / transform"];

/** The hardest masks beside an exact separable distance transform per label of its own box, on volumes in memory. */
export async function worstCasesTable(settings: BenchSettings): Promise<string> {
  const rows: string[][] = [];
  for (const one of worstCases.filter(({ quick }) => quick || !settings.quick)) {
    const size = sizeText(one.shape);
    say(`worst cases: ${size}, ${one.name}`);
    const files = writePair(settings.folder, one);
    const ours: Task = { kind: "volumes", files, options: { metrics: unsortedMetrics, jobs: 1 } };
    const transform: Task = { kind: "transform", files };
    const { times, elements } = await withRunner(async (runner) => ({
      elements: await checkAgreement(runner, ours, transform),
      times: await alternate(
        { ours: runner.timed(ours), transform: runner.timed(transform) },
        { ...effortOf(settings), atLeast: 3 },
      ),
    }));
    removePair(files);
    rows.push([
      size,
      one.name,
      elements.toLocaleString("en"),
      shown(spreadOf(times.ours)),
      shown(spreadOf(times.transform)),
      shown(ratioOf(times.ours, times.transform)),
    ]);
  }
  return `## Worst cases\n\n${unsortedMetrics.join(",")}; volumes in memory; one job; median (quartiles). Values of both agree within ${AGREES_WITHIN}.\n\n${table(heads, rows, 2)}`;
}

/** Number of surface elements. @throws Error if the two disagree about a value. */
async function checkAgreement(runner: RunnerProcess, ours: Task, transform: Task): Promise<number> {
  const { values } = await runner.run(ours);
  const { values: expected } = await runner.run(transform);
  for (const [key, value] of Object.entries(expected)) {
    const found = values[key];
    const isNear =
      typeof found === "number" && Math.abs(found - value!) <= AGREES_WITHIN * Math.max(1, Math.abs(value!));
    if (!isNear) throw new Error(`label and metric ${key}: ${found} found, ${value} by distance transform`);
  }
  if (Object.keys(expected).length === 0) throw new Error("the distance transform gave no value to compare");
  return (await runner.run({ kind: "elements", files: ours.files })).values.elements!;
}
