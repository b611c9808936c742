import { afterEach, beforeEach, expect, it } from "vitest";
import type { LabPage } from "./app-page.ts";
import { describeLab } from "./describe-app.ts";
import { MaskFolders, maskBytes, rowsOf } from "./mask-folders.ts";

describeLab("what a person corrects before the lab runs", (open) => {
  let folders: MaskFolders;
  let lab: LabPage;
  beforeEach(async () => {
    folders = new MaskFolders();
    lab = await open();
  });
  afterEach(async () => {
    await lab.close();
    folders.remove();
  });

  const drop = async (...names: string[]) => {
    await lab.drop(names.map((name) => folders.path(name)));
    await lab.page.getByRole("heading", { name: "Who annotated what" }).waitFor();
  };
  const pairsOf = (csv: string) =>
    new Set(rowsOf(csv).map(({ a, aSession, b, bSession }) => `${a} ${aSession}, ${b} ${bSession}`));

  it("a rater, and a session: the set becomes the repeat of another", async () => {
    for (const [at, id] of ["anna", "ben", "cleo"].entries()) folders.set(id, at);
    await drop("anna", "ben", "cleo");
    await lab.page.getByLabel("Id of cleo").fill("anna");
    expect(await lab.page.getByText(/Two sets are anna, session 1/).count()).toBe(1);
    await lab.page.getByLabel("Session of anna").last().fill("2");
    await lab.run();
    expect(pairsOf(await folders.expectAsSavedManifest(lab))).toEqual(
      new Set(["anna 1, ben 1", "anna 2, ben 1", "anna 1, anna 2"]),
    );
    expect(await lab.page.locator(".cases thead").textContent()).toMatch(/intra-rater/);
  });

  it("what a set is made from: it is not compared with its origin", async () => {
    for (const [at, id] of ["anna", "ben", "net"].entries()) folders.set(id, at);
    await drop("anna", "ben", "net");
    await lab.page.getByLabel("Role of net").selectOption("model");
    await lab.page.getByText("made from another set").last().click();
    const origin = lab.page.getByLabel("Ids of the sets that net is made from");
    await origin.fill("zoe");
    await lab.page.getByText("net is made from zoe, which is no set in use: anna, ben, net.").waitFor();
    expect(await lab.page.getByRole("button", { name: "Compute the interval" }).isDisabled()).toBe(true);
    await origin.fill("anna");
    await lab.run();
    expect(pairsOf(await folders.expectAsSavedManifest(lab))).toEqual(
      new Set(["anna 1, ben 1", "ben 1, net 1"]),
    );
  });

  it("a case: names that do not match are matched by the pattern of a set", async () => {
    folders.set("anna", 0);
    for (const [at, id] of ["p1", "p2", "p3"].entries())
      folders.write(`ben/Ben_${id}_final.nii.gz`, maskBytes(7 + at));
    await drop("anna", "ben");
    await lab.page.getByText(/no two sets of masks with a case in common/).waitFor();
    for (const [at, [id, files]] of [
      ["anna", "anna/{case}.nii.gz"],
      ["ben", "ben/Ben_{case}_final.nii.gz"],
    ].entries()) {
      await lab.press("Add a set");
      await lab.page
        .getByLabel(/^Id of/)
        .nth(at)
        .fill(id);
      await lab.page.getByLabel(`Files of ${id}`).fill(files);
    }
    expect(await lab.page.locator('.entities td[data-title="cases"]').allInnerTexts()).toEqual(["3", "3"]);
    await lab.run();
    const rows = rowsOf(await folders.expectAsSavedManifest(lab));
    expect(new Set(rows.map((row) => row.case))).toEqual(new Set(["p1", "p2", "p3"]));
  });

  it("labels: their names, and which are compared", async () => {
    for (const [at, id] of ["anna", "ben"].entries()) folders.set(id, at);
    await drop("anna", "ben");
    const structures = lab.page.getByLabel("Structures");
    await structures.fill("liver");
    await lab.press("Compute the interval");
    await lab.page
      .getByRole("alert")
      .getByText(/liver: no such file or folder/)
      .waitFor();
    await structures.fill("2: spleen\nliver");
    await lab.page.getByText(/"liver" has no number in front/).waitFor();
    await structures.fill("2: spleen");
    await lab.run();
    const rows = rowsOf(await folders.expectAsSavedManifest(lab));
    expect(new Set(rows.map(({ label, name }) => `${label} ${name}`))).toEqual(new Set(["2 spleen"]));
  });

  it("a set is left out, and taken in again", async () => {
    for (const [at, id] of ["anna", "ben", "cleo"].entries()) folders.set(id, at);
    await drop("anna", "ben", "cleo");
    await lab.page.getByLabel("Use cleo").uncheck();
    await lab.page.getByText("3 files take no part").waitFor();
    await lab.run();
    expect(pairsOf(await folders.expectAsSavedManifest(lab))).toEqual(new Set(["anna 1, ben 1"]));
    await lab.press("Change the study");
    await lab.page.getByLabel("Use cleo").check();
    await lab.run();
    expect(pairsOf(await folders.expectAsSavedManifest(lab)).size).toBe(3);
  });
});
