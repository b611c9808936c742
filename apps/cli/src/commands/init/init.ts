import { command } from "../../command.ts";
import { initOptions } from "./init-options.ts";

export const init = command({
  name: "init",
  summary: "propose a study manifest from the files in a folder",
  description:
    "Looks at the names of the files below FOLDER and prints a study manifest for pgt interval. Paths are split at folders and separators, and their parts become case, rater, session and model so that the design is as balanced as it can be: one folder per rater or per case, both in one name, BIDS derivatives, QUBIQ, nnU-Net and others; names such as anna-repeat or session2 are repeats. Names do not tell everything: the proposal says how certain it is and what it leaves out, and lines marked CHECK are for a person to look at. Where it takes cases for raters, --case-is or --rater-is with one name turns it round.",
  positionals: ["FOLDER"],
  required: 1,
  options: initOptions,
  examples: ["pgt init masks", "pgt init masks --out study.yaml", "pgt init masks --case-is P001"],
  load: async () => (await import("./init-command.ts")).initCommand,
});
