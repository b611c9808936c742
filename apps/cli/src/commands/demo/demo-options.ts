import type { OptionValues } from "../../arguments/option-spec.ts";
import {
  always,
  casesOf,
  formatOf,
  measuring,
  outOf,
  resources,
  seedOf,
  verbose,
} from "../../arguments/shared-options.ts";

/** Options of `pgt demo`, in the order of its help. */
export const demoOptions = {
  ...measuring,
  format: formatOf("table", "json"),
  out: outOf("folder for the study (default: pgt-demo); its results go to the folder run in it"),
  seed: seedOf("seed of the simulation"),
  cases: casesOf("number of simulated cases"),
  ...resources,
  verbose,
  ...always,
};

export type DemoValues = OptionValues<typeof demoOptions>;
