import type { Browser } from "playwright-core";
import { afterAll, describe } from "vitest";
import type { Door } from "../conformance/door.ts";
import { conformance } from "../conformance/suite.ts";
import { findChromium, launch, openPage } from "./chromium.ts";
import { doorOf, plainPage } from "./door-in-page.ts";
import { type StaticServer, serve } from "./static-server.ts";

const chromium = findChromium();
const opened: { server?: StaticServer; browser?: Browser } = {};
let door: Promise<Door> | undefined;

async function load(): Promise<Door> {
  opened.server = await serve(plainPage);
  opened.browser = await launch(chromium!);
  return doorOf((await openPage(opened.browser, opened.server.url)).page);
}

describe.skipIf(chromium === null)("in Chromium", () => {
  afterAll(async () => {
    await opened.browser?.close();
    await opened.server?.close();
  });
  conformance("@pgt/browser, built", () => (door ??= load()));
});
