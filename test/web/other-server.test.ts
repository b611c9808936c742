import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { serveFolder } from "../../apps/cli/src/commands/ui/serve-folder.ts";
import { describeApp } from "./describe-app.ts";
import { appFolder } from "./static-host.ts";

describeApp("a port that the app was served on", (open, host) => {
  it("belongs to the next server there: its page is shown, and nothing of the app is left", async () => {
    const app = await open();
    const { page } = app;
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await host().close();
    const other = createServer((_, response) => {
      response.writeHead(200, { "content-type": "text/html" }).end("<h1>Another program</h1>");
    });
    const { port } = new URL(host().url);
    await new Promise<void>((resolve) => other.listen(Number(port), "127.0.0.1", resolve));
    expect((other.address() as AddressInfo).port).toBe(Number(port));
    await page.reload();
    await page.getByRole("heading", { name: "Another program" }).waitFor();
    const left = await page.evaluate(async () => [
      (await navigator.serviceWorker.getRegistrations()).length,
      (await caches.keys()).length,
    ]);
    expect(left).toEqual([0, 0]);
    await page.reload();
    expect(await page.evaluate(() => navigator.serviceWorker.controller)).toBeNull();
    await new Promise((resolve) => other.close(resolve));
    await app.close();
  });

  it("by pgt ui has no service worker at all", async () => {
    const { url, close } = await serveFolder(appFolder, 0);
    const app = await open({}, url);
    expect(await app.page.evaluate(() => crossOriginIsolated)).toBe(true);
    await app.page.waitForLoadState("networkidle");
    const registrations = await app.page.evaluate(() => navigator.serviceWorker.getRegistrations());
    expect(registrations).toHaveLength(0);
    await app.close();
    await close();
  });
});
