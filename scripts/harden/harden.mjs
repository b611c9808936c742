// `pnpm harden`: mutants of well-formed files for every reader, and runs that are killed and resumed; see docs/hardening.md.
import { rmSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("../..", import.meta.url));
// Beside the tests, so that what is not bundled is found.
const outfile = fileURLToPath(new URL("../../test/node_modules/.harden.mjs", import.meta.url));

await build({
  absWorkingDir: root,
  entryPoints: ["test/hardening/main.ts"],
  outfile,
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20",
  logLevel: "error",
  banner: {
    js: 'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);',
  },
});
process.chdir(root);
try {
  await import(pathToFileURL(outfile).href);
} finally {
  rmSync(outfile);
}
