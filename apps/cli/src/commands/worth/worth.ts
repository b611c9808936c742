import { command } from "../../command.ts";
import { worthOptions } from "./worth-options.ts";

export const worth = command({
  name: "worth",
  summary: "is it worth improving the labels: their quality against what models trained on them reach",
  description:
    "Takes tables (CSV or Parquet) of means, with columns task,dataset,version,metric,mean,sd,status, or of cases, with version,dataset,task,label,case,metric,value; one task holds the quality of each version of the labels, the others the scores of models trained on it. Says whether a gain in quality paid, what it costs, and on what the answer rests; looks for faults in tables of means on the way. Run directories of pgt quality may stand among the tables.",
  positionals: ["SCORES..."],
  required: 1,
  options: worthOptions,
  examples: [
    "pgt worth tables.csv",
    "pgt worth tables.csv --gap 2.6 --relevant-gap 0.5 --minutes-per-mask 10 --masks 4000 --rate 80",
    "pgt worth tables.csv --check --rising small,base,large,huge",
    "pgt worth quality-run downstream.csv --out worth",
  ],
  load: async () => (await import("./worth-command.ts")).worthCommand,
});
