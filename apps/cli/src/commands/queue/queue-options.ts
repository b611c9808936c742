import { flag, type OptionValues, option, repeated } from "../../arguments/option-spec.ts";
import {
  type Reader,
  readEntityFolder,
  readInteger,
  readLabelledFolder,
  readList,
  readNumber,
  readPositive,
  readText,
} from "../../arguments/readers.ts";
import {
  always,
  casesOf,
  formatOf,
  fresh,
  labels,
  layout,
  out,
  reporting,
  seedOf,
} from "../../arguments/shared-options.ts";
import { CommandUsageError } from "../../arguments/usage.ts";

/** `NAME=NUMBER,NAME=NUMBER`. */
const readWeights: Reader<Readonly<Record<string, number>>> = (text, name) =>
  Object.fromEntries(
    readList(text, name).map((part) => {
      const [key, value] = part.split("=").map((one) => one.trim());
      if (key && value && Number.isFinite(Number(value))) return [key, Number(value)];
      throw new CommandUsageError(
        `${name}: expected NAME=NUMBER, found '${part}'`,
        `${name} quality=2,2=0.5`,
      );
    }),
  );

/** Options of `pgt queue`, in the order of its help. */
export const queueOptions = {
  rater: repeated({
    valueName: "ID=DIR",
    help: "masks of one rater, or of a reference; once per rater",
    read: readEntityFolder,
  }),
  model: repeated({
    valueName: "ID=DIR",
    help: "masks of one model; once per model",
    read: readEntityFolder,
  }),
  probability: repeated({
    valueName: "ID=DIR[:LABEL]",
    help: "probability maps of a model: 4-D with a class in each channel, or 3-D of one structure; once per structure",
    read: readLabelledFolder,
  }),
  mode: option({
    short: "m",
    valueName: "LIST",
    defaultText: "all that raters and models permit",
    help: "one or several: consensus-uncertain (two raters), likely-error (a rater and a model), informative (two models)",
    read: readList,
  }),
  minutes: option({
    valueName: "N",
    defaultText: "5",
    help: "minutes that an annotator takes for a region",
    read: readPositive(10_000),
  }),
  "slice-minutes": option({
    valueName: "N",
    defaultText: "0",
    help: "minutes for each slice of a region besides",
    read: readNumber(0, 10_000),
  }),
  budget: option({
    valueName: "MINUTES",
    help: "minutes that there are in all: says which regions fit, in their order",
    read: readPositive(1e9),
  }),
  write: option({
    valueName: "DIR",
    help: "write the regions of the plan (else the first 10) as annotation tasks: masks cut to the region, and a manifest to come back with; a folder of tasks is written again with --fresh",
    read: readText,
  }),
  tasks: option({ valueName: "N", help: "number of tasks that --write writes", read: readInteger(1) }),
  margin: option({
    valueName: "MM",
    defaultText: "10",
    help: "room around the region of a task",
    read: readNumber(0, 1000),
  }),
  weights: option({
    valueName: "LIST",
    defaultText: "each 1",
    help: "weights of the terms of a score (agreement, models, quality, entropy), and of labels by number, such as quality=2,3=0.5",
    read: readWeights,
  }),
  entropy: option({
    valueName: "BITS",
    defaultText: "0.8",
    help: "entropy of votes above which they disagree on a voxel",
    read: readNumber(0, 1),
  }),
  thickness: option({
    valueName: "MM",
    defaultText: "2",
    help: "disagreement thinner than this is noise of borders, and is left out",
    read: readNumber(0, 100),
  }),
  "minimum-volume": option({
    valueName: "ML",
    defaultText: "0.1",
    help: "smallest region that is listed",
    read: readNumber(0, 1e6),
  }),
  evaluate: flag({
    help: "measure the queue on errors that are put into masks: precision at k and gain curve, against random order",
  }),
  errors: option({
    valueName: "SHARE",
    defaultText: "0.1",
    help: "with --evaluate: share of the structures that get an error",
    read: readNumber(0, 1),
  }),
  rounds: option({
    valueName: "N",
    defaultText: "10",
    help: "with --evaluate: rounds, each with errors of its own",
    read: readInteger(1, 1000),
  }),
  cases: casesOf("with --evaluate and no study: simulated cases"),
  seed: seedOf("with --evaluate: seed of the errors"),
  labels,
  layout,
  format: formatOf("table", "json", "csv", "ndjson"),
  out,
  fresh,
  ...reporting,
  ...always,
};

export type QueueValues = OptionValues<typeof queueOptions>;
