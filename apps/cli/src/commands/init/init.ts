import { command } from "../../command.ts";
import { initOptions } from "./init-options.ts";

export const init = command({
  name: "init",
  summary: "propose a study manifest from the files in a folder",
  description:
    "Looks at the names of the files below FOLDER and prints a study manifest for pgt interval. It knows one folder per rater, one folder per case, taskTT_segRR files (QUBIQ), BIDS desc- labels and nnU-Net folders, and takes names such as anna-repeat or session2 for repeats. Names do not tell everything: lines marked CHECK are for a person to look at.",
  positionals: ["FOLDER"],
  required: 1,
  options: initOptions,
  examples: ["pgt init masks", "pgt init masks --out study.yaml"],
  load: async () => (await import("./init-command.ts")).initCommand,
});
