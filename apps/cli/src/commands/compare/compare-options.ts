import type { OptionValues } from "../../arguments/option-spec.ts";
import {
  always,
  formatOf,
  fresh,
  labels,
  layout,
  measuring,
  out,
  resources,
  verbose,
} from "../../arguments/shared-options.ts";

/** Options of `pgt compare`, in the order of its help. */
export const compareOptions = {
  labels,
  ...measuring,
  layout,
  format: formatOf("table", "json", "csv", "ndjson"),
  out,
  fresh,
  ...resources,
  verbose,
  ...always,
};

export type CompareValues = OptionValues<typeof compareOptions>;
