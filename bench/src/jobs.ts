import { alternate } from "./alternate.ts";
import { usualCases } from "./cases.ts";
import { bigPair } from "./files-to-values.ts";
import { knowsJobs } from "./jobs-known.ts";
import { allMetrics, overlapOnly } from "./library.ts";
import { writePair } from "./pair-files.ts";
import { builtCore, withRunner } from "./runner-process.ts";
import { type BenchSettings, effortOf, say } from "./settings.ts";
import { ratioOf, spreadOf } from "./spread.ts";
import { shown, sizeText, table } from "./table.ts";

const heads = ["case", "dice only ms", "1 job ms", "2 jobs ms", "1 job / 2 jobs", "same, metric part"];

/** Two jobs against one within a single pair. The metric part is the time beyond that of `dice` alone. */
export async function jobsTable(settings: BenchSettings): Promise<string> {
  const title = "## Two jobs within one pair";
  if (!knowsJobs(builtCore)) return `${title}\n\nLeft out: this build of @pgt/core takes no number of jobs.`;
  say("jobs");
  const big = bigPair(settings.data);
  const one = usualCases.find(({ labels }) => labels === 53)!;
  const files = big?.files ?? writePair(settings.folder, one);
  const task = (metrics: readonly string[], jobs: number) =>
    ({ kind: "files", files, options: { metrics, jobs } }) as const;
  const times = await withRunner(async (runner) => {
    const answers = [await runner.run(task(allMetrics, 1)), await runner.run(task(allMetrics, 2))];
    const [byOne, byTwo] = answers.map(({ values }) => JSON.stringify(values));
    if (byOne !== byTwo) throw new Error("values depend on the number of jobs");
    return alternate(
      {
        overlap: runner.timed(task(overlapOnly, 1)),
        one: runner.timed(task(allMetrics, 1)),
        two: runner.timed(task(allMetrics, 2)),
      },
      // The two runs above have warmed it.
      { ...effortOf(settings), warmUpSeconds: 0, ...(settings.quick && { atLeast: 2 }) },
    );
  });
  const beyondOverlap = (ms: readonly number[]) => ms.map((value, round) => value - times.overlap[round]);
  const row = [
    big ? `${big.size}, ${big.name}` : `${sizeText(one.shape)}, ${one.name}`,
    shown(spreadOf(times.overlap)),
    shown(spreadOf(times.one)),
    shown(spreadOf(times.two)),
    shown(ratioOf(times.one, times.two)),
    shown(ratioOf(beyondOverlap(times.one), beyondOverlap(times.two))),
  ];
  return `${title}\n\n${allMetrics.join(",")}; files to values; median (quartiles); the metric part is what comes on top of dice only\n\n${table(heads, [row])}`;
}
