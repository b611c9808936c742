import { afterAll } from "vitest";
import { networkConformance } from "../conformance/network.ts";
import { conformance } from "../conformance/suite.ts";
import { type Engine, inEngine, type TestBrowser } from "./engines.ts";
import { networkIn } from "./network-in-page.ts";
import { packageIn, plainPage } from "./package-in-page.ts";
import { type StaticServer, serve } from "./static-server.ts";
import type { TestPage } from "./test-page.ts";

/** The conformance suite in a page of one engine: a file each, so that they run beside each other. */
export function conformanceIn(name: Engine["name"]): void {
  inEngine(name, "@pgt/browser, built", (engine) => {
    const opened: { server?: StaticServer; browser?: TestBrowser } = {};
    let page: Promise<TestPage> | undefined;
    const open = async () => {
      opened.server = await serve(plainPage);
      opened.browser = await engine.launch();
      return (await opened.browser.open(opened.server.url)).page;
    };
    const loaded = () => (page ??= open());
    afterAll(async () => {
      await opened.browser?.close();
      await opened.server?.close();
    });
    conformance("a page", async () => packageIn(await loaded()));
    networkConformance("a page", async () => networkIn(await loaded()));
  });
}
