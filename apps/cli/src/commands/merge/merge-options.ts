import { type OptionValues, repeated } from "../../arguments/option-spec.ts";
import { readText } from "../../arguments/readers.ts";
import {
  always,
  formatOf,
  fresh,
  outOf,
  reporting,
  resources,
  verbose,
} from "../../arguments/shared-options.ts";

/** Options of `pgt merge`, in the order of its help. */
export const mergeOptions = {
  out: outOf("write the tables and run.json to this folder; needed"),
  fresh,
  format: formatOf("table", "json", "csv", "ndjson", "markdown", "latex", "html"),
  table: repeated({
    valueName: "FILE",
    help: "of shards of quality: also write the table of the generators to this file: .md, .tex, .html or .csv",
    read: readText,
  }),
  ...reporting,
  ...resources,
  verbose,
  ...always,
};

export type MergeValues = OptionValues<typeof mergeOptions>;
