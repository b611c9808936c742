import { command } from "../../command.ts";
import { uncertaintyOptions } from "./uncertainty-options.ts";

export const uncertainty = command({
  name: "uncertainty",
  summary: "probability maps and samples of models against several raters, and the ceiling they leave",
  description:
    "Compares probabilities with the share of raters that mark a voxel (calibration, soft Dice, QUBIQ), samples with the raters' masks (generalised energy distance), and predicted volumes with theirs. Says what the best of all masks would reach on these raters. Maps are NIfTI files of floats or scaled integers: 3-D for one structure (ID=DIR:LABEL), 4-D for the classes of a softmax, background first. STUDY is a study manifest (pgt init proposes one): its models are samples, one a session, or maps, if they have kind: probabilities; without it, options name folders.",
  positionals: ["STUDY"],
  required: 0,
  options: uncertaintyOptions,
  examples: [
    "pgt uncertainty --rater anna=masks/anna --rater ben=masks/ben --probability unet=softmax",
    "pgt uncertainty --rater a=anna --rater b=ben --probability net=kidney:1 --probability net=tumour:2",
    "pgt uncertainty --rater a=anna --rater b=ben --samples punet=draws --report page.html",
    "pgt uncertainty study.yaml",
  ],
  load: async () => (await import("./uncertainty-command.ts")).uncertaintyCommand,
});
