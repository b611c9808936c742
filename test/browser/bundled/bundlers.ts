import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build as esbuild } from "esbuild";
import { build as vite } from "vite";
import webpack from "webpack";
import { dist } from "../package-in-page.ts";
import { html } from "./page-sources.ts";

/** Builds the page of a folder into another. */
export const bundlers: Readonly<Record<string, (from: string, to: string) => Promise<void>>> = {
  vite: async (root, outDir) => {
    await vite({
      root,
      base: "./",
      logLevel: "silent",
      configFile: false,
      build: { outDir, emptyOutDir: true },
    });
  },
  webpack: async (context, path) => {
    writeFileSync(join(path, "index.html"), html);
    const compiler = webpack({
      context,
      mode: "production",
      entry: "./page.js",
      output: { path, filename: "page.js" },
      performance: false,
      optimization: { minimize: false },
    });
    const stats = await new Promise<webpack.Stats | undefined>((resolve, reject) => {
      compiler.run((error, result) => (error ? reject(error) : resolve(result)));
    });
    if (stats?.hasErrors()) throw new Error(stats.toString({ all: false, errors: true }));
  },
  esbuild: async (from, to) => {
    writeFileSync(join(to, "index.html"), html);
    await esbuild({ entryPoints: [join(from, "page.js")], bundle: true, format: "esm", outdir: to });
    for (const name of ["worker.js", "pgt.wasm", "pgt.scalar.wasm"])
      copyFileSync(join(dist, name), join(to, name));
  },
};
