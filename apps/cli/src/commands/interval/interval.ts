import { command } from "../../command.ts";
import { intervalOptions } from "./interval-options.ts";

export const interval = command({
  name: "interval",
  summary: "inter- and intra-rater agreement, the interval they span, and models placed on it",
  description:
    "Compares every rater with every other (lower bound), every rater with the own repeat (upper bound), and every model with every rater. Without repeats there is no upper bound. STUDY is a study manifest (YAML or JSON; pgt init proposes one), a score table (CSV or Parquet) or a run directory; without it, --rater, --repeat and --model name folders.",
  positionals: ["STUDY"],
  required: 0,
  options: intervalOptions,
  examples: [
    "pgt interval --rater anna=masks/anna --rater ben=masks/ben --metrics dice,nsd@2",
    "pgt interval study.yaml --out run",
    "pgt interval scores.csv --raters anna,ben --models unet",
    "pgt interval --rater anna=a1 --repeat anna=a2 --rater ben=b1 --model unet=predictions --out run",
  ],
  load: async () => (await import("./interval-command.ts")).intervalCommand,
});
