import { boundaries, conventionIds, emptiesPolicies, percentileMethods } from "@pgt/metrics";
import { choice, flag, type OptionSpec, option, repeated } from "./option-spec.ts";
import {
  readBytes,
  readChoice,
  readColumns,
  readEntityFile,
  readEntityFolder,
  readInteger,
  readLabelIds,
  readLabels,
  readList,
  readShard,
  readText,
  readWorstCase,
} from "./readers.ts";

/** Options that several commands take. */

/** Maps and names of the labels of some sets of masks. */
export function labelFilesOf(sets: string, target: string) {
  return {
    map: repeated({
      valueName: "ID=FILE|PRESET|MAP",
      help: `how labels of ${sets} become those of ${target}: a YAML file ('kidneys: [kidney_left, kidney_right]'), a preset, or the map itself, such as 255:1,254:2`,
      read: readEntityFile,
    }),
    names: repeated({
      valueName: "ID=FILE|PRESET",
      defaultText: "what the masks or a file beside them say",
      help: `names of the labels of ${sets}: a dataset.json, a dseg.tsv, or a preset`,
      read: readEntityFile,
    }),
  };
}

/** Reading of a score table that has columns of its own. */
export const tableShape = {
  columns: option({
    valueName: "LIST",
    help: "of a score table: its own names of columns, such as case=ID,b=algorithm; a table with a column a metric is read as it is",
    read: readColumns,
  }),
  scale: choice(["percent", "fraction"], {
    valueName: "NAME",
    defaultText: "fraction",
    help: "of a score table: what values of metrics from 0 to 1 are written in",
  }),
};

/** Versions of a data set's labels. */
export const versionOptions = {
  generator: repeated({
    valueName: "ID=DIR",
    help: "masks of one version of the labels; or a folder of fold_0, fold_1 ... (cross-validation), together one version",
    read: readEntityFolder,
  }),
  ...labelFilesOf("a generator (or of reference)", "the dataset"),
};

/** A consensus of the raters as a reference. @param use what it is for. */
export function consensusReferenceOption(use: string) {
  return option({
    valueName: "consensus:METHOD",
    help: `${use}; METHOD as in 'pgt explain consensus', with its defaults`,
    read: readText,
  });
}

export const labels = option({
  short: "l",
  aliases: ["-djfile"],
  valueName: "LIST|FILE",
  defaultText: "every label in any mask but 0",
  help: "label ids such as 1,2,5-9, ids with names such as 1=kidney,2=tumour, or an nnU-Net dataset.json",
  read: readLabels,
});

/** Labels of a command that takes scores, which have their names. */
export const labelIds = option({
  short: "l",
  valueName: "LIST",
  defaultText: "all",
  help: "label ids such as 1,2,5-9",
  read: readLabelIds,
});

export const metrics = option({
  short: "m",
  valueName: "LIST",
  help: "metrics such as dice,nsd@2,hd95; 'pgt explain' lists them",
  read: readList,
});

/** The policies of other tools come with `--convention`. */
const namedEmpties = emptiesPolicies.filter((policy) => !conventionIds.some((id) => id === policy));

/** Metrics, and how they are measured. */
export const measuring = {
  metrics,
  convention: choice(conventionIds, {
    valueName: "NAME",
    defaultText: "pgt",
    help: "whose numbers to reproduce; sets the next three",
  }),
  boundary: choice(boundaries, { valueName: "NAME", help: "where the boundary of a mask lies" }),
  percentile: choice(percentileMethods, {
    valueName: "NAME",
    help: "how a percentile of distances is taken",
  }),
  empties: choice(namedEmpties, {
    valueName: "NAME",
    help: "what a metric is worth when a mask is empty",
  }),
  "worst-case": option({
    valueName: "diagonal|none|MM",
    defaultText: "diagonal; of an interval none",
    help: "what a mean takes for a distance to a structure that the prediction missed (of an interval: that one of two masks lacks): the image diagonal, nothing, or a distance in mm",
    read: readWorstCase,
  }),
};

export const layout = choice(["auto", "cases", "classes"], {
  valueName: "NAME",
  defaultText: "auto",
  help: "folders hold one file per case, or one file per class of a single case (TotalSegmentator)",
});

const formats = ["table", "json", "csv", "ndjson", "markdown", "latex", "html"] as const;

/** `--format` of a command that prints these. */
export const formatOf = <const T extends (typeof formats)[number]>(...choices: readonly T[]) =>
  option<T>({
    short: "f",
    valueName: "NAME",
    defaultText: "table",
    choices,
    help: "form of the output",
    read: readChoice(formats) as OptionSpec<T>["read"],
  });

export const outOf = (help: string) => option({ short: "o", valueName: "DIR", help, read: readText });
export const out = outOf("also write the tables and run.json to this folder");

export const fresh = flag({
  help: "compute everything again where --out names a folder that holds a run, instead of going on with it; pgt derive writes existing data sets again",
});

export const shard = option({
  valueName: "K/N",
  help: "score only every N-th case, from the K-th on, into the folder of --out: one job of N of a cluster; 'pgt merge' puts the folders together",
  read: readShard,
});

export const anonymous = flag({
  help: "in the report, replace case ids and file names by others, which are drawn anew for each report",
});

/** The page of a result. */
export const reporting = {
  report: option({
    valueName: "FILE",
    help: "also write a report to this file: one HTML page with plots, tables and methods text",
    read: readText,
  }),
  anonymous,
};

export const seedOf = (help: string) => option({ valueName: "N", help, read: readInteger(0, 2 ** 32 - 1) });

export const casesOf = (help: string) => option({ valueName: "N", help, read: readInteger(2, 10_000) });

/** Bounds on what a run takes. */
export const resources = {
  jobs: option({
    short: "j",
    aliases: ["-np"],
    valueName: "N",
    help: "worker threads, over cases and over the labels of large cases; results do not depend on it",
    defaultText: "all cores",
    read: readInteger(1, 1024),
  }),
  "max-memory": option({
    valueName: "SIZE",
    help: "memory for the masks and surfaces of all workers, such as 4G or 800M",
    defaultText: "half of the machine's",
    read: readBytes,
  }),
};

export const verbose = flag({
  short: "v",
  help: "say how the work is divided and what memory it is planned to take",
});

/** Options of every command. */
export const always = {
  quiet: flag({ short: "q", help: "no progress and no notes; errors only" }),
  help: flag({ short: "h", help: "this text" }),
};
