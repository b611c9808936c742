import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, beforeAll, describe } from "vitest";
import { findChromium } from "../browser/chromium.ts";
import { type LabPage, launchWithGraphics, openLab } from "./app-page.ts";
import { hostLab, isBuilt, type StaticHost } from "./static-host.ts";

export type OpenLab = (options?: BrowserContextOptions) => Promise<LabPage>;

const chromium = findChromium();
const missing = chromium === null ? "Chromium" : isBuilt ? null : "the built app";

/** Tests of the built lab in Chromium; each opens it anew. Skipped by name where one of the two is missing. */
export function describeLab(title: string, tests: (open: OpenLab) => void): void {
  describe.skipIf(missing !== null)(`${title}${missing ? ` (skipped: ${missing} is missing)` : ""}`, () => {
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
    tests((options) => openLab(browser, host.url, options));
  });
}
