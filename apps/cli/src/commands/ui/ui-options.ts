import { type OptionValues, option } from "../../arguments/option-spec.ts";
import { readInteger } from "../../arguments/readers.ts";
import { always } from "../../arguments/shared-options.ts";

/** Options of `pgt ui`, in the order of its help. */
export const uiOptions = {
  port: option({
    valueName: "N",
    defaultText: "any that is free",
    help: "port on which the app is served",
    read: readInteger(1, 65_535),
  }),
  ...always,
};

export type UiValues = OptionValues<typeof uiOptions>;
