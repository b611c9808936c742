import { afterAll } from "vitest";
import type { Door } from "../conformance/door.ts";
import { conformance } from "../conformance/suite.ts";
import { doorOf, plainPage } from "./door-in-page.ts";
import { type Engine, inEngine, type TestBrowser } from "./engines.ts";
import { type StaticServer, serve } from "./static-server.ts";

/** The conformance suite in a page of one engine: a file each, so that they run beside each other. */
export function conformanceIn(name: Engine["name"]): void {
  inEngine(name, "@pgt/browser, built", (engine) => {
    const opened: { server?: StaticServer; browser?: TestBrowser } = {};
    let door: Promise<Door> | undefined;
    const load = async () => {
      opened.server = await serve(plainPage);
      opened.browser = await engine.launch();
      return doorOf((await opened.browser.open(opened.server.url)).page);
    };
    afterAll(async () => {
      await opened.browser?.close();
      await opened.server?.close();
    });
    conformance("a page", () => (door ??= load()));
  });
}
