// Builds and runs bench/consensus-methods.ts: `node bench/consensus-methods.mjs [--jobs N] [--replicates N] [--seed N] [--out FILE]`.
import { buildAndRun } from "./coverage.build.mjs";

await buildAndRun("consensus-methods");
