import { command } from "../../command.ts";
import { demoOptions } from "./demo-options.ts";

export const demo = command({
  name: "demo",
  summary: "the main job on a simulated study whose truth is known",
  description:
    "Writes a study of simulated organs to disk (raters, their repeats, models, the truth), runs the interval on those files, and says where the models and the truth itself lie.",
  positionals: [],
  required: 0,
  options: demoOptions,
  examples: ["pgt demo", "pgt demo --out /tmp/study --seed 7"],
  load: async () => (await import("./demo-command.ts")).demoCommand,
});
