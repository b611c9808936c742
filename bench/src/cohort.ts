import { copyFileSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { allMetrics } from "./library.ts";
import { isPresent } from "./pair-files.ts";
import { type BenchSettings, say } from "./settings.ts";
import { command, runNode } from "./spawned.ts";
import { spreadOf } from "./spread.ts";
import { digits, shown, table } from "./table.ts";

const raters = ["rater1", "rater2", "rater3"];
const heads = ["cases", "pairs", "1 job s", "ms/pair", "peak MiB", "all cores s", "ms/pair", "peak MiB"];

/** `pgt interval` on three raters of real CT cases: time per pair and memory as the number of cases grows. */
export async function cohortTable(settings: BenchSettings): Promise<string> {
  const title = "## Many cases";
  const source = join(settings.data, "kits23");
  if (!isPresent(source)) return `${title}\n\nLeft out: ${source} is missing.`;
  const counts = settings.quick ? [3] : [3, 6, 12, 120];
  const rows: string[][] = [];
  for (const count of counts) rows.push(await measure(settings, source, count));
  return `${title}\n\n\`pgt interval\`, three raters, real CT (KiTS23, 29 to 50 slices of 512 x 512), ${allMetrics.join(",")}; whole process; beyond 12 cases the same ones are repeated\n\n${table(heads, rows, 0)}`;
}

async function measure(settings: BenchSettings, source: string, cases: number): Promise<string[]> {
  say(`many cases: ${cases}`);
  const study = repeatCases(source, join(settings.folder, `cohort${cases}`), cases);
  const pairs = (cases * raters.length * (raters.length - 1)) / 2;
  const args = ["interval", "--metrics", allMetrics.join(","), "--quiet", "--format", "json"];
  const entities = raters.flatMap((id) => ["--rater", `${id}=${join(study, id)}`]);
  const repetitions = settings.quick || cases > 12 ? 1 : 3;
  const cells: string[] = [];
  for (const jobs of [["--jobs", "1"], []]) {
    const runs = [];
    for (let k = 0; k < repetitions; k++) {
      runs.push(await runNode([command, ...args, ...entities, ...jobs], { memory: true }));
    }
    const seconds = spreadOf(runs.map(({ ms }) => ms / 1000));
    const peakMiB = Math.max(...runs.map((one) => one.peakMiB!));
    const perPair = (seconds.median * 1000) / pairs;
    cells.push(
      repetitions === 1 ? digits(seconds.median) : shown(seconds),
      digits(perPair),
      peakMiB.toFixed(0),
    );
  }
  return [String(cases), String(pairs), ...cells];
}

function repeatCases(source: string, target: string, cases: number): string {
  for (const rater of raters) {
    mkdirSync(join(target, rater), { recursive: true });
    const files = readdirSync(join(source, rater))
      .filter((name) => name.endsWith(".nii.gz"))
      .sort();
    for (let k = 0; k < cases; k++) {
      const round = String(Math.floor(k / files.length)).padStart(2, "0");
      const name = files[k % files.length];
      copyFileSync(join(source, rater, name), join(target, rater, `round${round}_${name}`));
    }
  }
  return target;
}
