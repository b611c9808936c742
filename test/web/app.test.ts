import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { longestTaskMs } from "../browser/main-thread.ts";
import { describeApp } from "./describe-app.ts";

const scratch = mkdtempSync(join(tmpdir(), "pgt-app-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describeApp("the app", (open) => {
  it("simulates a study, can be cancelled in the middle, and runs it on a phone in the dark", async () => {
    const app = await open({
      viewport: { width: 390, height: 844 },
      colorScheme: "dark",
    });
    const { page } = app;
    await app.press("Try the simulated study");
    await page.getByRole("heading", { name: "Who annotated what" }).waitFor({ timeout: 60_000 });
    await app.press("Compute the interval");
    await page.getByText(/Comparing masks: .*\(\d+ of \d+\)/).waitFor({ timeout: 30_000 });
    await app.press("Cancel");
    await page.getByRole("heading", { name: "Who annotated what" }).waitFor();
    expect(await longestTaskMs(page, () => app.run())).toBeLessThan(100);
    expect(await page.locator("#answer").textContent()).toMatch(/truth \(known\)/);
    expect(await app.seriousFaults()).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
    expect(app.complaints).toEqual([]);
    await app.close();
  }, 120_000);

  it("says of a text file that it is no mask", async () => {
    const file = join(scratch, "letter.txt");
    writeFileSync(file, "Dear colleague,\n");
    const app = await open();
    await app.drop([file]);
    await app.page
      .getByRole("alert")
      .getByText(/letter\.txt: no mask among them/)
      .waitFor();
    await app.close();
  });

  it("opens without a network after the first load", async () => {
    const app = await open();
    const { page } = app;
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await page.context().setOffline(true);
    await page.reload();
    await app.press("Try the simulated study");
    await page.getByRole("heading", { name: "Who annotated what" }).waitFor({ timeout: 60_000 });
    await app.run();
    await page.locator(".cases tbody button").first().click();
    await page.waitForSelector(".canvas[aria-busy=false]", { timeout: 60_000 });
    await app.close();
  }, 120_000);
});
