import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer } from "vite";
import { afterAll, beforeAll, expect, it } from "vitest";
import { bundlers } from "./bundled/bundlers.ts";
import { expected, writePage } from "./bundled/page-sources.ts";
import { inEachEngine, type TestBrowser } from "./engines.ts";
import { dist } from "./package-in-page.ts";
import { serve } from "./static-server.ts";

const folder = mkdtempSync(join(tmpdir(), "pgt-bundlers-"));
const from = join(folder, "page");
const names = Object.keys(bundlers);
beforeAll(async () => {
  writePage(from);
  for (const name of names) {
    mkdirSync(join(folder, name));
    await bundlers[name](from, join(folder, name));
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

inEachEngine("a page that uses the package", (engine) => {
  let browser: TestBrowser;
  beforeAll(async () => void (browser = await engine.launch()));
  afterAll(() => browser?.close());

  it.each(names)("bundled by %s, below a path of its host", async (name) => {
    const server = await serve({ "/below/": { folder: join(folder, name) } });
    try {
      const { found, elsewhere, complaints } = await run(`${server.url}below/index.html`);
      expect(found).toEqual(expected);
      expect(elsewhere).toEqual([]);
      expect(complaints).toEqual([]);
      expect(server.refused).toEqual([]);
    } finally {
      await server.close();
    }
  });

  it("on Vite's development server, with the setting that the README names", async () => {
    const exclude = ["@pgt/browser"];
    expect(readFileSync(join(dist, "../README.md"), "utf8")).toContain(
      `optimizeDeps: { exclude: ${JSON.stringify(exclude)} }`,
    );
    const server = await createServer({
      root: from,
      configFile: false,
      logLevel: "silent",
      optimizeDeps: { exclude },
      server: { host: "127.0.0.1", watch: null },
    });
    try {
      await server.listen();
      const { found, elsewhere, complaints } = await run(server.resolvedUrls!.local[0]);
      expect(found).toEqual(expected);
      expect(elsewhere).toEqual([]);
      expect(complaints).toEqual([]);
    } finally {
      await server.close();
    }
  });

  async function run(url: string) {
    const { page, requests, complaints } = await browser.open(url);
    const found = await page.evaluate(() => (globalThis as unknown as { run(): Promise<unknown> }).run());
    const below = url.replace(/[^/]*$/, "");
    return { found, complaints, elsewhere: requests.filter((one) => !one.startsWith(below)) };
  }
});
