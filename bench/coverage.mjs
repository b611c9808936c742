// Builds and runs bench/coverage.ts: `node bench/coverage.mjs [--jobs N] [--replicates N] [--seed N] [--out FILE]`.
import { buildAndRun } from "./coverage.build.mjs";

await buildAndRun("coverage");
