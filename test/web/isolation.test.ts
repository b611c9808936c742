import { expect, it } from "vitest";
import { describeLab } from "./describe-app.ts";

describeLab("shared memory in the lab", (open) => {
  it("from a host that sends no headers, threads may share memory from the second load on", async () => {
    const lab = await open();
    const { page } = lab;
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await page.reload();
    await lab.press("Try the simulated study");
    await page.getByRole("heading", { name: "Who annotated what" }).waitFor({ timeout: 60_000 });
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    await lab.run();
    await page.locator(".cases tbody button").first().click();
    await page.waitForSelector(".canvas[aria-busy=false]", { timeout: 60_000 });
    expect(lab.complaints).toEqual([]);
    await lab.close();
  });
});
