import { choice, type OptionValues, option } from "../../arguments/option-spec.ts";
import { readText } from "../../arguments/readers.ts";
import {
  always,
  formatOf,
  fresh,
  labelFilesOf,
  labels,
  layout,
  measuring,
  out,
  reporting,
  resources,
  shard,
  verbose,
} from "../../arguments/shared-options.ts";

/** Options of `pgt compare`, in the order of its help. */
export const compareOptions = {
  labels,
  reference: option({
    valueName: "consensus:METHOD|ID",
    help: "with a study manifest as REFERENCE: a consensus of its raters, by a method of 'pgt explain consensus', or the id of a set in it; PREDICTION may then be an id too",
    read: readText,
  }),
  ...labelFilesOf("reference or prediction", "the other"),
  ...measuring,
  "missing-prediction": choice(["error", "ignore", "worst"], {
    valueName: "NAME",
    defaultText: "error",
    help: "a case of the reference without a prediction: named as failed and counted among those expected; left out; or counted with the worst value of each metric (for a distance that of --worst-case)",
  }),
  layout,
  format: formatOf("table", "json", "csv", "ndjson"),
  out,
  fresh,
  shard,
  ...reporting,
  ...resources,
  verbose,
  ...always,
};

export type CompareValues = OptionValues<typeof compareOptions>;
