// Builds and runs bench/stage-n.ts: `node bench/stage-n.mjs [--jobs N] [--replicates SEEDS] [--seed FIRST] [--out FILE]`.
import { buildAndRun } from "./coverage.build.mjs";

await buildAndRun("stage-n");
