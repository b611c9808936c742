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

/** Opens the page before the tests of a group, in which it is called, and closes everything after them. */
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
