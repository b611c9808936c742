import { readFile } from "node:fs/promises";
import {
  designDocument,
  designTable,
  jsonText,
  simulatedStudyDocument,
  tableText,
} from "@pgt/analysis/documents";
import type { SimulatedStudyOptions, WrittenStudy } from "@pgt/core";
import { InputError } from "@pgt/core";
import { noteText } from "@pgt/metrics";
import { CommandUsageError } from "../../arguments/usage.ts";
import type { Run } from "../../command.ts";
import type { Context } from "../../context.ts";
import { asText, emit } from "../../finish.ts";
import { wrapIndented } from "../../terminal/wrap.ts";
import { designText } from "./design-table.ts";
import type { SimulateValues } from "./simulate-options.ts";

/** Options that only make sense where masks are written. */
const masksOnly: readonly (keyof SimulateValues)[] = [
  "truth",
  "images",
  "sigma",
  "tau",
  "mu",
  "constant-share",
  "correlation",
  "spurious",
  "slice-jitter",
  "drop",
  "noise",
];

/** `pgt simulate`: the design calculator, or a simulated study of masks. */
export const simulateCommand: Run<SimulateValues> = async (context, _, options) => {
  if (options.out !== undefined) return writeStudy(context, options.out, options);
  if (options.from === undefined) {
    throw new CommandUsageError(
      "pgt simulate needs --from (a study whose design is asked about) or --out (a folder for simulated masks)",
      "pgt simulate --from run --raters 3",
    );
  }
  const stray = masksOnly.find((name) => options[name] !== undefined);
  if (stray !== undefined) {
    throw new CommandUsageError(
      `--${stray} is about simulated masks, which are written to --out`,
      `pgt simulate --out study --${stray} ...`,
    );
  }
  return design(context, options.from, options);
};

async function design(context: Context, from: string, options: SimulateValues): Promise<number> {
  const { sessions, cases, metrics, labels, seed } = options;
  const raters = raterCount(options);
  const library = await context.library();
  const report = await library.simulateDesign(from, {
    ...(raters !== undefined && { raters }),
    ...(sessions !== undefined && { sessions }),
    ...(cases !== undefined && { cases }),
    ...(metrics && { metrics }),
    ...(labels && { labels }),
    ...(seed !== undefined && { seed }),
  });
  if (options.format === "json") {
    await emit(context, jsonText(designDocument(report, context.version)));
  } else if (options.format === "csv") {
    for (const note of report.notes) context.note(`note: ${noteText(note)}`);
    await emit(context, tableText(designTable, report));
  } else await emit(context, asText(designText(report, context.outTerminal)));
  return 0;
}

async function writeStudy(context: Context, folder: string, options: SimulateValues): Promise<number> {
  if (options.format === "csv") {
    throw new CommandUsageError("--format: a simulated study is described as table or json, not csv");
  }
  if (options.metrics !== undefined) {
    throw new CommandUsageError("--metrics: masks are written, nothing is measured; leave it out with --out");
  }
  const settings = await studyOptions(options);
  const library = await context.library();
  const study = await context.withProgress("simulating", (onProgress) =>
    library.writeSimulatedStudy(folder, { ...settings, onProgress, signal: context.signal }),
  );
  await emit(
    context,
    options.format === "json"
      ? jsonText(simulatedStudyDocument(study, context.version))
      : asText(studyText(context, study)),
  );
  return 0;
}

function studyText({ outTerminal }: Context, { manifest, fits, description }: WrittenStudy): string[] {
  const width = Math.min(outTerminal.columns ?? 100, 110);
  const missed = fits?.filter(({ converged }) => !converged) ?? [];
  return [
    ...description.split("\n").flatMap((line) => wrapIndented(line, width)),
    ...missed.map(({ label, name }) => `  ${label} ${name}: the fit did not meet the agreement observed`),
    "",
    `pgt interval ${manifest}`,
  ];
}

async function studyOptions(options: SimulateValues): Promise<SimulatedStudyOptions> {
  const { from, truth, sessions, cases, labels, seed, noise } = options;
  const raters = raterCount(options);
  return {
    ...(raters !== undefined && { raters }),
    ...(sessions !== undefined && { sessions }),
    ...(cases !== undefined && { cases }),
    ...(seed !== undefined && { seed }),
    ...(truth !== undefined && { truth }),
    ...(from !== undefined && { from }),
    ...(labels && { labels }),
    ...(options.images && { images: true }),
    noise: noiseOf(options),
    ...(noise !== undefined && { noiseOf: await readNoise(noise) }),
  };
}

function noiseOf(options: SimulateValues): NonNullable<SimulatedStudyOptions["noise"]> {
  const { sigma, tau, mu, correlation, spurious, drop } = options;
  const constantShare = options["constant-share"];
  const sliceJitter = options["slice-jitter"];
  return {
    ...(sigma !== undefined && { sigmaMm: sigma }),
    ...(tau !== undefined && { tauMm: tau }),
    ...(mu !== undefined && { muMm: mu }),
    ...(constantShare !== undefined && { constantShare }),
    ...(correlation !== undefined && { correlationMm: correlation }),
    ...(spurious !== undefined && { spurious: { rate: spurious, volumeMm3: 100 } }),
    ...(sliceJitter !== undefined && { sliceJitter }),
    ...(drop !== undefined && { drop: { a: drop[0], b: drop[1] } }),
  };
}

async function readNoise(file: string): Promise<NonNullable<SimulatedStudyOptions["noiseOf"]>> {
  const text = await readFile(file, "utf8").catch((cause) => {
    throw new InputError("E_NOT_FOUND", file, `could not be read (${(cause as Error).message})`, { cause });
  });
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error("found no map");
    return value as NonNullable<SimulatedStudyOptions["noiseOf"]>;
  } catch (cause) {
    throw new InputError(
      "E_UNREADABLE",
      file,
      `expected a JSON map of label or name to parameters (${(cause as Error).message})`,
      { cause },
    );
  }
}

function raterCount({ raters }: SimulateValues): number | undefined {
  if (raters === undefined) return undefined;
  const [text, ...more] = raters;
  if (more.length === 0 && /^\d+$/.test(text) && Number(text) >= 1) return Number(text);
  throw new CommandUsageError(`--raters: expected how many raters, such as 3, found '${raters.join(",")}'`);
}
