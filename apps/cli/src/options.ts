import { boundaries, conventionIds, emptiesPolicies, percentileMethods } from "@pgt/metrics";
import {
  type Reader,
  readBytes,
  readChoice,
  readEntityFolder,
  readInteger,
  readLabels,
  readList,
  readNumber,
  readPair,
  readText,
  readWorstCase,
} from "./readers.ts";

export type CommandName = "compare" | "interval" | "init" | "report" | "explain" | "demo" | "simulate";

export interface OptionSpec<T = unknown> {
  readonly short?: string;
  /** Spellings of other tools, accepted as they stand (`-djfile`). */
  readonly aliases?: readonly string[];
  /** Absent: the option takes no value. */
  readonly valueName?: string;
  readonly choices?: readonly string[];
  /** What holds when the option is not given, as text for the help. */
  readonly defaultText?: string;
  readonly help: string;
  /** Where the option means something else for a command. */
  readonly helpOf?: { readonly [C in CommandName]?: string };
  readonly commands: readonly CommandName[];
  readonly repeatable?: boolean;
  readonly read: Reader<T>;
}

const option = <T>(spec: OptionSpec<T>): OptionSpec<T> => spec;
const flag = (spec: Omit<OptionSpec<true>, "read">) => option<true>({ ...spec, read: () => true });
const choice = <const T extends string>(
  choices: readonly T[],
  spec: Omit<OptionSpec<T>, "read" | "choices">,
) => option<T>({ ...spec, choices, read: readChoice(choices) });

/** How simulated raters err. */
const noiseOption = (spec: Omit<OptionSpec<number>, "read" | "commands">, low: number, high: number) =>
  option<number>({ ...spec, commands: ["simulate"], read: readNumber(low, high) });
const noiseOptions = {
  sigma: noiseOption(
    { valueName: "MM", defaultText: "0.5", help: "sd of the random noise of each annotation" },
    0,
    20,
  ),
  tau: noiseOption(
    { valueName: "MM", defaultText: "0.5", help: "sd between raters of their own bias" },
    0,
    20,
  ),
  mu: noiseOption(
    { valueName: "MM", defaultText: "0", help: "bias that all raters share, positive outwards (--mu=-0.5)" },
    -20,
    20,
  ),
  "constant-share": noiseOption(
    {
      valueName: "F",
      defaultText: "0.5",
      help: "share of a rater's own variance that moves the whole boundary alike",
    },
    0,
    1,
  ),
  correlation: noiseOption(
    {
      valueName: "MM",
      defaultText: "a tenth of the structure's diameter",
      help: "correlation length of the random noise",
    },
    0.1,
    1000,
  ),
  spurious: noiseOption(
    { valueName: "N", defaultText: "0", help: "false parts per annotation and structure, on average" },
    0,
    100,
  ),
  "slice-jitter": noiseOption(
    {
      valueName: "N",
      defaultText: "0",
      help: "slices by which the ends of a structure are misplaced, on average",
    },
    0,
    100,
  ),
  drop: option({
    valueName: "A,B",
    defaultText: "none is missed",
    help: "a part of volume v mm3 is missed with probability 1/(1+exp(B log v - A))",
    commands: ["simulate"],
    read: readPair,
  }),
  noise: option({
    valueName: "FILE",
    help: "JSON file of parameters for single structures, by label or name: sigmaMm, tauMm, muMm, constantShare, correlationMm, styleCorrelationMm, sliceCorrelationMm, drop, spurious, sliceJitter",
    commands: ["simulate"],
    read: readText,
  }),
};

/** The policies of other tools come with `--convention`. */
const namedEmpties = emptiesPolicies.filter((policy) => !conventionIds.some((id) => id === policy));

const measuring: readonly CommandName[] = ["compare", "interval", "demo"];
const printing: readonly CommandName[] = ["compare", "interval", "explain", "demo", "simulate"];
const everywhere: readonly CommandName[] = [...printing, "report", "init"];

