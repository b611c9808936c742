import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, beforeAll, describe } from "vitest";
import { findChromium } from "../browser/chromium.ts";
import { type AppPage, launchWithGraphics, openApp } from "./app-page.ts";
import { hostApp, isBuilt, type StaticHost } from "./static-host.ts";

/** Opens the app, from its host unless another address is given. */
export type OpenApp = (options?: BrowserContextOptions, url?: string) => Promise<AppPage>;

const chromium = findChromium();
const missing = chromium === null ? "Chromium" : isBuilt ? null : "the built app";

/** Tests of the built app in Chromium; each opens it anew. Skipped by name where one of the two is missing. */
export function describeApp(title: string, tests: (open: OpenApp, host: () => StaticHost) => void): void {
  describe.skipIf(missing !== null)(`${title}${missing ? ` (skipped: ${missing} is missing)` : ""}`, () => {
    let host: StaticHost;
    let browser: Browser;
    beforeAll(async () => {
      host = await hostApp();
      browser = await launchWithGraphics(chromium!);
    });
    afterAll(async () => {
      await browser?.close();
      await host?.close();
    });
    tests(
      (options, url = host.url) => openApp(browser, url, options),
      () => host,
    );
  });
}
