import { choice, flag, type OptionValues, option, repeated } from "../../arguments/option-spec.ts";
import { readEntityFile, readList, readText } from "../../arguments/readers.ts";
import {
  always,
  formatOf,
  fresh,
  labels,
  layout,
  measuring,
  out,
  reporting,
  resources,
  shard,
  verbose,
  versionOptions,
} from "../../arguments/shared-options.ts";

/** Options of `pgt quality`, in the order of its help. */
export const qualityOptions = {
  reference: option({
    valueName: "DIR|consensus:METHOD",
    help: "masks that the generators are compared with; or an nnU-Net raw dataset (labelsTr and dataset.json); or, with a manifest, a consensus of its raters by a method of 'pgt explain consensus'",
    read: readText,
  }),
  ...versionOptions,
  dataset: option({
    valueName: "NAME",
    defaultText: "the name of the reference's folder",
    help: "name of the dataset",
    read: readText,
  }),
  splits: repeated({
    valueName: "FILE|ID=FILE",
    help: "splits_final.json of the generators that come in folds: was every case predicted by a fold that did not train on it?",
    read: readText,
  }),
  prompted: option({
    valueName: "LIST",
    help: "generators that were given the reference as a prompt (boxes around its masks)",
    read: readList,
  }),
  summary: repeated({
    valueName: "ID=FILE",
    help: "in place of masks: a summary.json that nnU-Net's evaluator wrote for this generator",
    read: readEntityFile,
  }),
  absent: choice(["skip", "1", "0"], {
    valueName: "NAME",
    defaultText: "skip",
    help: "what overlap is worth where both masks lack the organ",
  }),
  "absent-in-reference": choice(["0", "skip"], {
    valueName: "NAME",
    defaultText: "0",
    help: "what overlap is worth where only the generator has the organ",
  }),
  ddof: choice(["1", "0"], {
    valueName: "N",
    defaultText: "1",
    help: "standard deviations of a sample (1) or of a population (0)",
  }),
  order: choice(["organ", "case"], {
    valueName: "NAME",
    defaultText: "organ",
    help: "mean over cases within organs first, or over organs within cases first",
  }),
  contrast: repeated({
    valueName: "LIST",
    help: "generators in order (S,B,L,H): every step is tested; or weights (A=1,B=-0.5,C=-0.5)",
    read: readList,
  }),
  table: repeated({
    valueName: "FILE",
    help: "also write the table of the generators to this file: .md, .tex, .html or .csv",
    read: readText,
  }),
  "nnunet-summary": option({
    valueName: "FILE",
    help: "also write what nnU-Net's evaluator would: a summary.json; {generator} and {dataset} in its name stand for their ids",
    read: readText,
  }),
  "nnunet-nan": flag({
    help: "in that file, undefined values are a bare NaN as nnU-Net writes them (not JSON), not null",
  }),
  labels,
  ...measuring,
  layout,
  format: formatOf("table", "json", "csv", "ndjson", "markdown", "latex", "html"),
  out,
  fresh,
  shard,
  ...reporting,
  ...resources,
  verbose,
  ...always,
};

export type QualityValues = OptionValues<typeof qualityOptions>;
