import { existsSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";
import { type WatchedPage, waitUntilReady } from "./test-page.ts";

const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The system's Chromium; null if there is none. */
export function findChromium(): string | null {
  return places.find(existsSync) ?? null;
}

export function launch(executablePath: string, flags: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath, args: ["--no-sandbox", ...flags] });
}

/** Opens a page and waits until it has set `isReady`. */
export async function openPage(browser: Browser, url: string): Promise<WatchedPage<Page>> {
  const page = await (await browser.newContext()).newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.context().on("request", (request) => void requests.push(request.url()));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("pageerror", (error) => void complaints.push(String(error)));
  await page.goto(url);
  const watched = { page, requests, complaints };
  await waitUntilReady(watched);
  return watched;
}
