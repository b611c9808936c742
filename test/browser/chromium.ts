import { existsSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";

const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The system's Chromium; null if there is none. */
export function findChromium(): string | null {
  return places.find(existsSync) ?? null;
}

export function launch(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: ["--no-sandbox"] });
}

export interface WatchedPage {
  readonly page: Page;
  /** Addresses asked for by the page and its workers. */
  readonly requests: readonly string[];
  /** What the page complained of. */
  readonly complaints: readonly string[];
}

/** Opens a page and waits until it has set `isReady`. */
export async function openPage(browser: Browser, url: string): Promise<WatchedPage> {
  const page = await (await browser.newContext()).newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.context().on("request", (request) => void requests.push(request.url()));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("pageerror", (error) => void complaints.push(String(error)));
  await page.goto(url);
  await page.waitForFunction("globalThis.isReady === true", undefined, { timeout: 20_000 }).catch((cause) => {
    throw new Error(`the page did not start: ${complaints.join("; ")}`, { cause });
  });
  return { page, requests, complaints };
}
