import { fileURLToPath } from "node:url";
import { build } from "tsup";

/** Bundles bench/NAME.ts with the sources of the workspace and runs it; its workers run the same file. */
export async function buildAndRun(name) {
  const folder = fileURLToPath(new URL(".", import.meta.url));
  await build({
    entry: { [name]: `${folder}${name}.ts` },
    outDir: `${folder}build`,
    format: "esm",
    platform: "node",
    target: "node20",
    noExternal: [/.*/],
    config: false,
    silent: true,
  });
  await import(`./build/${name}.js`);
}
