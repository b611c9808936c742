// Builds and runs bench/stage-p.ts: `node bench/stage-p.mjs [--jobs N] [--replicates N] [--seed N] [--out FILE]`.
import { buildAndRun } from "./coverage.build.mjs";

await buildAndRun("stage-p");
