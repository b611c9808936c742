import { type OptionValues, option, repeated } from "../../arguments/option-spec.ts";
import { readEntityFolder, readLabelledFolder, readText } from "../../arguments/readers.ts";
import { always, formatOf, fresh, labels, layout, out, reporting } from "../../arguments/shared-options.ts";

/** Options of `pgt uncertainty`, in the order of its help. */
export const uncertaintyOptions = {
  rater: repeated({
    valueName: "ID=DIR",
    help: "masks of one rater; once per rater, at least two",
    read: readEntityFolder,
  }),
  probability: repeated({
    valueName: "ID=DIR[:LABEL]",
    help: "probability maps of a model: 4-D with a class in each channel, or 3-D of one structure; once per structure",
    read: readLabelledFolder,
  }),
  samples: repeated({
    valueName: "ID=DIR",
    help: "masks drawn from a model or ensemble: once per sample; or one folder, of 4-D files with a sample in each channel or of a folder a sample",
    read: readEntityFolder,
  }),
  labels,
  region: option({
    valueName: "REGION",
    defaultText: "union@5mm",
    help: "voxels on which calibration is judged: image, union (what any rater marks), or union@5mm (within 5 mm of that)",
    read: readText,
  }),
  layout,
  format: formatOf("table", "json", "csv", "ndjson"),
  out,
  fresh,
  ...reporting,
  ...always,
};

export type UncertaintyValues = OptionValues<typeof uncertaintyOptions>;
