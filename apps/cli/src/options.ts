import { boundaries, conventionIds, emptiesPolicies, percentileMethods } from "@pgt/metrics";
import { deriveOptions } from "./derive-options.ts";
import { promptsOptions } from "./prompts-options.ts";
import {
  type Reader,
  readBytes,
  readChoice,
  readEntityFile,
  readEntityFolder,
  readInteger,
  readLabels,
  readList,
  readMissing,
  readNumber,
  readPair,
  readText,
  readWorstCase,
} from "./readers.ts";
import { worthOptionTable } from "./worth-option-table.ts";

export type CommandName =
  | "compare"
  | "interval"
  | "quality"
  | "rank"
  | "worth"
  | "init"
  | "report"
  | "explain"
  | "demo"
  | "simulate"
  | "derive"
  | "prompts";

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

const measuring: readonly CommandName[] = ["compare", "interval", "demo", "quality"];
const printing: readonly CommandName[] = [
  "compare",
  "interval",
  "quality",
  "rank",
  "worth",
  "explain",
  "demo",
  "simulate",
  "derive",
  "prompts",
];
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
    helpOf: {
      simulate: "how many raters, such as 3",
      rank: "whose masks algorithms are compared with (default: told by run.json beside it, else those in column a)",
    },
    commands: ["interval", "simulate", "rank"],
    read: readList,
  }),
  models: option({
    valueName: "LIST",
    help: "of a score table: the entities to be placed",
    helpOf: { rank: "the algorithms to be ranked; raters too, each is then ranked against the others" },
    defaultText: "all that are no raters",
    commands: ["interval", "rank"],
    read: readList,
  }),
  reference: option({
    valueName: "DIR",
    help: "masks that the generators are compared with; or an nnU-Net raw dataset (labelsTr and dataset.json)",
    commands: ["quality"],
    read: readText,
  }),
  generator: option({
    valueName: "ID=DIR",
    help: "masks of one version of the labels; or a folder of fold_0, fold_1 ... (cross-validation), together one version",
    commands: ["quality", "derive"],
    repeatable: true,
    read: readEntityFolder,
  }),
  map: option({
    valueName: "ID=FILE|PRESET",
    help: "YAML file of how labels of a generator (or of reference) become those of the dataset: 'kidneys: [kidney_left, kidney_right]'; or a preset",
    commands: ["quality", "derive"],
    repeatable: true,
    read: readEntityFile,
  }),
  names: option({
    valueName: "ID=FILE|PRESET",
    defaultText: "what the masks or a file beside them say",
    help: "names of the labels of a generator (or of reference): a dataset.json, a dseg.tsv, or a preset",
    commands: ["quality", "derive"],
    repeatable: true,
    read: readEntityFile,
  }),
  dataset: option({
    valueName: "NAME",
    defaultText: "the name of the reference's folder",
    help: "name of the dataset",
    commands: ["quality"],
    read: readText,
  }),
  splits: option({
    valueName: "FILE|ID=FILE",
    help: "splits_final.json of the generators that come in folds: was every case predicted by a fold that did not train on it?",
    helpOf: { derive: "splits_final.json to be used for every version" },
    commands: ["quality", "derive"],
    repeatable: true,
    read: readText,
  }),
  prompted: option({
    valueName: "LIST",
    help: "generators that were given the reference as a prompt (boxes around its masks)",
    commands: ["quality"],
    read: readList,
  }),
  summary: option({
    valueName: "ID=FILE",
    help: "in place of masks: a summary.json that nnU-Net's evaluator wrote for this generator",
    commands: ["quality"],
    repeatable: true,
    read: readEntityFile,
  }),
  absent: choice(["skip", "1", "0"], {
    valueName: "NAME",
    defaultText: "skip",
    help: "what overlap is worth where both masks lack the organ",
    commands: ["quality"],
  }),
  "absent-in-reference": choice(["0", "skip"], {
    valueName: "NAME",
    defaultText: "0",
    help: "what overlap is worth where only the generator has the organ",
    commands: ["quality"],
  }),
  ddof: choice(["1", "0"], {
    valueName: "N",
    defaultText: "1",
    help: "standard deviations of a sample (1) or of a population (0)",
    commands: ["quality"],
  }),
  order: choice(["organ", "case"], {
    valueName: "NAME",
    defaultText: "organ",
    help: "mean over cases within organs first, or over organs within cases first",
    commands: ["quality"],
  }),
  contrast: option({
    valueName: "LIST",
    help: "generators in order (S,B,L,H): every step is tested; or weights (A=1,B=-0.5,C=-0.5)",
    commands: ["quality"],
    repeatable: true,
    read: readList,
  }),
  table: option({
    valueName: "FILE",
    help: "also write the table of the generators to this file: .md, .tex, .html or .csv",
    commands: ["quality"],
    repeatable: true,
    read: readText,
  }),
  "nnunet-summary": option({
    valueName: "FILE",
    help: "also write what nnU-Net's evaluator would: a summary.json; {generator} and {dataset} in its name stand for their ids",
    commands: ["quality"],
    read: readText,
  }),
  "nnunet-nan": flag({
    help: "in that file, undefined values are a bare NaN as nnU-Net writes them (not JSON), not null",
    commands: ["quality"],
  }),
  ...deriveOptions,
  ...promptsOptions,
  ...worthOptionTable,
  labels: option({
    short: "l",
    aliases: ["-djfile"],
    valueName: "LIST|FILE",
    defaultText: "every label in any mask but 0",
    help: "label ids such as 1,2,5-9, or an nnU-Net dataset.json",
    helpOf: { simulate: "label ids such as 1,2,5-9", rank: "label ids such as 1,2,5-9" },
    commands: ["compare", "interval", "quality", "simulate", "rank", "prompts"],
    read: readLabels,
  }),
  metrics: option({
    short: "m",
    valueName: "LIST",
    help: "metrics such as dice,nsd@2,hd95; 'pgt explain' lists them",
    commands: [...measuring, "simulate", "rank"],
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
    commands: ["compare", "quality", "prompts"],
  }),
  method: choice(["mean-then-rank", "median-then-rank", "rank-then-mean", "test-then-rank"], {
    valueName: "NAME",
    defaultText: "mean-then-rank",
    help: "how values per case become one ranking; the others are shown beside it",
    commands: ["rank"],
  }),
  missing: option({
    valueName: "worst|VALUE",
    defaultText: "worst",
    help: "what a missing value counts as: last in its case (in means the worst value of the metric), or this value (of one metric)",
    commands: ["rank"],
    read: readMissing,
  }),
  better: choice(["higher", "lower"], {
    valueName: "NAME",
    help: "of a table Task,TestCase,Algorithm,MetricValue, which does not tell: which values are better",
    commands: ["rank"],
  }),
  replicates: option({
    valueName: "N",
    defaultText: "1000",
    help: "how often the cases are resampled",
    commands: ["rank"],
    read: readInteger(10, 1_000_000),
  }),
  challenger: option({
    valueName: "FILE",
    help: "also write the values that are ranked as challengeR's table Task,TestCase,Algorithm,MetricValue",
    commands: ["rank"],
    read: readText,
  }),
  format: choice(["table", "json", "csv", "ndjson", "markdown", "latex", "html"], {
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
      derive: "folder in which the data sets are made (that of nnUNet_raw)",
      prompts: "folder for the boxes, one file per case and form",
    },
    commands: [...measuring, "derive", "prompts", "report", "init", "simulate", "rank", "worth"],
    read: readText,
  }),
  fresh: flag({
    help: "with --out: start anew in a folder that holds a run, instead of going on with it",
    commands: ["compare", "interval", "quality", "rank", "worth"],
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
    helpOf: {
      rank: "seed of the resamples",
      worth: "seed of the resamples",
      derive: "seed of a fixed split",
      prompts: "seed of the jitter",
    },
    commands: ["demo", "simulate", "rank", "derive", "prompts", "worth"],
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
type Repeatable =
  | "rater"
  | "repeat"
  | "model"
  | "generator"
  | "map"
  | "names"
  | "splits"
  | "contrast"
  | "summary"
  | "table";

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
