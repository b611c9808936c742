import { describe } from "vitest";
import { findChromium, launch, openPage } from "./chromium.ts";
import { findFirefox, launchFirefox, openFirefoxPage } from "./firefox.ts";
import type { WatchedPage } from "./test-page.ts";

export interface TestBrowser {
  open(url: string): Promise<WatchedPage>;
  close(): Promise<void>;
}

export interface Engine {
  readonly name: "Chromium" | "Firefox";
  /** The system's browser; null if there is none. */
  readonly executable: string | null;
  launch(): Promise<TestBrowser>;
}

const chromium: Engine = {
  name: "Chromium",
  executable: findChromium(),
  launch: async () => {
    const browser = await launch(chromium.executable!);
    return { open: (url) => openPage(browser, url), close: () => browser.close() };
  },
};

const firefox: Engine = {
  name: "Firefox",
  executable: findFirefox(),
  launch: async () => {
    const browser = await launchFirefox(firefox.executable!);
    return { open: (url) => openFirefoxPage(browser, url), close: () => browser.close() };
  },
};

const engines = [chromium, firefox];

/** Tests in an engine; skipped by name where the system has no browser of it. */
export function inEngine(name: Engine["name"], what: string, tests: (engine: Engine) => void): void {
  const engine = engines.find((one) => one.name === name)!;
  const isMissing = engine.executable === null;
  const why = isMissing ? ` (skipped: ${name} is missing)` : "";
  describe.skipIf(isMissing)(`${what}, in ${name}${why}`, () => tests(engine));
}

/** The same tests in every engine. */
export function inEachEngine(what: string, tests: (engine: Engine) => void): void {
  for (const { name } of engines) inEngine(name, what, tests);
}
