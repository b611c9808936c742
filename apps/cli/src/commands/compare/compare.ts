import { command } from "../../command.ts";
import { compareOptions } from "./compare-options.ts";

export const compare = command({
  name: "compare",
  summary: "metrics of two masks, or of two folders of masks matched by file name",
  description:
    "Compares PREDICTION with REFERENCE: two files, two folders of one file per case, or two folders of one file per class. Prints each metric per label and its summary; a case that fails does not lose the others.",
  positionals: ["REFERENCE", "PREDICTION"],
  required: 2,
  options: compareOptions,
  examples: [
    "pgt compare truth.nii.gz prediction.nii.gz",
    "pgt compare labelsTs predictions --labels dataset.json --metrics dice,nsd@2,hd95",
    "pgt compare labelsTs predictions --map prediction=255:1 --labels 1=kidney --report page.html",
    "pgt compare study.yaml predictions --reference consensus:staple",
    "pgt compare labelsTs predictions --convention monai --format csv > rows.csv",
  ],
  load: async () => (await import("./compare-command.ts")).compareCommand,
});
