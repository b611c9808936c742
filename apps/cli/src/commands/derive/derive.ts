import { command } from "../../command.ts";
import { deriveOptions } from "./derive-options.ts";

export const derive = command({
  name: "derive",
  summary: "pseudo-label versions of a data set, as nnU-Net raw data sets ready to train on",
  description:
    "Writes, for every generator, the data set of --base with its labels replaced by the generator's masks (equation 1 of Jaus et al. 2025): labels in the ids of the base, images linked, dataset.json, the same split for every version, and a record of what was done. Labels are matched by a map, else by name, else by number. A data set appears when it is complete; one that lacks a case is not written.",
  positionals: [],
  required: 0,
  options: deriveOptions,
  examples: [
    "pgt derive --base Dataset017_BTCV --generator unet=preds --out nnUNet_raw --split 80/20",
    "pgt derive --base base --generator ts=ts --map ts=totalsegmentator-to-btcv --out raw",
    "pgt derive --images img --labels-dir lab --dataset-json d.json --generator a=a --out raw",
  ],
  load: async () => (await import("./derive-command.ts")).deriveCommand,
});
