import { command } from "../../command.ts";
import { noiseOptions } from "./noise-options.ts";

export const noise = command({
  name: "noise",
  summary: "how raters err, for training code: transition matrices, flips by distance, soft labels",
  description:
    "Says which label a rater gives where another is true: as transition matrices, against a consensus (multi-label STAPLE) and without one, and as the probability of another answer by distance from the border. For loss correction take the JSON; soft labels for training are written with --soft. STUDY is a study manifest (pgt init proposes one); without it, --rater names folders.",
  positionals: ["STUDY"],
  required: 0,
  options: noiseOptions,
  examples: [
    "pgt noise --rater anna=masks/anna --rater ben=masks/ben --rater eva=masks/eva",
    "pgt noise study.yaml --format json > noise.json",
    "pgt noise study.yaml --soft --out noise --report noise.html",
  ],
  load: async () => (await import("./noise-command.ts")).noiseCommand,
});
