import { boundaries, conventionIds, emptiesPolicies, percentileMethods } from "@pgt/metrics";
import { deriveOptions } from "../commands/derive/derive-options.ts";
import { promptsOptions } from "../commands/prompts/prompts-options.ts";
import { qualityOptionTable } from "../commands/quality/quality-option-table.ts";
import { rankOptionTable } from "../commands/rank/rank-option-table.ts";
import { simulateOptionTable } from "../commands/simulate/simulate-option-table.ts";
import { worthOptionTable } from "../commands/worth/worth-option-table.ts";
import { type CommandName, choice, flag, type OptionSpec, option } from "./option-spec.ts";
import {
  readBytes,
  readEntityFolder,
  readInteger,
  readLabels,
  readList,
  readText,
  readWorstCase,
} from "./readers.ts";

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
const everywhere: readonly CommandName[] = [...printing, "report", "init", "ui"];

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
  ...qualityOptionTable,
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
  ...rankOptionTable,
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
    help: "with --out: start anew in a folder that holds a run, instead of going on with it; of pgt derive: write data sets anew that are there already",
    commands: ["compare", "interval", "quality", "rank", "worth", "derive"],
  }),
  force: flag({ help: "with --out: write over a file that is there", commands: ["init"] }),
  report: option({
    valueName: "FILE",
    help: "also write a report to this file: one HTML page with plots, tables and methods text",
    commands: ["interval", "quality", "worth", "rank"],
    read: readText,
  }),
  anonymous: flag({
    help: "in the report, replace case ids and file names by hashes",
    commands: ["interval", "quality", "worth", "rank", "report"],
  }),
  ...simulateOptionTable,
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
  port: option({
    valueName: "N",
    defaultText: "any that is free",
    help: "port on which the app is served",
    commands: ["ui"],
    read: readInteger(1, 65_535),
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