/** Every option of every command: parser, help and checks are made from this table. Order is that of the help. */
export const optionTable = {
  rater: option({
    valueName: "ID=DIR",
    help: "masks of one rater; once per rater",
    commands: ["interval"],
    repeatable: true,
    read: readEntityFolder,
  }),
  repeat: option({
    valueName: "ID=DIR",
    help: "masks of a second session of the rater with that id; gives the upper bound",
    commands: ["interval"],
    repeatable: true,
    read: readEntityFolder,
  }),
  model: option({
    valueName: "ID=DIR",
    help: "masks of a model to be placed on the interval; once per model",
    commands: ["interval"],
    repeatable: true,
    read: readEntityFolder,
  }),
  raters: option({
    valueName: "LIST",
    help: "of a score table: the entities that annotate (default: told by run.json beside it, else those in column a or with two sessions)",
    helpOf: { simulate: "how many raters, such as 3" },
    commands: ["interval", "simulate"],
    read: readList,
  }),
  models: option({
    valueName: "LIST",
    help: "of a score table: the entities to be placed",
    defaultText: "all that are no raters",
    commands: ["interval"],
    read: readList,
  }),
  labels: option({
    short: "l",
    aliases: ["-djfile"],
    valueName: "LIST|FILE",
    defaultText: "every label in any mask but 0",
    help: "label ids such as 1,2,5-9, or an nnU-Net dataset.json",
    helpOf: { simulate: "label ids such as 1,2,5-9" },
    commands: ["compare", "interval", "simulate"],
    read: readLabels,
  }),
  metrics: option({
    short: "m",
    valueName: "LIST",
    help: "metrics such as dice,nsd@2,hd95; 'pgt explain' lists them",
    commands: [...measuring, "simulate"],
    read: readList,
  }),
  convention: choice(conventionIds, {
    valueName: "NAME",
    defaultText: "pgt",
    help: "whose numbers to reproduce; sets the next three",
    commands: measuring,
  }),
  boundary: choice(boundaries, {
    valueName: "NAME",
    help: "where the boundary of a mask lies",
    commands: measuring,
  }),
  percentile: choice(percentileMethods, {
    valueName: "NAME",
    help: "how a percentile of distances is taken",
    commands: measuring,
  }),
  empties: choice(namedEmpties, {
    valueName: "NAME",
    help: "what a metric is worth when a mask is empty",
    commands: measuring,
  }),
  "worst-case": option({
    valueName: "diagonal|none|MM",
    defaultText: "diagonal",
    help: "what a mean takes for a distance to a structure that the prediction missed: the image diagonal, nothing, or a distance in mm",
    commands: measuring,
    read: readWorstCase,
  }),
  layout: choice(["auto", "cases", "classes"], {
    valueName: "NAME",
    defaultText: "auto",
    help: "folders hold one file per case, or one file per class of a single case (TotalSegmentator)",
    commands: ["compare"],
  }),
  format: choice(["table", "json", "csv", "ndjson"], {
    short: "f",
    valueName: "NAME",
    defaultText: "table",
    help: "form of the output",
    commands: printing,
  }),
  out: option({
    short: "o",
    valueName: "DIR",
    help: "also write the tables and run.json to this folder",
    helpOf: {
      demo: "folder for the study (default: pgt-demo); its results go to the folder run in it",
      report: "file of the page (default: report.html in RUN)",
      init: "write the manifest to this file (default: print it)",
      simulate: "folder for a simulated study of masks",
    },
    commands: [...measuring, "report", "init", "simulate"],
    read: readText,
  }),
  fresh: flag({
    help: "with --out: start anew in a folder that holds a run, instead of going on with it",
    commands: ["compare", "interval"],
  }),
  force: flag({ help: "with --out: write over a file that is there", commands: ["init"] }),
  report: option({
    valueName: "FILE",
    help: "also write a report to this file: one HTML page with plots, tables and methods text",
    commands: ["interval"],
    read: readText,
  }),
  anonymous: flag({
    help: "in the report, replace case ids and file names by hashes",
    commands: ["interval", "report"],
  }),
  from: option({
    valueName: "RUN|FILE",
    help: "run directory, score table or manifest of a study: how wide its intervals would be with other sizes; with --out, the study that noise is fitted to",
    commands: ["simulate"],
    read: readText,
  }),
  truth: option({
    valueName: "DIR",
    defaultText: "a built-in anatomy",
    help: "true or consensus masks to simulate annotators on",
    commands: ["simulate"],
    read: readText,
  }),
  ...noiseOptions,
  sessions: option({
    valueName: "N",
    help: "how many times every rater annotates a case",
    commands: ["simulate"],
    read: readInteger(1, 255),
  }),
  seed: option({
    valueName: "N",
    help: "seed of the simulation",
    commands: ["demo", "simulate"],
    read: readInteger(0, 2 ** 32 - 1),
  }),
  cases: option({
    valueName: "N",
    help: "number of simulated cases",
    helpOf: { simulate: "how many cases" },
    commands: ["demo", "simulate"],
    read: readInteger(2, 10_000),
  }),
  jobs: option({
    short: "j",
    aliases: ["-np"],
    valueName: "N",
    help: "worker threads, over cases and over the labels of large cases; results do not depend on it",
    defaultText: "all cores",
    commands: measuring,
    read: readInteger(1, 1024),
  }),
  "max-memory": option({
    valueName: "SIZE",
    help: "memory for the masks and surfaces of all workers, such as 4G or 800M",
    defaultText: "half of the machine's",
    commands: measuring,
    read: readBytes,
  }),
  agreement: flag({
    help: "also how raters agree on voxels (Fleiss, Krippendorff, Gwet, GCI), volumes (ICC) and presence",
    commands: ["interval"],
  }),
  verbose: flag({
    short: "v",
    help: "say how the work is divided and what memory it is planned to take",
    commands: measuring,
  }),
  quiet: flag({ short: "q", help: "no progress and no notes; errors only", commands: everywhere }),
  help: flag({ short: "h", help: "this text", commands: everywhere }),
};

export type OptionName = keyof typeof optionTable;
type Value<N extends OptionName> = (typeof optionTable)[N] extends OptionSpec<infer T> ? T : never;
type Repeatable = "rater" | "repeat" | "model";

/** Options as given; what is absent was not given. */
export type OptionValues = {
  readonly [N in OptionName]?: N extends Repeatable ? readonly Value<N>[] : Value<N>;
};

export const optionNames = Object.keys(optionTable) as OptionName[];

export function optionsOf(command: CommandName): (readonly [OptionName, OptionSpec])[] {
  return optionNames
    .map((name) => [name, optionTable[name] as OptionSpec] as const)
    .filter(([, spec]) => spec.commands.includes(command));
}
