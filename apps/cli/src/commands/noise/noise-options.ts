import { flag, type OptionValues, option, repeated } from "../../arguments/option-spec.ts";
import { readEntityFolder, readText } from "../../arguments/readers.ts";
import { always, formatOf, fresh, labels, layout, out, reporting } from "../../arguments/shared-options.ts";

/** Options of `pgt noise`, in the order of its help. */
export const noiseOptions = {
  rater: repeated({
    valueName: "ID=DIR",
    help: "masks of one rater; once per rater",
    read: readEntityFolder,
  }),
  region: option({
    valueName: "REGION",
    defaultText: "union@5mm",
    help: "voxels that matrices rest on: image, union (what anybody marked), or those within a distance of that",
    read: readText,
  }),
  soft: flag({
    help: "also write the share of raters for each label to --out, as float32 NIfTI and as NPZ",
  }),
  labels,
  layout,
  format: formatOf("table", "json", "csv"),
  out,
  fresh,
  ...reporting,
  ...always,
};

export type NoiseValues = OptionValues<typeof noiseOptions>;
