import { copyFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { defineConfig } from "tsup";

const wasm = createRequire(import.meta.url).resolve("@pgt/assembly/pgt.wasm");

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
  // Inlined CommonJS dependencies ask for node:* modules through require.
  banner: {
    js: 'import { createRequire as pgtCreateRequire } from "node:module"; const require = pgtCreateRequire(import.meta.url);',
  },
  onSuccess: () => copyFile(wasm, "dist/pgt.wasm"),
});
