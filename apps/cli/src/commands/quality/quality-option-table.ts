import { choice, flag, option } from "../../arguments/option-spec.ts";
import { readEntityFile, readEntityFolder, readList, readText } from "../../arguments/readers.ts";

/** Options of `pgt quality`, some of which `pgt derive` shares. */
export const qualityOptionTable = {
  reference: option({
    valueName: "DIR",
    help: "masks that the generators are compared with; or an nnU-Net raw dataset (labelsTr and dataset.json)",
    commands: ["quality"],
    read: readText,
  }),
  generator: option({
    valueName: "ID=DIR",
    help: "masks of one version of the labels; or a folder of fold_0, fold_1 ... (cross-validation), together one version",
    commands: ["quality", "derive"],
    repeatable: true,
    read: readEntityFolder,
  }),
  map: option({
    valueName: "ID=FILE|PRESET",
    help: "YAML file of how labels of a generator (or of reference) become those of the dataset: 'kidneys: [kidney_left, kidney_right]'; or a preset",
    commands: ["quality", "derive"],
    repeatable: true,
    read: readEntityFile,
  }),
  names: option({
    valueName: "ID=FILE|PRESET",
    defaultText: "what the masks or a file beside them say",
    help: "names of the labels of a generator (or of reference): a dataset.json, a dseg.tsv, or a preset",
    commands: ["quality", "derive"],
    repeatable: true,
    read: readEntityFile,
  }),
  dataset: option({
    valueName: "NAME",
    defaultText: "the name of the reference's folder",
    help: "name of the dataset",
    commands: ["quality"],
    read: readText,
  }),
  splits: option({
    valueName: "FILE|ID=FILE",
    help: "splits_final.json of the generators that come in folds: was every case predicted by a fold that did not train on it?",
    helpOf: { derive: "splits_final.json to be used for every version" },
    commands: ["quality", "derive"],
    repeatable: true,
    read: readText,
  }),
  prompted: option({
    valueName: "LIST",
    help: "generators that were given the reference as a prompt (boxes around its masks)",
    commands: ["quality"],
    read: readList,
  }),
  summary: option({
    valueName: "ID=FILE",
    help: "in place of masks: a summary.json that nnU-Net's evaluator wrote for this generator",
    commands: ["quality"],
    repeatable: true,
    read: readEntityFile,
  }),
  absent: choice(["skip", "1", "0"], {
    valueName: "NAME",
    defaultText: "skip",
    help: "what overlap is worth where both masks lack the organ",
    commands: ["quality"],
  }),
  "absent-in-reference": choice(["0", "skip"], {
    valueName: "NAME",
    defaultText: "0",
    help: "what overlap is worth where only the generator has the organ",
    commands: ["quality"],
  }),
  ddof: choice(["1", "0"], {
    valueName: "N",
    defaultText: "1",
    help: "standard deviations of a sample (1) or of a population (0)",
    commands: ["quality"],
  }),
  order: choice(["organ", "case"], {
    valueName: "NAME",
    defaultText: "organ",
    help: "mean over cases within organs first, or over organs within cases first",
    commands: ["quality"],
  }),
  contrast: option({
    valueName: "LIST",
    help: "generators in order (S,B,L,H): every step is tested; or weights (A=1,B=-0.5,C=-0.5)",
    commands: ["quality"],
    repeatable: true,
    read: readList,
  }),
  table: option({
    valueName: "FILE",
    help: "also write the table of the generators to this file: .md, .tex, .html or .csv",
    commands: ["quality"],
    repeatable: true,
    read: readText,
  }),
  "nnunet-summary": option({
    valueName: "FILE",
    help: "also write what nnU-Net's evaluator would: a summary.json; {generator} and {dataset} in its name stand for their ids",
    commands: ["quality"],
    read: readText,
  }),
  "nnunet-nan": flag({
    help: "in that file, undefined values are a bare NaN as nnU-Net writes them (not JSON), not null",
    commands: ["quality"],
  }),
};
