import { choice, type OptionValues } from "../../arguments/option-spec.ts";
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
  verbose,
} from "../../arguments/shared-options.ts";

/** Options of `pgt compare`, in the order of its help. */
export const compareOptions = {
  labels,
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
  ...reporting,
  ...resources,
  verbose,
  ...always,
};

export type CompareValues = OptionValues<typeof compareOptions>;
