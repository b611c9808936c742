import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findChromium, launch, openPage } from "./chromium.ts";
import { plainPage } from "./package-in-page.ts";
import { type StaticServer, serve } from "./static-server.ts";

const chromium = findChromium();
const why = chromium === null ? " (skipped: Chromium is missing)" : "";

// No other browser lets files of the disk be dropped from outside.
describe.skipIf(chromium === null)(`files dropped on a page in Chromium${why}`, () => {
  let browser: Browser;
  let server: StaticServer;
  const folder = mkdtempSync(join(tmpdir(), "pgt-drop-"));
  const write = (path: string) => {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), path);
  };
  beforeAll(async () => {
    browser = await launch(chromium!);
    server = await serve(plainPage);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("are a tree with all files of their folders, however many there are", async () => {
    const names = Array.from({ length: 250 }, (_, at) => `case${at}.nii.gz`);
    const files = [...names, "later/again/case1.nii.gz"].map((name) => `masks/anna/${name}`);
    for (const path of [...files, "ben/case1.nii.gz", "study.yaml"]) write(path);
    mkdirSync(join(folder, "empty"));
    const dropped = await drop(["masks", "ben", "empty", "study.yaml"]);
    expect(dropped).toEqual(
      Object.fromEntries([...files, "ben/case1.nii.gz", "study.yaml"].map((path) => [path, path])),
    );
  });

  /** The text of each file by its path. */
  async function drop(paths: readonly string[]): Promise<Record<string, string>> {
    const { page } = await openPage(browser, server.url);
    await page.evaluate(() => {
      document.addEventListener("dragover", (event) => event.preventDefault());
      document.addEventListener("drop", (event) => {
        event.preventDefault();
        const reading = pgt.filesOfDrop(event.dataTransfer!).then(async (tree) => {
          const texts: Record<string, string> = {};
          for (const [path, file] of tree.entries()) texts[path] = await (file as Blob).text();
          return texts;
        });
        Object.assign(globalThis, { reading });
      });
    });
    await dropFiles(
      page,
      paths.map((path) => join(folder, path)),
    );
    return page.evaluate(
      () => (globalThis as unknown as { reading: Promise<Record<string, string>> }).reading,
    );
  }
});

/** A real drop: the browser reads the folders itself. */
async function dropFiles(page: Page, files: string[]): Promise<void> {
  const client = await page.context().newCDPSession(page);
  for (const type of ["dragEnter", "dragOver", "drop"] as const) {
    const data = { items: [], files, dragOperationsMask: 1 };
    await client.send("Input.dispatchDragEvent", { type, x: 50, y: 50, data });
  }
  await client.detach();
}
