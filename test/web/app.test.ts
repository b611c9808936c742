import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { longestTaskMs } from "../browser/main-thread.ts";
import { describeLab } from "./describe-app.ts";

const scratch = mkdtempSync(join(tmpdir(), "pgt-lab-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describeLab("the lab", (open) => {
  it("simulates a study, can be cancelled in the middle, and runs it on a phone in the dark", async () => {
    const lab = await open({
      viewport: { width: 390, height: 844 },
      colorScheme: "dark",
    });
    const { page } = lab;
    await lab.press("Try the simulated study");
    await page.getByRole("heading", { name: "Who annotated what" }).waitFor({ timeout: 60_000 });
    await lab.press("Compute the interval");
    await page.getByText(/Comparing masks: .*\(\d+ of \d+\)/).waitFor({ timeout: 30_000 });
    await lab.press("Cancel");
    await page.getByRole("heading", { name: "Who annotated what" }).waitFor();
    expect(await longestTaskMs(page, () => lab.run())).toBeLessThan(100);
    expect(await page.locator("#answer").textContent()).toMatch(/truth \(known\)/);
    expect(await lab.seriousFaults()).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
    expect(lab.complaints).toEqual([]);
    await lab.close();
  }, 120_000);

  it("says of a text file that it is no mask", async () => {
    const file = join(scratch, "letter.txt");
    writeFileSync(file, "Dear colleague,\n");
    const lab = await open();
    await lab.drop([file]);
    await lab.page
      .getByRole("alert")
      .getByText(/letter\.txt: no mask among them/)
      .waitFor();
    await lab.close();
  });

  it("opens without a network after the first load", async () => {
    const lab = await open();
    const { page } = lab;
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await page.context().setOffline(true);
    await page.reload();
    await lab.press("Try the simulated study");
    await page.getByRole("heading", { name: "Who annotated what" }).waitFor({ timeout: 60_000 });
    await lab.run();
    await page.locator(".cases tbody button").first().click();
    await page.waitForSelector(".canvas[aria-busy=false]", { timeout: 60_000 });
    await lab.close();
  }, 120_000);
});
