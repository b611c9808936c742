import { flag, type OptionValues, option } from "../../arguments/option-spec.ts";
import { readText } from "../../arguments/readers.ts";
import { always, outOf } from "../../arguments/shared-options.ts";

/** Options of `pgt init`, in the order of its help. */
export const initOptions = {
  out: outOf("write the manifest to this file (default: print it)"),
  "case-is": option({
    valueName: "NAME",
    help: "the name of a case, as it stands in a path: for a proposal that takes cases for raters",
    read: readText,
  }),
  "rater-is": option({
    valueName: "NAME",
    help: "the name of a rater, as it stands in a path",
    read: readText,
  }),
  force: flag({ help: "with --out: write over a file that is there" }),
  ...always,
};

export type InitValues = OptionValues<typeof initOptions>;
