import { boundaries, conventionIds, emptiesPolicies, percentileMethods } from "@pgt/metrics";
import {
  type Reader,
  readChoice,
  readEntityFolder,
  readInteger,
  readLabels,
  readList,
  readText,
  readWorstCase,
} from "./readers.ts";

export type CommandName = "compare" | "interval" | "explain" | "demo";

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

/** The policies of other tools come with `--convention`. */
const namedEmpties = emptiesPolicies.filter((policy) => !conventionIds.some((id) => id === policy));

const measuring: readonly CommandName[] = ["compare", "interval", "demo"];
const everywhere: readonly CommandName[] = ["compare", "interval", "explain", "demo"];

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
  labels: option({
    short: "l",
    aliases: ["-djfile"],
    valueName: "LIST|FILE",
    defaultText: "every label in any mask but 0",
    help: "label ids such as 1,2,5-9, or an nnU-Net dataset.json",
    commands: ["compare", "interval"],
    read: readLabels,
  }),
  metrics: option({
    short: "m",
    valueName: "LIST",
    help: "metrics such as dice,nsd@2,hd95; 'pgt explain' lists them",
    commands: measuring,
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
    commands: everywhere,
  }),
  out: option({
    short: "o",
    valueName: "DIR",
    help: "also write the tables and run.json to this folder",
    helpOf: { demo: "folder for the study (default: pgt-demo); its results go to the folder run in it" },
    commands: measuring,
    read: readText,
  }),
  seed: option({
    valueName: "N",
    help: "seed of the simulation",
    commands: ["demo"],
    read: readInteger(0, 2 ** 32 - 1),
  }),
  cases: option({
    valueName: "N",
    help: "number of simulated cases",
    commands: ["demo"],
    read: readInteger(2, 1000),
  }),
  jobs: option({
    short: "j",
    aliases: ["-np"],
    valueName: "N",
    help: "number of workers",
    commands: measuring,
    read: readInteger(1, 1024),
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
