import { command } from "../../command.ts";
import { consensusOptions } from "./consensus-options.ts";

export const consensus = command({
  name: "consensus",
  summary: "fuse the masks of several raters, and say how good each rater is",
  description:
    "Makes one mask of the raters' by each method (majority vote, STAPLE, shape-based averaging, highest expected Dice and others; 'pgt explain consensus' lists them), and measures every rater against the first. STUDY is a study manifest (pgt init proposes one); without it, --rater names folders. With --out: masks in masks/METHOD, tables, run.json, and with --maps where the raters disagree.",
  positionals: ["STUDY"],
  required: 0,
  options: consensusOptions,
  examples: [
    "pgt consensus --rater anna=masks/anna --rater ben=masks/ben --rater eva=masks/eva --out fused",
    "pgt consensus study.yaml --method staple,sba,expected-dice --maps --out fused",
    "pgt consensus study.yaml --groups nets=unet1,unet2 --tie undecided --soft --out fused",
  ],
  load: async () => (await import("./consensus-command.ts")).consensusCommand,
});
