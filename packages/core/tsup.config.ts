import { copyFileSync, cpSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { defineConfig } from "tsup";
import { thirdPartyNotices } from "../../scripts/third-party-notices.ts";

// The build of yaml for Node is CommonJS and asks for node:* through require, which a module does not have.
const yamlFolder = dirname(
  createRequire(new URL("../study/package.json", import.meta.url)).resolve("yaml/package.json"),
);

export default defineConfig({
  entry: { index: "src/index.ts", worker: "src/worker-thread.ts" },
  format: "esm",
  target: "node20",
  platform: "node",
  clean: true,
  dts: { entry: "src/index.ts" },
  noExternal: [/.*/],
  esbuildPlugins: [thirdPartyNotices],
  esbuildOptions: (options) => {
    options.alias = { ...options.alias, yaml: join(yamlFolder, "browser/index.js") };
  },
  onSuccess: async () => {
    copyFileSync(new URL("../../assembly/build/pgt.wasm", import.meta.url), "dist/pgt.wasm");
    copyFileSync(new URL("../../assembly/build/network.wasm", import.meta.url), "dist/network.wasm");
    cpSync(new URL("../analysis/scripts/", import.meta.url), "dist/scripts", { recursive: true });
    const plans = new URL("../analysis/schema/experiment.schema.json", import.meta.url);
    copyFileSync(plans, "dist/experiment.schema.json");
    copyFileSync(new URL("../study/schema/study.schema.json", import.meta.url), "dist/study.schema.json");
  },
});
