import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findChromium } from "../browser/chromium.ts";
import { longestTaskMs } from "../browser/main-thread.ts";
import { peakPageMiB } from "../browser/peak-memory.ts";
import { launchWithGraphics, openApp } from "./app-page.ts";
import { largePair, manyRows } from "./large-folders.ts";
import { hostApp, isBuilt, type StaticHost } from "./static-host.ts";

const chromium = findChromium();
const missing = chromium === null ? "Chromium" : isBuilt ? null : "the built app";

describe.skipIf(missing !== null)(
  `a large study in the app${missing ? ` (skipped: ${missing} is missing)` : ""}`,
  () => {
    let host: StaticHost;
    beforeAll(async () => {
      host = await hostApp();
    });
    afterAll(() => host?.close());

    it.each([
      { what: "a pair of 512 x 512 x 300 voxels and 60 labels", write: largePair, rows: /^59 of 59 rows/ },
      { what: "144000 rows of 100 cases", write: manyRows, rows: /^Rows 1 to 100 of \d{4} of \d{4} rows/ },
    ])(
      "$what: the page is never held up for 100 ms",
      async ({ what, write, rows }) => {
        const scratch = mkdtempSync(join(tmpdir(), "pgt-large-"));
        // A browser of its own, for its memory.
        const browser = await launchWithGraphics(chromium!);
        try {
          const dropped = write(scratch);
          const app = await openApp(browser, host.url);
          const { page } = app;
          await page.evaluate(watchLongTasks);
          const longestMs = await longestTaskMs(page, async () => {
            await app.drop(dropped);
            await page.locator(".entities").waitFor({ timeout: 60_000 });
            await page.locator("button.main").click();
            await page.locator("#case-list").waitFor({ timeout: 300_000 });
            await readThrough(page);
          });
          expect(await page.locator("#case-list [role=status]").textContent()).toMatch(rows);
          expect(app.complaints).toEqual([]);
          const longest = `${longestMs.toFixed(0)} ms of processor time, ${await longestSeen(page)} by the clock`;
          const peak = (await peakPageMiB(browser))?.toFixed(0) ?? "unknown";
          console.info(`${what}: longest task of the page ${longest}; its peak memory ${peak} MiB`);
          expect(longestMs).toBeLessThan(100);
        } finally {
          await browser.close();
          rmSync(scratch, { recursive: true, force: true });
        }
      },
      400_000,
    );
  },
);

/** Sorts, filters, turns to the next rows and unfolds what is folded away, as a reader would. */
async function readThrough(page: Page): Promise<void> {
  const heads = page.locator(".cases thead th button");
  for (const at of [2, 0, 1, 2]) {
    await heads.nth(at).click();
    await drawn(page);
  }
  const next = page.getByText("Next rows");
  if (await next.isVisible()) {
    await next.click();
    await drawn(page);
  }
  await page.locator(".filters input").pressSequentially("case1");
  await page.locator(".filters select").first().selectOption({ index: 1 });
  await page.locator(".filters select").last().selectOption({ index: 5 });
  await drawn(page);
  await page.locator(".filters select").last().selectOption({ index: 0 });
  await page.locator(".filters input").fill("");
  const closed = page.locator("details:not([open]) > summary:visible");
  await page.getByText("All numbers").last().click();
  for (let opened = 0; opened < 4; opened++) {
    await drawn(page);
    await page.locator("details[aria-busy=true]").waitFor({ state: "detached" });
    await closed.first().click();
  }
  await drawn(page);
  await page.locator("details[aria-busy=true]").waitFor({ state: "detached" });
}

/** Waits for two frames of the page: what a click changes is drawn in the first, and its effects have run by the second. */
function drawn(page: Page): Promise<void> {
  return page.evaluate(
    () => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))),
  );
}

interface Watching {
  longTaskMs: number;
}

/** Tasks of more than 50 ms, as the browser counts them: by the clock, whatever else the machine does. */
function watchLongTasks(): void {
  const scope = globalThis as unknown as Watching;
  scope.longTaskMs = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) scope.longTaskMs = Math.max(scope.longTaskMs, duration);
  }).observe({ type: "longtask" });
}

async function longestSeen(page: Page): Promise<string> {
  const ms = await page.evaluate(() => (globalThis as unknown as Watching).longTaskMs);
  return ms === 0 ? "below 50 ms" : `${ms.toFixed(0)} ms`;
}
