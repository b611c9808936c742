import { copyFileSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { defineConfig, type Options } from "tsup";
import { thirdPartyNotices } from "../../scripts/third-party-notices.ts";

/** Limits of each file compressed with gzip, in kB of 1000 bytes: the build fails beyond it. */
const budgetsKb: Readonly<Record<string, number>> = {
  "index.js": 32,
  "worker.js": 428,
  "pgt.wasm": 14,
  "pgt.scalar.wasm": 14,
  "network.js": 25,
  "network.wasm": 10,
};

/**
 * A library asks by `eval`, which strict pages refuse, whether there are generators, and sums series by them if so.
 */
const generatorsAreThere: NonNullable<Options["esbuildPlugins"]>[number] = {
  name: "generators-are-there",
  setup: ({ onResolve, onLoad }) => {
    const namespace = "generators-are-there";
    onResolve({ filter: /^@stdlib\/assert-has-generator-support$/ }, ({ path }) => ({ path, namespace }));
    onLoad({ filter: /./, namespace }, () => ({ contents: "module.exports = () => true;" }));
  },
};

/** The parser of XML does nothing by being imported, which its package does not say: a page that reads no masks needs none. */
const withoutSideEffects: NonNullable<Options["esbuildPlugins"]>[number] = {
  name: "without-side-effects",
  setup: ({ onResolve, resolve }) => {
    onResolve({ filter: /^(saxes|xmlchars)/ }, async ({ path, pluginData, ...from }) => {
      if (pluginData === "resolving") return undefined;
      const found = await resolve(path, { ...from, pluginData: "resolving" });
      return { ...found, sideEffects: false };
    });
  },
};

const resolveFrom = (folder: string, name: string) =>
  createRequire(new URL(`../${folder}/package.json`, import.meta.url)).resolve(name);

export default defineConfig({
  entry: { index: "src/index.ts", worker: "src/worker-thread.ts", network: "src/network.ts" },
  format: "esm",
  target: "es2022",
  platform: "browser",
  clean: true,
  splitting: false,
  minify: true,
  dts: { entry: { index: "src/index.ts", network: "src/network.ts" } },
  noExternal: [/.*/],
  esbuildPlugins: [generatorsAreThere, withoutSideEffects, thirdPartyNotices],
  esbuildOptions: (options) => {
    options.alias = {
      ...options.alias,
      yaml: join(dirname(resolveFrom("study", "yaml/package.json")), "browser/index.js"),
      // The other builds of these take Node's Buffer for granted.
      "csv-parse/sync": resolveFrom("analysis", "csv-parse/browser/esm/sync"),
      "csv-stringify/sync": resolveFrom("analysis", "csv-stringify/browser/esm/sync"),
    };
  },
  onSuccess: async () => {
    for (const name of ["pgt.wasm", "pgt.scalar.wasm", "network.wasm"]) {
      copyFileSync(new URL(`../../assembly/build/${name}`, import.meta.url), `dist/${name}`);
    }
    const sizes = Object.keys(budgetsKb).map((name) => {
      const bytes = readFileSync(`dist/${name}`);
      return { name, kb: bytes.length / 1000, gzipKb: gzipSync(bytes, { level: 9 }).length / 1000 };
    });
    for (const { name, kb, gzipKb } of sizes) {
      console.log(`${name}: ${kb.toFixed(1)} kB, ${gzipKb.toFixed(1)} kB gzipped of ${budgetsKb[name]} kB`);
    }
    const over = sizes.filter(({ name, gzipKb }) => gzipKb > budgetsKb[name]!);
    if (over.length > 0) throw new Error(`over budget: ${over.map(({ name }) => name).join(", ")}`);
  },
});
