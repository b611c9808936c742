import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findChromium } from "../browser/chromium.ts";
import { hasData, pgt } from "../e2e/run-pgt.ts";
import { type AppPage, launchWithGraphics, openApp } from "./app-page.ts";
import { type KidneyFolder, kidneyFolder, spoil } from "./kidney-folder.ts";
import { countOf, isOutline, type Picture, pictureThat, pixelsOf } from "./picture.ts";
import { hostApp, isBuilt, type StaticHost } from "./static-host.ts";

const chromium = findChromium();
const missing =
  chromium === null ? "Chromium" : !isBuilt ? "the built app" : hasData ? null : "../shared/data";

describe.skipIf(missing !== null)(
  `the app with real masks${missing ? ` (skipped: ${missing} is missing)` : ""}`,
  () => {
    let host: StaticHost;
    let browser: Browser;
    let app: AppPage;
    let folder: KidneyFolder;
    beforeAll(async () => {
      host = await hostApp();
      browser = await launchWithGraphics(chromium!);
      folder = kidneyFolder(["00010", "00061", "00087"]);
      app = await openApp(browser, host.url);
    });
    afterAll(async () => {
      await browser?.close();
      await host?.close();
      folder?.remove();
    });

    it("takes a dropped folder and guesses who is who", async () => {
      expect(await app.seriousFaults()).toEqual([]);
      await app.drop([folder.kits]);
      await app.page.getByRole("heading", { name: "Who annotated what" }).waitFor();
      const roles = await app.page
        .getByLabel(/^Role of/)
        .evaluateAll((all) => all.map((one) => (one as HTMLSelectElement).value));
      expect(roles).toEqual(["rater", "rater", "rater"]);
      expect(await app.seriousFaults()).toEqual([]);
    });

    it("runs with a corrected role and shows the interval", async () => {
      await app.page.getByLabel("Role of rater3").selectOption("model");
      await app.run();
      await app.page.locator("#answer svg.plot").first().waitFor();
      const answer = await app.page.locator("#answer").textContent();
      expect(answer).toMatch(/inter-rater/);
      expect(answer).toMatch(/rater3: compatible with inter-rater agreement/);
      expect(await app.seriousFaults()).toEqual([]);
    });

    it("saves the table that the command prints for the saved manifest, digit for digit", async () => {
      const manifest = await app.save(/^Study manifest/);
      const table = await app.save(/^Score table \(CSV\)/);
      expect([manifest.name, table.name]).toEqual(["kits-manifest.yaml", "kits-scores.csv"]);
      const path = join(folder.parent, manifest.name);
      writeFileSync(path, manifest.bytes);
      const { code, stdout } = await pgt(["interval", path, "--format", "csv", "--quiet"]);
      expect(code).toBe(0);
      expect(table.bytes.toString()).toBe(stdout);
    });

    it("saves the result as the command prints it, a report that loads nothing, and Parquet", async () => {
      const path = join(folder.parent, "kits-manifest.yaml");
      const { stdout } = await pgt(["interval", path, "--format", "json", "--quiet"]);
      const [ours, theirs] = [JSON.parse((await app.save(/^Result/)).bytes.toString()), JSON.parse(stdout)];
      for (const field of ["schema", "version", "settings", "bounds", "models", "warnings", "seed"]) {
        expect(ours[field], field).toEqual(theirs[field]);
      }
      const report = (await app.save(/^Report/)).bytes.toString();
      expect(report).toMatch(/^<!DOCTYPE html>/);
      expect(report).toContain("Where raters differ most");
      expect(report).not.toMatch(/<script|\bsrc=|https?:\/\/(?!doi|arxiv)[^\s"<]*\.(js|css)/);
      const parquet = await app.save(/^Score table \(Parquet\)/);
      expect(parquet.bytes.subarray(0, 4).toString()).toBe("PAR1");
    });

    it("sorts, filters, and opens the case with the worst agreement", async () => {
      const { page } = app;
      const values = () =>
        page
          .locator(".cases tbody td.num:nth-child(3)")
          .evaluateAll((all) => all.map((one) => Number(one.textContent)));
      const worstFirst = await values();
      expect(worstFirst).toEqual([...worstFirst].sort((a, b) => a - b));
      await app.press(/^inter-rater/);
      expect(await values()).toEqual([...worstFirst].reverse());
      await app.press(/^inter-rater/);
      await page.getByLabel("Case contains").fill("00061");
      expect(new Set(await page.locator(".cases tbody th").allInnerTexts())).toEqual(new Set(["case_00061"]));
      await page.getByLabel("Case contains").fill("");
      await page.locator(".cases tbody button").first().click();
      const dialog = page.getByRole("dialog");
      await dialog.getByText(/voxels that at least one of them marks/).waitFor({ timeout: 30_000 });
      await page.waitForSelector(".canvas[aria-busy=false]", { timeout: 60_000 });
      const outlined = (picture: Picture) =>
        countOf(pixelsOf(picture, isOutline.first)) + countOf(pixelsOf(picture, isOutline.second));
      const canvas = page.locator("canvas");
      await pictureThat(canvas, (picture) => expect(outlined(picture)).toBeGreaterThan(0));
      await dialog.getByLabel("rater1", { exact: true }).uncheck();
      await dialog.getByLabel("rater2", { exact: true }).uncheck();
      await dialog.getByLabel(/^disagreement/).uncheck();
      await pictureThat(canvas, (picture) => expect(outlined(picture)).toBe(0));
      await dialog.getByLabel("3-D").check();
      expect(await app.seriousFaults()).toEqual([]);
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "detached" });
    }, 120_000);

    it("asks nobody but its host, and its policy has refused nothing", () => {
      expect(app.requests.length).toBeGreaterThan(5);
      expect(
        app.requests.filter(
          (url) => !url.startsWith(host.url) && !url.startsWith(`blob:${new URL(host.url).origin}`),
        ),
      ).toEqual([]);
      expect(app.complaints).toEqual([]);
    });

    it("names the files that it cannot use and goes on with the others", async () => {
      const bad = kidneyFolder(["00010", "00061", "00087", "00113"]);
      spoil(bad, "00061", "00087", "00113");
      const second = await openApp(browser, host.url);
      try {
        await second.drop([bad.kits]);
        await second.page.getByText(/file takes no part/).click();
        expect(
          await second.page
            .getByText(/kits\/rater1\/notes\.txt/)
            .locator("..")
            .textContent(),
        ).toMatch(/in no format of masks or images/);
        await second.run();
        const faults = await second.page.getByRole("region", { name: /faults? in files/ }).textContent();
        expect(faults).toMatch(/kits\/rater2\/case_00061\.nii\.gz.*ends early/s);
        expect(faults).toMatch(/case_00087/);
        const cases = new Set(await second.page.locator(".cases tbody th").allInnerTexts());
        expect(cases).toEqual(new Set(["case_00010", "case_00061", "case_00087", "case_00113"]));
      } finally {
        await second.close();
        bad.remove();
      }
    });
  },
);
