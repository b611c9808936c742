import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { examplesIn } from "../release/readme-examples.ts";
import { findChromium, launch, openPage } from "./chromium.ts";
import { dist, plainPage } from "./package-in-page.ts";
import { serve } from "./static-server.ts";

const chromium = findChromium();
const examples = examplesIn(readFileSync(join(dist, "../README.md"), "utf8"));

describe.skipIf(chromium === null)("the README of @pgt/browser, in Chromium", () => {
  let browser: Browser;
  beforeAll(async () => void (browser = await launch(chromium!)));
  afterAll(() => browser?.close());

  it("has an example", () => expect(examples.map(({ name }) => name)).toEqual(["a page"]));

  it.each(examples)("$name prints what it shows", async ({ text, output }) => {
    const script = text.replace('"@pgt/browser"', '"/pgt/index.js"');
    const server = await serve({ ...plainPage, "/example.mjs": { text: script } });
    try {
      const { page } = await openPage(browser, server.url);
      const printed: string[] = [];
      page.on("console", (message) => void printed.push(message.text()));
      await page.evaluate(`import("/example.mjs")`);
      await vi.waitFor(() => expect(printed.join("\n")).toBe(output?.trim()));
    } finally {
      await server.close();
    }
  });
});
