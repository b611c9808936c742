import { afterAll, beforeAll } from "vitest";
import type { Engine, TestBrowser } from "./engines.ts";
import { plainPage } from "./package-in-page.ts";
import { type ServedContent, type StaticServer, serve } from "./static-server.ts";
import type { WatchedPage } from "./test-page.ts";

/** A page with the built package, open while the tests of a group run. */
export interface OpenedPage {
  readonly engine: Engine;
  readonly browser: TestBrowser;
  readonly server: StaticServer;
  readonly watched: WatchedPage;
}

/** To be called in a group of tests: opens the page before them, and closes everything after. */
export function openedPage(engine: Engine, content: ServedContent = {}): OpenedPage {
  const opened: { -readonly [Name in keyof OpenedPage]?: OpenedPage[Name] } = { engine };
  beforeAll(async () => {
    opened.server = await serve({ ...plainPage, ...content });
    opened.browser = await engine.launch();
    opened.watched = await opened.browser.open(opened.server.url);
  });
  afterAll(async () => {
    await opened.browser?.close();
    await opened.server?.close();
  });
  return opened as OpenedPage;
}
