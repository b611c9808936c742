import { defineConfig, type Options } from "tsup";

const common: Options = { format: "esm", splitting: false, silent: true };

export default defineConfig([
  {
    ...common,
    entry: {
      bench: "src/bench.ts",
      compare: "src/compare.ts",
      peers: "src/peers.ts",
      network: "src/network.ts",
      runner: "src/runner.ts",
      "peak-memory": "src/peak-memory.ts",
    },
    target: "node20",
    platform: "node",
    // What is measured are the built packages, found at run time.
    external: ["@pgt/core", "@pgt/browser", "playwright-core"],
    noExternal: ["@pgt/engine", "@pgt/metrics", "@pgt/network"],
  },
  {
    ...common,
    entry: { "bench-page": "src/page/bench-page.ts", "kernel-worker": "src/page/kernel-worker.ts" },
    target: "es2022",
    platform: "browser",
    external: ["@pgt/browser"],
    noExternal: ["@pgt/engine", "@pgt/metrics"],
  },
]);
