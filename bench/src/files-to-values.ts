import { join } from "node:path";
import { alternate } from "./alternate.ts";
import { type Case, usualCases } from "./cases.ts";
import { allMetrics, overlapOnly } from "./library.ts";
import { isPresent, type PairFiles, removePair, writePair } from "./pair-files.ts";
import { withRunner } from "./runner-process.ts";
import { type BenchSettings, effortOf, say } from "./settings.ts";
import { command, runNode } from "./spawned.ts";
import { ratioOf, spreadOf } from "./spread.ts";
import { digits, shown, sizeText, table } from "./table.ts";

interface Input {
  readonly size: string;
  readonly name: string;
  readonly voxels: number;
  readonly files: PairFiles;
}

const heads = [
  "size",
  "case",
  "surface elements",
  "unpack ms",
  "all metrics ms",
  "x unpack",
  "ns/voxel",
  "ns/element",
  "dice only ms",
  "x unpack",
  "new process s",
  "peak MiB",
];

/** Time from two files to all values, as multiples of unpacking the same files in the same process. */
export async function filesToValues(settings: BenchSettings): Promise<string> {
  const rows: string[][] = [];
  const cases = usualCases.filter(({ quick }) => quick || !settings.quick);
  for (const one of cases) {
    const files = writePair(settings.folder, one);
    rows.push(await measure(settings, inputOf(one, files)));
    removePair(files);
  }
  const big = bigPair(settings.data);
  if (big) rows.push(await measure(settings, big));
  return `## From files to values\n\n${allMetrics.join(",")}; one job; median (quartiles)\n\n${table(heads, rows, 2)}${big ? "" : `\n\n${bigLeftOut(settings.data)}`}`;
}

function inputOf({ shape, name }: Case, files: PairFiles): Input {
  return { size: sizeText(shape), name, voxels: shape[0] * shape[1] * shape[2], files };
}

export const bigLeftOut = (data: string) => `Left out: the real 512^3 pair, ${join(data, "big")} is missing.`;

export function bigPair(data: string): Input | undefined {
  const [reference, prediction] = ["reference", "prediction"].map((side) =>
    join(data, "big", `${side}.nii.gz`),
  ) as [string, string];
  if (!isPresent(reference) || !isPresent(prediction)) return undefined;
  return { size: "512^3", name: "real, 62 labels", voxels: 512 ** 3, files: { reference, prediction } };
}

async function measure(settings: BenchSettings, { size, name, voxels, files }: Input): Promise<string[]> {
  say(`files to values: ${size}, ${name}`);
  const all = { metrics: allMetrics, jobs: 1 };
  const times = await withRunner((runner) =>
    alternate(
      {
        unpack: runner.timed({ kind: "unpack", files }),
        all: runner.timed({ kind: "files", files, options: all }),
        overlap: runner.timed({ kind: "files", files, options: { ...all, metrics: overlapOnly } }),
      },
      effortOf(settings),
    ),
  );
  const { values } = await withRunner((runner) => runner.run({ kind: "elements", files }));
  const elements = values.elements!;
  const alone = await runNode(
    [command, "compare", files.reference, files.prediction, "--metrics", allMetrics.join(","), ...asJson],
    { memory: true },
  );
  const allMs = spreadOf(times.all);
  return [
    size,
    name,
    elements.toLocaleString("en"),
    shown(spreadOf(times.unpack)),
    shown(allMs),
    shown(ratioOf(times.all, times.unpack)),
    digits((allMs.median * 1e6) / voxels),
    digits((allMs.median * 1e6) / elements),
    shown(spreadOf(times.overlap)),
    shown(ratioOf(times.overlap, times.unpack)),
    digits(alone.ms / 1000),
    alone.peakMiB!.toFixed(0),
  ];
}

const asJson = ["--jobs", "1", "--quiet", "--format", "json"];
