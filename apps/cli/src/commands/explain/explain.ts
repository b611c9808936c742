import { command } from "../../command.ts";
import { explainOptions } from "./explain-options.ts";

export const explain = command({
  name: "explain",
  summary: "what a metric or a way to fuse masks is, and what other tools do differently",
  description:
    "Definition, formula, values for empty masks, citation, and the numbers that the conventions of other tools give on one small example. Without METRIC: tables of all metrics. 'pgt explain conventions': the presets; 'pgt explain consensus': the methods of pgt consensus, each of which is a topic too; 'pgt explain queue': the modes of pgt queue.",
  positionals: ["METRIC"],
  required: 0,
  options: explainOptions,
  examples: ["pgt explain", "pgt explain hd95", "pgt explain conventions", "pgt explain staple"],
  load: async () => (await import("./explain-command.ts")).explainCommand,
});
