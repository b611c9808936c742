import { cpSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { sentenceOf } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { codesOf, quality, qualityFolder, warningOf } from "./quality-folder.ts";

const { at, file, folders } = qualityFolder();

describe("pgt quality of cross-validation", () => {
  it("reads an nnU-Net raw dataset and five folds, and checks them against the splits", async () => {
    mkdirSync(at("Dataset001_Cubes"));
    cpSync(at("reference"), at("Dataset001_Cubes", "labelsTr"), { recursive: true });
    writeFileSync(
      at("Dataset001_Cubes", "dataset.json"),
      JSON.stringify({
        labels: { background: 0, liver: 1, spleen: 2 },
        numTraining: 4,
        file_ending: ".nii.gz",
      }),
    );
    const ids = readdirSync(at("smaller")).sort();
    for (const [fold, name] of ids.entries()) {
      mkdirSync(at("cv", `fold_${fold}`, "validation"), { recursive: true });
      cpSync(at("smaller", name), at("cv", `fold_${fold}`, "validation", name));
    }
    const cases = ids.map((name) => name.replace(".nii.gz", ""));
    const splits = cases.map((val) => ({ train: cases.filter((id) => id !== val), val: [val] }));
    const good = file("splits_final.json", JSON.stringify(splits));
    const argv = folders("Dataset001_Cubes", { cv: "cv", smaller: "smaller" });
    const { document, stderr } = await quality(...argv, "--splits", `cv=${good}`);
    expect(document.datasets[0]).toMatchObject({ dataset: "Dataset001_Cubes" });
    expect(document.datasets[0].generators[0]).toMatchObject({ cases: 4, folds: { 0: 1, 1: 1, 2: 1, 3: 1 } });
    expect(stderr).toContain("4 folds of cross-validation taken as one generator");
    expect(document.cells[0].mean).toBe(document.cells[1].mean);
    expect(codesOf(document)).not.toContain("W-LEAK");
    const bad = file("turned.json", JSON.stringify([...splits].reverse()));
    const turned = await quality(...argv, "--splits", `cv=${bad}`);
    const leak = warningOf(turned.document, "W-LEAK")!;
    expect(leak).toMatchObject({ generator: "cv" });
    expect(sentenceOf(leak)).toContain("case_0 (fold 0)");
  });

  it("names versions with different splits", async () => {
    for (const [id, turn] of [
      ["first", 0],
      ["second", 1],
    ] as const) {
      for (const [c, name] of readdirSync(at("same")).sort().entries()) {
        mkdirSync(at(id, `fold_${(c + turn) % 2}`), { recursive: true });
        cpSync(at("same", name), at(id, `fold_${(c + turn) % 2}`, name));
      }
    }
    const { document } = await quality(...folders("reference", { first: "first", second: "second" }));
    const recipe = warningOf(document, "W-RECIPE")!;
    expect(recipe.message).toContain("first and second were trained on different splits");
  });
});
