import { flag, type OptionValues } from "../../arguments/option-spec.ts";
import { always, outOf } from "../../arguments/shared-options.ts";

/** Options of `pgt init`, in the order of its help. */
export const initOptions = {
  out: outOf("write the manifest to this file (default: print it)"),
  force: flag({ help: "with --out: write over a file that is there" }),
  ...always,
};

export type InitValues = OptionValues<typeof initOptions>;
