import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findChromium } from "../browser/chromium.ts";
import { launchWithGraphics, openLab } from "./lab-page.ts";
import { hostLab, isBuilt, type StaticHost } from "./static-host.ts";

const chromium = findChromium();
const missing = chromium === null ? "Chromium" : isBuilt ? null : "the built app";

describe.skipIf(missing !== null)(
  `shared memory in the lab${missing ? ` (skipped: ${missing} is missing)` : ""}`,
  () => {
    let host: StaticHost;
    let browser: Browser;
    beforeAll(async () => {
      host = await hostLab();
      browser = await launchWithGraphics(chromium!);
    });
    afterAll(async () => {
      await browser?.close();
      await host?.close();
    });

    it("from a host that sends no headers, threads may share memory from the second load on", async () => {
      const lab = await openLab(browser, host.url);
      const { page } = lab;
      expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
      await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
      await page.reload();
      await lab.press("Try the simulated study");
      await page.getByRole("heading", { name: "Who annotated what" }).waitFor({ timeout: 60_000 });
      expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
      await lab.run();
      await page.locator(".cases tbody button").first().click();
      await page.waitForSelector(".canvas[aria-busy=false]", { timeout: 60_000 });
      expect(lab.complaints).toEqual([]);
      await lab.close();
    });
  },
);
