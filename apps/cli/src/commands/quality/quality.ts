import { command } from "../../command.ts";
import { qualityOptions } from "./quality-options.ts";

export const quality = command({
  name: "quality",
  summary: "label quality: versions of a dataset's labels against a reference, per organ and over organs",
  description:
    "Compares the masks of every generator (model, tool, earlier release) with a reference and aggregates as Jaus et al. 2025: mean over cases per organ, mean over the organs that all generators can produce, root mean square of the organs' standard deviations. With intervals, paired comparison of the generators, and everything that was left out. Labels are matched by name. STUDY is a manifest with an entity of role reference and entities of role generator; several STUDY are several datasets; without it, --reference and --generator name folders.",
  positionals: ["STUDY..."],
  required: 0,
  options: qualityOptions,
  examples: [
    "pgt quality --reference labelsTr --generator nnunet=preds --generator tool=tool -m dice,nsd@1",
    "pgt quality btcv.yaml word.yaml --contrast S,B,L,H --table table1.tex --out run",
    "pgt quality --reference Dataset001_BTCV --generator cv=trained --splits splits_final.json",
    "pgt quality --reference labels --generator ts=ts --map reference=kidneys.yaml --map ts=ts.yaml",
    "pgt quality --summary A=a/summary.json --summary B=b/summary.json",
  ],
  load: async () => (await import("./quality-command.ts")).qualityCommand,
});
