import { existsSync } from "node:fs";
import puppeteer, { type Browser } from "puppeteer-core";
import { type TestPage, type WatchedPage, waitUntilReady } from "./test-page.ts";

/** Programs, not the scripts that start a packaged sandbox: those cannot read a profile of a temporary folder. */
const places = ["/usr/lib/firefox-esr/firefox-esr", "/usr/lib/firefox/firefox"];

/** The system's Firefox; null if there is none. */
export function findFirefox(): string | null {
  return places.find(existsSync) ?? null;
}

/** Drives Firefox over WebDriver BiDi, which an unchanged one understands. */
export function launchFirefox(executablePath: string): Promise<Browser> {
  return puppeteer.launch({ browser: "firefox", executablePath, protocolTimeout: 120_000 });
}

/** Opens a page and waits until it has set `isReady`. */
export async function openFirefoxPage(browser: Browser, url: string): Promise<WatchedPage> {
  const page = await (await browser.createBrowserContext()).newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => {
    // Browsers ask for it by themselves; of Chromium it is not told.
    if (!request.url().endsWith("/favicon.ico")) requests.push(request.url());
  });
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("pageerror", (error) => void complaints.push(String(error)));
  await page.goto(url);
  const watched = { page: page as TestPage, requests, complaints };
  await waitUntilReady(watched);
  return watched;
}
