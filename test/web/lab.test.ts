import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findChromium } from "../browser/chromium.ts";
import { longestTaskMs } from "../browser/main-thread.ts";
import { launchWithGraphics, openLab } from "./lab-page.ts";
import { hostLab, isBuilt, type StaticHost } from "./static-host.ts";

const chromium = findChromium();
const missing = chromium === null ? "Chromium" : isBuilt ? null : "the built app";

describe.skipIf(missing !== null)(`the lab${missing ? ` (skipped: ${missing} is missing)` : ""}`, () => {
  let host: StaticHost;
  let browser: Browser;
  const scratch = mkdtempSync(join(tmpdir(), "pgt-lab-"));
  beforeAll(async () => {
    host = await hostLab();
    browser = await launchWithGraphics(chromium!);
  });
  afterAll(async () => {
    await browser?.close();
    await host?.close();
    rmSync(scratch, { recursive: true, force: true });
  });

  it("simulates a study, can be cancelled in the middle, and runs it on a phone in the dark", async () => {
    const lab = await openLab(browser, host.url, {
      viewport: { width: 390, height: 844 },
      colorScheme: "dark",
    });
    const { page } = lab;
    await lab.press("Try the simulated study");
    await page.getByRole("heading", { name: "Who annotated what" }).waitFor({ timeout: 60_000 });
    await lab.press("Compute the interval");
    await page.getByText(/Comparing masks: .*\(\d+ of \d+\)/).waitFor({ timeout: 30_000 });
    await lab.press("Cancel");
    await page.getByRole("heading", { name: "Who annotated what" }).waitFor();
    expect(await longestTaskMs(browser, page, () => lab.run())).toBeLessThan(100);
    expect(await page.locator("#answer").textContent()).toMatch(/truth \(known\)/);
    expect(await lab.seriousFaults()).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
    expect(lab.complaints).toEqual([]);
    await lab.close();
  }, 120_000);

  it("says of a text file that it is no mask", async () => {
    const file = join(scratch, "letter.txt");
    writeFileSync(file, "Dear colleague,\n");
    const lab = await openLab(browser, host.url);
    await lab.drop([file]);
    await lab.page
      .getByRole("alert")
      .getByText(/letter\.txt: no mask among them/)
      .waitFor();
    await lab.close();
  });

  it("opens without a network after the first load", async () => {
    const lab = await openLab(browser, host.url);
    const { page } = lab;
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await page.context().setOffline(true);
    await page.reload();
    await lab.press("Try the simulated study");
    await page.getByRole("heading", { name: "Who annotated what" }).waitFor({ timeout: 60_000 });
    await lab.run();
    await page.locator(".cases tbody button").first().click();
    await page.waitForSelector(".canvas[aria-busy=false]", { timeout: 60_000 });
    await lab.close();
  }, 120_000);
});
