import { afterEach, beforeEach, expect, it } from "vitest";
import type { AppPage } from "./app-page.ts";
import { describeApp } from "./describe-app.ts";
import { MaskFolders, maskBytes, rowsOf } from "./mask-folders.ts";

describeApp("what a person corrects before the app runs", (open) => {
  let folders: MaskFolders;
  let app: AppPage;
  beforeEach(async () => {
    folders = new MaskFolders();
    app = await open();
  });
  afterEach(async () => {
    await app.close();
    folders.remove();
  });

  const drop = async (...names: string[]) => {
    await app.drop(names.map((name) => folders.path(name)));
    await app.page.getByRole("heading", { name: "Who annotated what" }).waitFor();
  };
  const pairsOf = (csv: string) =>
    new Set(rowsOf(csv).map(({ a, aSession, b, bSession }) => `${a} ${aSession}, ${b} ${bSession}`));

  it("a rater, and a session: the set becomes the repeat of another", async () => {
    for (const [at, id] of ["anna", "ben", "cleo"].entries()) folders.set(id, at);
    await drop("anna", "ben", "cleo");
    await app.page.getByLabel("Id of cleo").fill("anna");
    await app.page.getByText(/Two sets are anna, session 1/).waitFor();
    await app.page.getByLabel("Session of anna").last().fill("2");
    await app.run();
    expect(pairsOf(await folders.expectAsSavedManifest(app))).toEqual(
      new Set(["anna 1, ben 1", "anna 2, ben 1", "anna 1, anna 2"]),
    );
    expect(await app.page.locator(".cases thead").textContent()).toMatch(/intra-rater/);
  });

  it("what a set is made from: it is not compared with its origin", async () => {
    for (const [at, id] of ["anna", "ben", "net"].entries()) folders.set(id, at);
    await drop("anna", "ben", "net");
    await app.page.getByLabel("Role of net").selectOption("model");
    await app.page.getByText("made from another set").last().click();
    const origin = app.page.getByLabel("Ids of the sets that net is made from");
    await origin.fill("zoe");
    await app.page.getByText("net is made from zoe, which is no set in use: anna, ben, net.").waitFor();
    expect(await app.page.getByRole("button", { name: "Compute the interval" }).isDisabled()).toBe(true);
    await origin.fill("anna");
    await app.run();
    expect(pairsOf(await folders.expectAsSavedManifest(app))).toEqual(
      new Set(["anna 1, ben 1", "ben 1, net 1"]),
    );
  });

  it("a case: names that do not match are matched by the pattern of a set", async () => {
    folders.set("anna", 0);
    for (const [at, id] of ["p1", "p2", "p3"].entries())
      folders.write(`ben/Ben_${id}_final.nii.gz`, maskBytes(7 + at));
    await drop("anna", "ben");
    await app.page.getByText(/no two sets of masks with a case in common/).waitFor();
    for (const [at, [id, files]] of [
      ["anna", "anna/{case}.nii.gz"],
      ["ben", "ben/Ben_{case}_final.nii.gz"],
    ].entries()) {
      await app.press("Add a set");
      await app.page
        .getByLabel(/^Id of/)
        .nth(at)
        .fill(id);
      await app.page.getByLabel(`Files of ${id}`).fill(files);
    }
    expect(await app.page.locator('.entities td[data-title="cases"]').allInnerTexts()).toEqual(["3", "3"]);
    await app.run();
    const rows = rowsOf(await folders.expectAsSavedManifest(app));
    expect(new Set(rows.map((row) => row.case))).toEqual(new Set(["p1", "p2", "p3"]));
  });

  it("labels: their names, and which are compared", async () => {
    for (const [at, id] of ["anna", "ben"].entries()) folders.set(id, at);
    await drop("anna", "ben");
    const structures = app.page.getByLabel("Structures");
    await structures.fill("liver");
    await app.press("Compute the interval");
    await app.page
      .getByRole("alert")
      .getByText(/liver: no such file or folder/)
      .waitFor();
    await structures.fill("2: spleen\nliver");
    await app.page.getByText(/"liver" has no number in front/).waitFor();
    await structures.fill("2: spleen");
    await app.run();
    const rows = rowsOf(await folders.expectAsSavedManifest(app));
    expect(new Set(rows.map(({ label, name }) => `${label} ${name}`))).toEqual(new Set(["2 spleen"]));
  });

  it("a set is left out, and taken in again", async () => {
    for (const [at, id] of ["anna", "ben", "cleo"].entries()) folders.set(id, at);
    await drop("anna", "ben", "cleo");
    await app.page.getByLabel("Use cleo").uncheck();
    await app.page.getByText("3 files take no part").waitFor();
    await app.run();
    expect(pairsOf(await folders.expectAsSavedManifest(app))).toEqual(new Set(["anna 1, ben 1"]));
    await app.press("Change the study");
    await app.page.getByLabel("Use cleo").check();
    await app.run();
    expect(pairsOf(await folders.expectAsSavedManifest(app)).size).toBe(3);
  });
});
