import type { OptionValues } from "../../arguments/option-spec.ts";
import { always, formatOf } from "../../arguments/shared-options.ts";

/** Options of `pgt explain`, in the order of its help. */
export const explainOptions = {
  format: formatOf("table", "json"),
  ...always,
};

export type ExplainValues = OptionValues<typeof explainOptions>;
