import { command } from "../../command.ts";
import { explainOptions } from "./explain-options.ts";

export const explain = command({
  name: "explain",
  summary: "what a metric is, and what other tools do differently",
  description:
    "Definition, formula, values for empty masks, citation, and the numbers that the conventions of other tools give on one small example. Without METRIC: a table of all metrics. 'pgt explain conventions': the presets.",
  positionals: ["METRIC"],
  required: 0,
  options: explainOptions,
  examples: ["pgt explain", "pgt explain hd95", "pgt explain conventions"],
  load: async () => (await import("./explain-command.ts")).explainCommand,
});
