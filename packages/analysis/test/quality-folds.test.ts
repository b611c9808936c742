import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sentenceOf } from "@pgt/metrics";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import "./on-node.ts";
import { checkFolds } from "../src/quality/check-folds.ts";
import { findMaskFolder, foldOf } from "../src/quality/mask-folder.ts";

let folder = "";
const at = (...parts: string[]) => join(folder, ...parts);
const touch = (...parts: string[]) => {
  mkdirSync(at(...parts.slice(0, -1)), { recursive: true });
  writeFileSync(at(...parts), "");
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "pgt-quality-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("folders of masks", () => {
  it("with folds of cross-validation are one generator", async () => {
    touch("cv", "fold_0", "validation", "a.nii.gz");
    touch("cv", "fold_0", "validation", "summary.json");
    touch("cv", "fold_1", "validation", "b.nii.gz");
    touch("cv", "fold_2", "c.nii.gz");
    touch("cv", "dataset.json");
    touch("cv", "splits_final.json");
    const { cases, notes, names, splits } = await findMaskFolder(at("cv"));
    expect([...cases].map(([id, source]) => [id, foldOf(source)])).toEqual([
      ["a", "0"],
      ["b", "1"],
      ["c", "2"],
    ]);
    expect(notes[0].message).toContain("3 folds of cross-validation taken as one generator");
    expect(names).toBe(`${at("cv")}/dataset.json`);
    expect(splits).toBe(`${at("cv")}/splits_final.json`);
  });

  it("with a case in two folds are refused, both files named", async () => {
    touch("twice", "fold_0", "a.nii.gz");
    touch("twice", "fold_1", "a.nii.gz");
    await expect(findMaskFolder(at("twice"))).rejects.toThrow(
      /case "a" is predicted twice, in .*fold_0\/a\.nii\.gz and .*fold_1\/a\.nii\.gz/,
    );
  });

  it("of an nnU-Net raw dataset stand for its labelsTr, from above and from within", async () => {
    touch("Dataset001_X", "dataset.json");
    touch("Dataset001_X", "labelsTr", "a.nii.gz");
    touch("Dataset001_X", "imagesTr", "a_0000.nii.gz");
    const above = await findMaskFolder(at("Dataset001_X"));
    expect([...above.cases.keys()]).toEqual(["a"]);
    expect(above.rawDataset).toBe(`${at("Dataset001_X")}/dataset.json`);
    const within = await findMaskFolder(at("Dataset001_X", "labelsTr"));
    expect(within.rawDataset).toBe(above.rawDataset);
  });

  it("with a dseg.tsv take its names", async () => {
    touch("bids", "a.nii.gz");
    touch("bids", "atlas_dseg.tsv");
    expect((await findMaskFolder(at("bids"))).names).toBe(`${at("bids")}/atlas_dseg.tsv`);
  });

  it("without folds have none", async () => {
    touch("plain", "a.nii.gz");
    const { cases } = await findMaskFolder(at("plain"));
    expect(foldOf(cases.get("a")!)).toBeNull();
  });
});

describe("predictions out of fold", () => {
  const splits = {
    file: "splits_final.json",
    folds: [
      { train: ["b", "c"], val: ["a"] },
      { train: ["a", "c"], val: ["b"] },
    ],
  };
  const folds = (entries: Record<string, string>) => new Map(Object.entries(entries));

  it("are silent if every case comes from a fold that held it out", () => {
    expect(checkFolds("D", [{ id: "A", foldOf: folds({ a: "0", b: "1" }), splits }])).toEqual([]);
    expect(checkFolds("D", [{ id: "A", foldOf: null }])).toEqual([]);
  });

  it("name a case that its fold trained on (W-LEAK), and one that the splits do not have", () => {
    const found = checkFolds("D", [{ id: "A", foldOf: folds({ a: "1", b: "1", x: "0" }), splits }]);
    expect(found.map(({ code }) => code)).toEqual(["W-LEAK", "W-FOLD"]);
    expect(found[0]).toMatchObject({ generator: "A", dataset: "D" });
    expect(sentenceOf(found[0])).toContain("a (fold 1)");
    expect(sentenceOf(found[1])).toContain("x (fold 0)");
  });

  it("say that they could not be checked without folds", () => {
    const [warning] = checkFolds("D", [{ id: "A", foldOf: null, splits }]);
    expect(warning.code).toBe("W-FOLD");
    expect(warning.message).toContain("cannot be checked");
  });

  it("of versions with different splits are named (W-RECIPE)", () => {
    const warnings = checkFolds("D", [
      { id: "A", foldOf: folds({ a: "0", b: "1" }) },
      { id: "B", foldOf: folds({ a: "1", b: "1" }) },
      { id: "C", foldOf: folds({ a: "0", b: "1" }) },
    ]);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatchObject({ code: "W-RECIPE", generator: "B" });
    expect(sentenceOf(warnings[0])).toContain("A and B were trained on different splits: a (fold 0 and 1)");
  });

  it("of versions without folds are compared by their splits files", () => {
    const other = { file: "other.json", folds: [...splits.folds].reverse() };
    const codes = checkFolds("D", [
      { id: "A", foldOf: null, splits },
      { id: "B", foldOf: null, splits: other },
    ]).map(({ code }) => code);
    expect(codes).toEqual(["W-FOLD", "W-FOLD", "W-RECIPE"]);
  });
});
