import { command } from "../../command.ts";
import { simulateOptions } from "./simulate-options.ts";

export const simulate = command({
  name: "simulate",
  summary: "what another rater, session or more cases would give; or a simulated study of masks",
  description:
    "With --from: how wide the intervals of a study would be with one more rater, one more session, twenty more cases, and the --raters, --sessions and --cases asked for, from the variance components of its own scores. With --out: writes masks of simulated annotators and a manifest, on a built-in anatomy or on the masks of --truth; with --from too, their noise is fitted to that study's agreement between raters and with own repeats.",
  positionals: [],
  required: 0,
  options: simulateOptions,
  examples: [
    "pgt simulate --from run --raters 3 --sessions 2 --cases 32",
    "pgt simulate --from scores.csv --metrics dice --labels 1",
    "pgt simulate --out study --raters 4 --cases 20 --sigma 0.4 --tau 0.8",
    "pgt simulate --out study --raters 1 --cases 20 --images",
    "pgt simulate --out study --truth consensus --from run",
  ],
  load: async () => (await import("./simulate-command.ts")).simulateCommand,
});
