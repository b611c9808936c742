import { command } from "../../command.ts";
import { mergeOptions } from "./merge-options.ts";

export const merge = command({
  name: "merge",
  summary: "shards of compare, interval or quality into one run, equal to that of one machine",
  description:
    "Puts together what jobs of a cluster have scored: 'pgt compare', 'interval' and 'quality' with --shard K/N score every N-th case into a folder of their own, and this makes of the N folders the run that one machine would have written, equal to the byte but for the time it took. The options of the command are in the shards; here are those of the output. Start it in the working folder of the jobs: masks are read to see that they are those that were compared. Shards that are missing, unfinished, there twice, or of runs with other options or other cases are refused. Cases that failed in a shard are tried again.",
  positionals: ["DIR..."],
  required: 1,
  options: mergeOptions,
  examples: [
    "pgt merge shards/1 shards/2 shards/3 --out run",
    "pgt merge shards/* --out run --report run.html --format csv",
  ],
  load: async () => (await import("./merge-command.ts")).mergeCommand,
});
