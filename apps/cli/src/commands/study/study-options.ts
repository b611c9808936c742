import { flag, type OptionValues, option } from "../../arguments/option-spec.ts";
import { readInteger } from "../../arguments/readers.ts";
import { always, formatOf, outOf, reporting } from "../../arguments/shared-options.ts";

/** Options of `pgt study`, in the order of its help. */
export const studyOptions = {
  format: formatOf("table", "json"),
  out: outOf(
    "folder of the experiment (default: plan.study beside plan.yaml); with --demo, of its data too (default: pgt-study-demo)",
  ),
  ...reporting,
  demo: flag({
    help: "simulate CT of three sites, run an experiment on them, and tell what it showed; without ACTION and PLAN",
  }),
  jobs: option({
    short: "j",
    valueName: "N",
    defaultText: "all cores",
    help: "tasks at a time; results do not depend on it",
    read: readInteger(1, 1024),
  }),
  ...always,
};

export type StudyValues = OptionValues<typeof studyOptions>;
