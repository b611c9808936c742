import type { OptionValues } from "../../arguments/option-spec.ts";
import { always, anonymous, outOf } from "../../arguments/shared-options.ts";

/** Options of `pgt report`, in the order of its help. */
export const reportOptions = {
  out: outOf("file of the page (default: report.html in RUN)"),
  anonymous,
  ...always,
};

export type ReportValues = OptionValues<typeof reportOptions>;
