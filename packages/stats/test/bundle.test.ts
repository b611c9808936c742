import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "tsup";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const sourceFile = (path: string) => fileURLToPath(new URL(`../src/${path}`, import.meta.url));

/** The published packages inline this one as an ES module; what it depends on is CommonJS. */
describe.each(["node", "browser"] as const)("bundled as one ES module for %s", (platform) => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "pgt-stats-"));
    await build({
      entry: { index: sourceFile("index.ts"), distributions: sourceFile("inference/distributions.ts") },
      splitting: false,
      outDir: folder,
      format: "esm",
      platform,
      noExternal: [/.*/],
      outExtension: () => ({ js: ".mjs" }),
      minify: true,
      silent: true,
      config: false,
      tsconfig: fileURLToPath(new URL("../tsconfig.json", import.meta.url)),
    });
  }, 30_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("loads by itself and computes, without reaching for a module of Node's", async () => {
    const bundled: typeof import("../src/inference/distributions.ts") = await import(
      /* @vite-ignore */ pathToFileURL(join(folder, "distributions.mjs")).href
    );
    expect(bundled.tQuantile(0.975, 19)).toBeCloseTo(2.0930240544083087, 12);
    expect(bundled.normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 12);
  });
  it("stays below 422 kB", async () => {
    expect((await stat(join(folder, "index.mjs"))).size).toBeLessThan(422_000);
  });
});
