import { command } from "../../command.ts";
import { promptsOptions } from "./prompts-options.ts";

export const prompts = command({
  name: "prompts",
  summary: "boxes around masks, per slice and structure, as promptable models are given them",
  description:
    "Cuts every mask of MASKS (a file, or a folder) into slices and writes the box of every structure in every slice as x_min, y_min, x_max, y_max in pixels counted from 0 (MedSAM's input), one JSON and one NPZ file per case. A generator that is given boxes of the reference has seen it: W-PROMPT.",
  positionals: ["MASKS"],
  required: 1,
  options: promptsOptions,
  examples: [
    "pgt prompts labelsTr --out boxes --min-pixels 100",
    "pgt prompts labelsTr --labels dataset.json --out boxes --jitter 10 --seed 7",
  ],
  load: async () => (await import("./prompts-command.ts")).promptsCommand,
});
