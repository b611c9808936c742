import { afterAll, beforeAll, expect, it } from "vitest";
import { zipBytes } from "../browser/page/zip-bytes.ts";
import type { AppPage } from "./app-page.ts";
import { describeApp } from "./describe-app.ts";
import { MaskFolders, maskBytes, rowsOf } from "./mask-folders.ts";

describeApp("what can be dropped on the app", (open) => {
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

  const studyPage = (app: AppPage) => app.page.getByRole("heading", { name: "Who annotated what" }).waitFor();
  const ids = (app: AppPage) =>
    app.page.getByLabel(/^Id of/).evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));
  const cases = (app: AppPage) => app.page.locator('.entities td[data-title="cases"]').allInnerTexts();
  const alert = (app: AppPage) => app.page.getByRole("alert").getByRole("paragraph");

  it("a zip, as the folders in it", async () => {
    const sets = [anna, ben].flatMap((_, set) =>
      ["p1", "p2"].map((id, at) => ({
        path: `raters/${["anna", "ben"][set]}/${id}.nii.gz`,
        content: maskBytes(7 * set + at),
      })),
    );
    const zip = folders.write("raters.zip", zipBytes([{ path: "raters/" }, ...sets]));
    for (const { path, content } of sets) folders.write(path, content);
    const app = await open();
    await app.drop([zip]);
    await app.run();
    expect(rowsOf(await folders.expectAsSavedManifest(app))).toHaveLength(2 * 2 * 3);
    expect(app.complaints).toEqual([]);
    await app.close();
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
    const app = await open();
    await app.drop([manifest, anna, ben, net]);
    await studyPage(app);
    expect(await ids(app)).toEqual(["anna", "anna", "ben"]);
    expect(await cases(app)).toEqual(["3", "3", "3"]);
    await app.run();
    const rows = rowsOf(await folders.expectAsCommand(app, manifest));
    expect(new Set(rows.map(({ name }) => name))).toEqual(new Set(["liver", "spleen"]));
    expect(new Set(rows.map(({ metric }) => metric))).toEqual(new Set(["dice", "nsd@1", "hd90"]));
    await app.close();
  });

  it("a manifest that the app itself has saved, in a folder with its masks", async () => {
    for (const [at, id] of ["anna", "ben"].entries()) folders.set(`again/${id}`, at);
    const app = await open();
    await app.drop([folders.path("again")]);
    await studyPage(app);
    await app.page.getByLabel("Id of ben").fill("benedikt");
    const saved = await app.save("Save the manifest");
    await app.press("Start over");
    const manifest = folders.write(saved.name, saved.bytes);
    await app.drop([folders.path("again"), manifest]);
    await studyPage(app);
    expect(await ids(app)).toEqual(["anna", "benedikt"]);
    await app.run();
    await folders.expectAsCommand(app, manifest);
    await app.close();
  });

  it("one folder after another, and one of them twice: corrections stay, and nothing is doubled", async () => {
    const app = await open();
    await app.drop([anna]);
    await app.page.getByText(/no two sets of masks with a case in common/).waitFor();
    await app.drop([ben]);
    await app.page.getByLabel("Id of ben").waitFor();
    await app.page.getByLabel("Id of ben").fill("benedikt");
    await app.page.getByLabel(/^Dice/).uncheck();
    await app.drop([net]);
    await app.page.getByLabel("Role of net").waitFor();
    await app.drop([ben]);
    await app.page.locator(".drop").getByText("Reading the list of files").waitFor({ state: "detached" });
    expect((await ids(app)).sort()).toEqual(["anna", "benedikt", "net"]);
    expect(await cases(app)).toEqual(["3", "3", "3"]);
    expect(await app.page.getByLabel(/^Dice/).isChecked()).toBe(false);
    await app.page.getByLabel("Role of net").selectOption("model");
    await app.run();
    await folders.expectAsSavedManifest(app);
    await app.close();
  });

  it("two folders in quick succession, chosen in the dialog", async () => {
    const app = await open();
    const chosen = app.page.locator('input[aria-label="Choose a folder"]');
    await chosen.setInputFiles(anna);
    await chosen.setInputFiles(ben);
    await app.page.getByLabel("Id of ben").waitFor();
    expect((await ids(app)).sort()).toEqual(["anna", "ben"]);
    await app.close();
  });

  it("a zip that cannot be read: said by name, and the rest goes on", async () => {
    const zip = folders.write(
      "cut.zip",
      zipBytes([{ path: "a.nii", content: maskBytes(1) }]).subarray(0, -30),
    );
    const app = await open();
    await app.drop([zip]);
    await alert(app).waitFor();
    expect(await alert(app).textContent()).toMatch(
      /^cut\.zip: not a zip archive that can be read \(.*\)\. Unpack it and drop the folder\.$/,
    );
    await app.drop([zip, anna, ben]);
    await studyPage(app);
    expect(await alert(app).textContent()).toMatch(/^cut\.zip: /);
    expect(await ids(app)).toEqual(["anna", "ben"]);
    await app.close();
  });

  it("a folder without anything to use: said what is in it and what was expected", async () => {
    for (const name of ["notes.txt", "photo.jpg", "scores.csv", "table.csv"])
      folders.write(`papers/${name}`, "x");
    const app = await open();
    await app.drop([folders.path("papers")]);
    await alert(app).waitFor();
    expect(await alert(app).textContent()).toBe(
      "papers/notes.txt, papers/photo.jpg, papers/scores.csv and 1 more: no mask among them. Expected .nii, .nii.gz or .hdr/.img files, a folder or zip of them, or a study manifest (.yaml).",
    );
    await app.close();
  });

  it("a manifest that is none, and a metric that is unknown: said with the file's name", async () => {
    const config = folders.write("config.yaml", "epochs: 3\n");
    const wrong = folders.write(
      "wrong.yaml",
      `pgt: 1\nmetrics: [dise]\nentities:\n  - { id: anna, role: rater, masks: "anna/{case}.nii.gz" }\n  - { id: ben, role: rater, masks: "ben/{case}.nii.gz" }\n`,
    );
    const app = await open();
    await app.drop([config, anna, ben]);
    await app.page.getByText(/^config\.yaml: not a study manifest.*it is not used\.$/).waitFor();
    expect(await ids(app)).toEqual(["anna", "ben"]);
    await app.press("Start over");
    await app.drop([wrong, anna, ben]);
    await alert(app).waitFor();
    expect(await alert(app).textContent()).toMatch(/^wrong\.yaml: .*dise.*dice/);
    await app.close();
  });
});
