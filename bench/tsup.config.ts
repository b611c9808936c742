import { defineConfig } from "tsup";

export default defineConfig({
  entry: {
    bench: "src/bench.ts",
    compare: "src/compare.ts",
    peers: "src/peers.ts",
    runner: "src/runner.ts",
    "peak-memory": "src/peak-memory.ts",
  },
  format: "esm",
  target: "node20",
  platform: "node",
  splitting: false,
  silent: true,
  // What is measured is the built package, found at run time.
  external: ["@pgt/core"],
  noExternal: ["@pgt/engine", "@pgt/metrics"],
});
