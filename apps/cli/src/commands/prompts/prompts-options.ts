import { choice, type OptionValues, option } from "../../arguments/option-spec.ts";
import { readInteger } from "../../arguments/readers.ts";
import {
  always,
  formatOf,
  labelFilesOf,
  labels,
  layout,
  outOf,
  seedOf,
} from "../../arguments/shared-options.ts";

/** Options of `pgt prompts`, in the order of its help. */
export const promptsOptions = {
  axis: choice(["z", "y", "x"], {
    valueName: "AXIS",
    defaultText: "z",
    help: "axis of the array along which slices are cut; z is the third",
  }),
  jitter: option({
    valueName: "N",
    defaultText: "0",
    help: "move each side outwards by 0 to N pixels at random (MedSAM trains with 20 on slices of 1024 x 1024)",
    read: readInteger(0, 10_000),
  }),
  "min-pixels": option({
    valueName: "N",
    defaultText: "1",
    help: "no box for a structure with fewer pixels in a slice; such slices are counted",
    read: readInteger(1),
  }),
  files: choice(["both", "json", "npz"], {
    valueName: "FORM",
    defaultText: "both",
    help: "form of the files written, one per case",
  }),
  labels,
  ...labelFilesOf("the masks (ID is masks)", "the boxes"),
  layout,
  format: formatOf("table", "json"),
  out: outOf("folder for the boxes, one file per case and form"),
  seed: seedOf("seed of the jitter"),
  ...always,
};

export type PromptsValues = OptionValues<typeof promptsOptions>;
