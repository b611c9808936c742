import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Cell, quality, qualityFolder } from "./quality-folder.ts";
import { pgt } from "./run-pgt.ts";

const { at, file } = qualityFolder();

describe("pgt quality of manifests", () => {
  const manifest = (name: string, more = "", title = name) =>
    file(
      `${name}.yaml`,
      `pgt: 1\nname: ${title}\nlabels: { 1: liver, 2: spleen }\nentities:
  - { id: truth, role: reference, masks: "reference/{case}.nii.gz" }
  - { id: same, role: generator, masks: "same/{case}.nii.gz" }
  - { id: smaller, role: generator, masks: "smaller/{case}.nii.gz"${more} }
  - { id: anna, role: rater, masks: "reference/{case}.nii.gz" }\n`,
    );

  it("makes one table of several datasets, and a folder for each", async () => {
    const { document, stderr } = await quality(manifest("one"), manifest("two"), "--out", at("several"));
    expect(document.cells.map(({ dataset, generator }: Cell) => `${dataset} ${generator}`)).toEqual([
      "one same",
      "one smaller",
      "two same",
      "two smaller",
    ]);
    expect(stderr).toContain(
      "anna is a rater: quality compares generators with a reference, so it is left out.",
    );
    expect(readdirSync(at("several"))).toEqual(
      expect.arrayContaining(["one", "two", "quality.csv", "run.json"]),
    );
    expect(readdirSync(at("several", "two"))).toEqual(
      expect.arrayContaining(["rows.csv", "rows.parquet", "organs.csv"]),
    );
    const { stdout } = await pgt(["quality", at("one.yaml"), at("two.yaml"), "--format", "latex"]);
    expect(stdout).toContain("\\multicolumn{1}{c}{one} & \\multicolumn{1}{c}{two}");
  });

  it("gives each dataset a folder of its own inside the run's, whatever its name", async () => {
    const names = ["A B", "A-B", ".."].map((name) => JSON.stringify(name));
    const manifests = names.map((name, index) => manifest(`study${index}`, "", name));
    const { document } = await quality(
      ...manifests,
      ...["--out", at("out", "named"), "--nnunet-summary", at("out", "{dataset}-{generator}.json")],
    );
    expect(document.datasets).toHaveLength(3);
    const folders = ["-", "A-B", "A-B-2"];
    expect(readdirSync(at("out", "named"))).toEqual(expect.arrayContaining(folders));
    for (const folder of folders) expect(readdirSync(at("out", "named", folder))).toContain("rows.csv");
    const summaries = folders.flatMap((folder) => [`${folder}-same.json`, `${folder}-smaller.json`]);
    expect(readdirSync(at("out")).sort()).toEqual([...summaries, "named"].sort());
  });

  it("takes a generator made from the reference for one that saw it", async () => {
    const { document } = await quality(manifest("prompted", ", derivedFrom: truth"));
    expect(document.warnings).toContainEqual(
      expect.objectContaining({ code: "W-PROMPT", generator: "smaller" }),
    );
  });
});
