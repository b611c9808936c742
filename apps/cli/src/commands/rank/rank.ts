import { command } from "../../command.ts";
import { rankOptions } from "./rank-options.ts";

export const rank = command({
  name: "rank",
  summary: "ranking of models or generators, and how stable it is",
  description:
    "Ranks the algorithms of SCORES by their values per case: a score table (CSV or Parquet) or the run directory of another command, or challengeR's table Task,TestCase,Algorithm,MetricValue. Says how the ranking changes with the cases (bootstrap), the aggregation order, the metric and the reference, which algorithms tests can tell apart, and which metrics say the same.",
  positionals: ["SCORES"],
  required: 1,
  options: rankOptions,
  examples: [
    "pgt rank run",
    "pgt rank rows.csv --metrics dice,nsd@2 --method rank-then-mean --out ranking",
    "pgt rank rows.csv --raters anna,ben,cem --models unet,nnunet,swin",
    "pgt rank challenge.csv --better higher --missing 0",
  ],
  load: async () => (await import("./rank-command.ts")).rankCommand,
});
