import { copyFileSync } from "node:fs";
import { defineConfig } from "tsup";

export default defineConfig({
  entry: ["src/index.ts"],
  format: "esm",
  target: "node20",
  platform: "node",
  clean: true,
  dts: true,
  noExternal: [/.*/],
  onSuccess: async () => {
    copyFileSync(new URL("../../assembly/build/pgt.wasm", import.meta.url), "dist/pgt.wasm");
  },
});
