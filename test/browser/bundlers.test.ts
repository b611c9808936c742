import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { build as esbuild } from "esbuild";
import type { Browser } from "playwright-core";
import { build as vite } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import webpack from "webpack";
import { findChromium, launch, openPage } from "./chromium.ts";
import { dist } from "./door-in-page.ts";
import { serve } from "./static-server.ts";

const chromium = findChromium();

/** Two boxes of 8 and 12 voxels that share 8. */
const script = `
import { compare } from "@pgt/browser";
const box = (width) => {
  const data = new Uint8Array(6 * 6 * 6);
  for (let z = 2; z < 4; z++) for (let y = 2; y < 4; y++) for (let x = 1; x < 1 + width; x++) data[x + 6 * (y + 6 * z)] = 1;
  return { data, shape: [6, 6, 6], spacingMm: [1, 1, 1] };
};
globalThis.run = async () => {
  const { rows } = await compare({ reference: box(2), prediction: box(3) }, { metrics: ["dice", "hd"] });
  return rows.map(({ value }) => value);
};
globalThis.isReady = true;
`;
const html = `<!doctype html><meta charset="utf-8"><title>pgt</title><script type="module" src="./page.js"></script>`;

/** Builds the page of a folder into another. */
const bundlers: Readonly<Record<string, (from: string, to: string) => Promise<void>>> = {
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
      compiler!.run((error, result) => (error ? reject(error) : resolve(result)));
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

describe.skipIf(chromium === null)("a page in Chromium, bundled", () => {
  let browser: Browser;
  const folder = mkdtempSync(join(tmpdir(), "pgt-bundlers-"));
  beforeAll(async () => {
    const from = join(folder, "page");
    mkdirSync(join(from, "node_modules/@pgt"), { recursive: true });
    symlinkSync(dirname(dist), join(from, "node_modules/@pgt/browser"));
    writeFileSync(join(from, "page.js"), script);
    writeFileSync(join(from, "index.html"), html);
    browser = await launch(chromium!);
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(Object.keys(bundlers))("by %s, below a path of its host", async (name) => {
    const out = join(folder, name);
    mkdirSync(out);
    await bundlers[name](join(folder, "page"), out);
    const server = await serve({ "/below/": { folder: out } });
    try {
      const { page, requests, complaints } = await openPage(browser, `${server.url}below/index.html`);
      const values = await page.evaluate(() => (globalThis as unknown as { run(): Promise<number[]> }).run());
      expect(values).toEqual([16 / 20, 1]);
      expect(requests.filter((url) => !url.startsWith(`${server.url}below/`))).toEqual([]);
      expect(complaints).toEqual([]);
    } finally {
      await server.close();
    }
  });
});
