import type { Browser, Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findFirefox, launchFirefox } from "../browser/firefox.ts";
import { hostApp, isBuilt, type StaticHost } from "./static-host.ts";

const firefox = findFirefox();
const missing = firefox === null ? "Firefox" : isBuilt ? null : "the built app";

describe.skipIf(missing !== null)(
  `the app in Firefox${missing ? ` (skipped: ${missing} is missing)` : ""}`,
  () => {
    let host: StaticHost;
    let browser: Browser;
    beforeAll(async () => {
      host = await hostApp();
      browser = await launchFirefox(firefox!);
    });
    afterAll(async () => {
      await browser?.close();
      await host?.close();
    });

    it("runs the simulated study and opens a case, and its policy refuses nothing", async () => {
      const page = await browser.newPage();
      const complaints: string[] = [];
      page.on("console", (message) => {
        if (message.type() === "error") complaints.push(message.text());
      });
      page.on("pageerror", (error) => void complaints.push(String(error)));
      await page.evaluateOnNewDocument(keepNotes);
      await page.setViewport({ width: 1440, height: 900 });
      await page.goto(host.url);
      await press(page, "Try the simulated study");
      await press(page, "Compute the interval");
      await shown(page, "#case-list");
      const started = await page.evaluate(() => (globalThis as unknown as Noted).started);
      // The page starts the workers of the study's worker: one that a worker starts can stop for good.
      const [study, ...others] = started.slice(started.findIndex((url) => url.includes("/study-worker-")));
      expect(study).toMatch(/study-worker/);
      expect(others[0]).toMatch(/\/worker-/);
      expect(await textOf(page, "#answer")).toMatch(/inter-rater.*truth \(known\)/s);
      expect(await page.$("#answer svg.plot")).not.toBeNull();

      await page.locator(".cases tbody button").click();
      await shown(page, ".canvas[aria-busy=false]");
      // Without a graphics card and a display, Firefox has no WebGL.
      const canDraw = await page.evaluate(
        () => document.createElement("canvas").getContext("webgl2") !== null,
      );
      const dialog = await textOf(page, "dialog");
      if (canDraw) expect(dialog).not.toMatch(/cannot be drawn/);
      else expect(dialog).toMatch(/The case cannot be drawn: .*WebGL/);
      expect(complaints).toEqual([]);
      expect(await refusals(page)).toEqual([]);
      // One on purpose: a refusal is noted.
      await page.evaluate(() =>
        fetch("http://127.0.0.2:9/")
          .catch(() => {})
          .then(() => {}),
      );
      expect(await refusals(page)).toEqual(["connect-src http://127.0.0.2:9/"]);
    }, 120_000);
  },
);

const press = (page: Page, name: string) =>
  page.locator(`::-p-aria([name="${name}"][role="button"])`).click();

async function shown(page: Page, selector: string): Promise<void> {
  await page.waitForSelector(selector, { timeout: 60_000 }).catch(async (cause) => {
    const found = await page.evaluate(() => document.body.textContent);
    throw new Error(`${selector} is not shown after a minute; the page says:\n${found}`, { cause });
  });
}

const textOf = (page: Page, selector: string) => page.$eval(selector, ({ textContent }) => textContent);

/** Notes that a page keeps from its start on. */
interface Noted {
  readonly refused: readonly string[];
  /** Addresses of workers. */
  readonly started: readonly string[];
}

function keepNotes(): void {
  const refused: string[] = [];
  const started: string[] = [];
  Object.assign(globalThis, { refused, started } satisfies Noted);
  globalThis.Worker = class extends Worker {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      started.push(String(url));
    }
  };
  document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
    refused.push(`${effectiveDirective} ${blockedURI}`),
  );
}

const refusals = (page: Page) => page.evaluate(() => (globalThis as unknown as Noted).refused);
