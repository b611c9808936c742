import { expect, it } from "vitest";
import { describeApp } from "./describe-app.ts";

describeApp("shared memory in the app", (open) => {
  it("from a host that sends no headers, threads may share memory from the second load on", async () => {
    const app = await open();
    const { page } = app;
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await page.reload();
    await app.press("Try the simulated study");
    await page.getByRole("heading", { name: "Who annotated what" }).waitFor({ timeout: 60_000 });
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    await app.run();
    await page.locator(".cases tbody button").first().click();
    await page.waitForSelector(".canvas[aria-busy=false]", { timeout: 60_000 });
    expect(app.complaints).toEqual([]);
    await app.close();
  });
});
