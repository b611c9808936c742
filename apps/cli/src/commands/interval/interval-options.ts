import { flag, type OptionValues, option, repeated } from "../../arguments/option-spec.ts";
import { readEntityFolder, readList } from "../../arguments/readers.ts";
import {
  always,
  consensusReferenceOption,
  formatOf,
  fresh,
  labelFilesOf,
  labels,
  measuring,
  out,
  reporting,
  resources,
  shard,
  tableShape,
  verbose,
} from "../../arguments/shared-options.ts";

/** Options of `pgt interval`, in the order of its help. */
export const intervalOptions = {
  rater: repeated({
    valueName: "ID=DIR",
    help: "masks of one rater; once per rater",
    read: readEntityFolder,
  }),
  repeat: repeated({
    valueName: "ID=DIR",
    help: "masks of a second session of the rater with that id; gives the upper bound",
    read: readEntityFolder,
  }),
  model: repeated({
    valueName: "ID=DIR",
    help: "masks of a model to be placed on the interval; once per model",
    read: readEntityFolder,
  }),
  reference: consensusReferenceOption(
    "also hold each rater against the consensus of the others, and models against it and that of all",
  ),
  raters: option({
    valueName: "LIST",
    help: "of a score table: the entities that annotate (default: told by run.json beside it, else those in column a or with two sessions)",
    read: readList,
  }),
  models: option({
    valueName: "LIST",
    help: "of a score table: the entities to be placed",
    defaultText: "all that are no raters",
    read: readList,
  }),
  ...tableShape,
  labels,
  ...labelFilesOf("a rater or model", "the study"),
  ...measuring,
  format: formatOf("table", "json", "csv", "ndjson"),
  out,
  fresh,
  shard,
  ...reporting,
  ...resources,
  agreement: flag({
    help: "also how raters agree on voxels (Fleiss, Krippendorff, Gwet, GCI), volumes (ICC) and presence",
  }),
  verbose,
  ...always,
};

export type IntervalValues = OptionValues<typeof intervalOptions>;
