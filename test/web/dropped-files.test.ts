import { afterAll, beforeAll, expect, it } from "vitest";
import { zipBytes } from "../browser/page/zip-bytes.ts";
import type { LabPage } from "./app-page.ts";
import { describeLab } from "./describe-app.ts";
import { MaskFolders, maskBytes, rowsOf } from "./mask-folders.ts";

describeLab("what can be dropped on the lab", (open) => {
  let folders: MaskFolders;
  let anna: string;
  let ben: string;
  let net: string;
  beforeAll(() => {
    folders = new MaskFolders();
    [anna, ben, net] = ["anna", "ben", "net"].map((id, at) => folders.set(id, at)) as [
      string,
      string,
      string,
    ];
  });
  afterAll(() => folders.remove());

  const studyPage = (lab: LabPage) => lab.page.getByRole("heading", { name: "Who annotated what" }).waitFor();
  const ids = (lab: LabPage) =>
    lab.page.getByLabel(/^Id of/).evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));
  const cases = (lab: LabPage) => lab.page.locator('.entities td[data-title="cases"]').allInnerTexts();
  const alert = (lab: LabPage) => lab.page.getByRole("alert").getByRole("paragraph");

  it("a zip, as the folders in it", async () => {
    const sets = [anna, ben].flatMap((_, set) =>
      ["p1", "p2"].map((id, at) => ({
        path: `raters/${["anna", "ben"][set]}/${id}.nii.gz`,
        content: maskBytes(7 * set + at),
      })),
    );
    const zip = folders.write("raters.zip", zipBytes([{ path: "raters/" }, ...sets]));
    for (const { path, content } of sets) folders.write(path, content);
    const lab = await open();
    await lab.drop([zip]);
    await lab.run();
    expect(rowsOf(await folders.expectAsSavedManifest(lab))).toHaveLength(2 * 2 * 3);
    expect(lab.complaints).toEqual([]);
    await lab.close();
  });

  it("a manifest written for the command, with the folders that it names", async () => {
    const manifest = folders.write(
      "written.yaml",
      `pgt: 1
name: by hand
labels: { 1: liver, 2: spleen }
clusters: '^(p)'
metrics: [dice, nsd@1, hd@90]
convention: { preset: monai, empties: mr }
entities:
  - { id: anna, role: rater, masks: "anna/{case}.nii.gz" }
  - { id: anna, role: rater, session: 2, masks: "net/{case}.nii.gz" }
  - { id: ben, role: rater, masks: "ben/{case}.nii.gz" }
`,
    );
    const lab = await open();
    await lab.drop([manifest, anna, ben, net]);
    await studyPage(lab);
    expect(await ids(lab)).toEqual(["anna", "anna", "ben"]);
    expect(await cases(lab)).toEqual(["3", "3", "3"]);
    await lab.run();
    const rows = rowsOf(await folders.expectAsCommand(lab, manifest));
    expect(new Set(rows.map(({ name }) => name))).toEqual(new Set(["liver", "spleen"]));
    expect(new Set(rows.map(({ metric }) => metric))).toEqual(new Set(["dice", "nsd@1", "hd90"]));
    await lab.close();
  });

  it("a manifest that the lab itself has saved, in a folder with its masks", async () => {
    for (const [at, id] of ["anna", "ben"].entries()) folders.set(`again/${id}`, at);
    const lab = await open();
    await lab.drop([folders.path("again")]);
    await studyPage(lab);
    await lab.page.getByLabel("Id of ben").fill("benedikt");
    const saved = await lab.save("Save the manifest");
    await lab.press("Start over");
    const manifest = folders.write(saved.name, saved.bytes);
    await lab.drop([folders.path("again"), manifest]);
    await studyPage(lab);
    expect(await ids(lab)).toEqual(["anna", "benedikt"]);
    await lab.run();
    await folders.expectAsCommand(lab, manifest);
    await lab.close();
  });

  it("one folder after another, and one of them twice: corrections stay, and nothing is doubled", async () => {
    const lab = await open();
    await lab.drop([anna]);
    await lab.page.getByText(/no two sets of masks with a case in common/).waitFor();
    await lab.drop([ben]);
    await lab.page.getByLabel("Id of ben").waitFor();
    await lab.page.getByLabel("Id of ben").fill("benedikt");
    await lab.page.getByLabel(/^Dice/).uncheck();
    await lab.drop([net]);
    await lab.page.getByLabel("Role of net").waitFor();
    await lab.drop([ben]);
    await lab.page.locator(".drop").getByText("Reading the list of files").waitFor({ state: "detached" });
    expect((await ids(lab)).sort()).toEqual(["anna", "benedikt", "net"]);
    expect(await cases(lab)).toEqual(["3", "3", "3"]);
    expect(await lab.page.getByLabel(/^Dice/).isChecked()).toBe(false);
    await lab.page.getByLabel("Role of net").selectOption("model");
    await lab.run();
    await folders.expectAsSavedManifest(lab);
    await lab.close();
  });

  it("two folders in quick succession, chosen in the dialog", async () => {
    const lab = await open();
    const chosen = lab.page.locator('input[aria-label="Choose a folder"]');
    await chosen.setInputFiles(anna);
    await chosen.setInputFiles(ben);
    await lab.page.getByLabel("Id of ben").waitFor();
    expect((await ids(lab)).sort()).toEqual(["anna", "ben"]);
    await lab.close();
  });

  it("a zip that cannot be read: said by name, and the rest goes on", async () => {
    const zip = folders.write(
      "cut.zip",
      zipBytes([{ path: "a.nii", content: maskBytes(1) }]).subarray(0, -30),
    );
    const lab = await open();
    await lab.drop([zip]);
    await alert(lab).waitFor();
    expect(await alert(lab).textContent()).toMatch(
      /^cut\.zip: not a zip archive that can be read \(.*\)\. Unpack it and drop the folder\.$/,
    );
    await lab.drop([zip, anna, ben]);
    await studyPage(lab);
    expect(await alert(lab).textContent()).toMatch(/^cut\.zip: /);
    expect(await ids(lab)).toEqual(["anna", "ben"]);
    await lab.close();
  });

  it("a folder without anything to use: said what is in it and what was expected", async () => {
    for (const name of ["notes.txt", "photo.jpg", "scores.csv", "table.csv"])
      folders.write(`papers/${name}`, "x");
    const lab = await open();
    await lab.drop([folders.path("papers")]);
    await alert(lab).waitFor();
    expect(await alert(lab).textContent()).toBe(
      "papers/notes.txt, papers/photo.jpg, papers/scores.csv and 1 more: no mask among them. Expected .nii, .nii.gz or .hdr/.img files, a folder or zip of them, or a study manifest (.yaml).",
    );
    await lab.close();
  });

  it("a manifest that is none, and a metric that is unknown: said with the file's name", async () => {
    const config = folders.write("config.yaml", "epochs: 3\n");
    const wrong = folders.write(
      "wrong.yaml",
      `pgt: 1\nmetrics: [dise]\nentities:\n  - { id: anna, role: rater, masks: "anna/{case}.nii.gz" }\n  - { id: ben, role: rater, masks: "ben/{case}.nii.gz" }\n`,
    );
    const lab = await open();
    await lab.drop([config, anna, ben]);
    await lab.page.getByText(/^config\.yaml: not a study manifest.*it is not used\.$/).waitFor();
    expect(await ids(lab)).toEqual(["anna", "ben"]);
    await lab.press("Start over");
    await lab.drop([wrong, anna, ben]);
    await alert(lab).waitFor();
    expect(await alert(lab).textContent()).toMatch(/^wrong\.yaml: .*dise.*dice/);
    await lab.close();
  });
});
