import { flag, type OptionSpec, type OptionValues, option, repeated } from "../../arguments/option-spec.ts";
import { readInteger, readText } from "../../arguments/readers.ts";
import { always, formatOf, fresh, outOf, seedOf, versionOptions } from "../../arguments/shared-options.ts";
import { CommandUsageError } from "../../arguments/usage.ts";

/** `80/20`: the percentage to train on. */
function readShares(text: string, option: string): number {
  const [, train, held] = /^(\d{1,2})\/(\d{1,2})$/.exec(text) ?? [];
  if (train !== undefined && Number(train) + Number(held) === 100) return Number(train);
  throw new CommandUsageError(
    `${option}: expected shares in percent such as 80/20, found '${text}'`,
    `${option} 80/20`,
  );
}

const text = (spec: Omit<OptionSpec, "read">) => option({ ...spec, read: readText });

/** Options of `pgt derive`, in the order of its help. */
export const deriveOptions = {
  ...versionOptions,
  splits: repeated({
    valueName: "FILE|ID=FILE",
    help: "splits_final.json to be used for every version",
    read: readText,
  }),
  base: text({
    valueName: "DIR",
    help: "nnU-Net raw data set whose labels are replaced (dataset.json, imagesTr, labelsTr)",
  }),
  images: text({ valueName: "DIR", help: "without --base: folder of its images" }),
  "labels-dir": text({ valueName: "DIR", help: "without --base: folder of its labels" }),
  "dataset-json": text({ valueName: "FILE", help: "without --base: its dataset.json" }),
  "dataset-id": option({
    valueName: "N",
    defaultText: "the next that is free",
    help: "number of the first data set written; the others follow",
    read: readInteger(1, 99_999),
  }),
  name: text({
    valueName: "NAME",
    defaultText: "that of the base",
    help: "name of the data sets; the generator's id is put behind it",
  }),
  split: option({
    valueName: "T/V",
    defaultText: "the five folds that nnU-Net makes by itself",
    help: "one fixed split instead, such as 80/20, the same for every version",
    read: readShares,
  }),
  copy: flag({
    help: "copy images instead of linking to them",
  }),
  format: formatOf("table", "json"),
  out: outOf("folder in which the data sets are made (that of nnUNet_raw)"),
  fresh,
  seed: seedOf("seed of a fixed split"),
  ...always,
};

export type DeriveValues = OptionValues<typeof deriveOptions>;
