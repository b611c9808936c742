import { afterAll } from "vitest";
import { conformance } from "../conformance/suite.ts";
import type { TestedPackage } from "../conformance/tested-package.ts";
import { type Engine, inEngine, type TestBrowser } from "./engines.ts";
import { packageIn, plainPage } from "./package-in-page.ts";
import { type StaticServer, serve } from "./static-server.ts";

/** The conformance suite in a page of one engine: a file each, so that they run beside each other. */
export function conformanceIn(name: Engine["name"]): void {
  inEngine(name, "@pgt/browser, built", (engine) => {
    const opened: { server?: StaticServer; browser?: TestBrowser } = {};
    let tested: Promise<TestedPackage> | undefined;
    const load = async () => {
      opened.server = await serve(plainPage);
      opened.browser = await engine.launch();
      return packageIn((await opened.browser.open(opened.server.url)).page);
    };
    afterAll(async () => {
      await opened.browser?.close();
      await opened.server?.close();
    });
    conformance("a page", () => (tested ??= load()));
  });
}
