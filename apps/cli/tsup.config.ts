import { copyFile, cp } from "node:fs/promises";
import { createRequire } from "node:module";
import { defineConfig } from "tsup";
import { thirdPartyNotices } from "../../scripts/third-party-notices.ts";

const app = new URL("../web/dist/", import.meta.url);
const { resolve } = createRequire(import.meta.url);
const modules = ["pgt.wasm", "network.wasm"];

export default defineConfig({
  entry: ["src/pgt.ts"],
  format: "esm",
  target: "node20",
  platform: "node",
  outDir: "dist",
  clean: true,
  splitting: false,
  sourcemap: false,
  noExternal: [/.*/],
  esbuildPlugins: [thirdPartyNotices],
  // Inlined CommonJS dependencies ask for node:* modules through require.
  banner: {
    js: 'import { createRequire as pgtCreateRequire } from "node:module"; const require = pgtCreateRequire(import.meta.url);',
  },
  onSuccess: async () => {
    for (const name of modules) await copyFile(resolve(`@pgt/assembly/${name}`), `dist/${name}`);
    await cp(new URL("../../packages/analysis/scripts/", import.meta.url), "dist/scripts", {
      recursive: true,
    });
    await cp(app, "dist/web", { recursive: true });
  },
});
