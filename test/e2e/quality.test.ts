import { mkdirSync, rmSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { cube, writeMask } from "./nifti-bytes.ts";
import { type Cell, type Organ, quality, qualityFolder } from "./quality-folder.ts";
import { pgt } from "./run-pgt.ts";

const { at, file, folders } = qualityFolder();

describe("pgt quality of folders", () => {
  it("is the mean over organs of the mean over cases, with everything that stands beside it", async () => {
    const { document } = await quality(
      ...folders("reference", { same: "same", smaller: "smaller" }),
      ...["--metrics", "dice,nsd@1"],
    );
    expect(document).toMatchObject({
      schema: "pgt.quality/2",
      seed: 20230418,
      failures: [],
      droppedLabels: [],
    });
    const of = (generator: string) =>
      document.cells.find((cell: Cell) => cell.generator === generator && cell.metric === "dice");
    expect(of("same")).toMatchObject({
      mean: 1,
      rmsSd: 0,
      n: 8,
      expected: 8,
      organs: 2,
      rank: 1,
      best: true,
    });
    // The second organ is a cube of 3 in one of 4: 2 · 27 / (27 + 64).
    expect(of("smaller").mean).toBeCloseTo((1 + 54 / 91) / 2, 12);
    expect(document.settings.choices).toHaveLength(12);
    expect(document.comparisons[0]).toMatchObject({ a: "same", b: "smaller", n: 4, better: "same" });
    expect(JSON.stringify(document)).not.toMatch(/NaN|Infinity/);
  });

  it("matches labels by the names of a dataset.json, a dseg.tsv and a label map", async () => {
    const json = file("dataset.json", JSON.stringify({ labels: { background: 0, liver: 1, spleen: 2 } }));
    const tsv = file("dseg.tsv", "index\tname\n7\tLiver\n5\tSpleen\n");
    const map = file("map.yaml", "7: liver\n5: spleen\n");
    for (const option of [
      ["--names", `r=${tsv}`],
      ["--map", `r=${map}`],
    ]) {
      const { document } = await quality(
        ...folders("reference", { r: "renumbered" }),
        ...["--labels", json, ...option],
      );
      expect(document.cells[0]).toMatchObject({ mean: 1, organs: 2 });
      expect(document.organs.map(({ name }: Organ) => name)).toEqual(["liver", "spleen"]);
    }
  });

  it("differences of generators are those of the table, whatever one of them invents", async () => {
    mkdirSync(at("lesions"));
    for (const id of ["truth", "careful", "inventive"]) {
      mkdirSync(at("lesions", id));
      for (let c = 0; c < 6; c++) {
        const values = cube(0, id === "careful" ? 3 : 4, 1);
        const hasLesion = id === "inventive" || c % 2 === 0;
        if (hasLesion)
          cube(4, id === "careful" ? 7 : 8, 2).forEach((label, at) => void (values[at] ||= label));
        writeMask(at("lesions", id, `c${c}.nii.gz`), { values });
      }
    }
    const { document } = await quality(
      ...folders("lesions/truth", { careful: "lesions/careful", inventive: "lesions/inventive" }),
    );
    const [careful, inventive] = document.cells.map(({ mean }: Cell) => mean);
    // Half of the inventive one's lesions are worth 0; the careful one's are smaller by a voxel on each side.
    expect(inventive).toBeCloseTo((1 + 0.5) / 2, 12);
    expect(document.comparisons[0].difference).toBeCloseTo(careful - inventive, 14);
    expect(document.comparisons[0]).toMatchObject({ n: 6, paired: 6 });
  });

  it("warns of a generator that saw the reference", async () => {
    const argv = folders("reference", { same: "same", smaller: "smaller" });
    const { document } = await quality(...argv, "--prompted", "smaller");
    expect(document.warnings).toContainEqual(
      expect.objectContaining({ code: "W-PROMPT", generator: "smaller" }),
    );
  });

  it("goes on from its run directory, with other choices of aggregation too", async () => {
    const argv = [...folders("reference", { smaller: "smaller" }), "--out", at("again")];
    const first = await quality(...argv);
    rmSync(at("again", "run.json"));
    const second = await quality(...argv, "--ddof", "0", "--order", "case");
    expect(second.document.cells[0].mean).toBeCloseTo(first.document.cells[0].mean, 12);
    expect(second.document.settings).toMatchObject({ ddof: 0, order: "case" });
    const other = await pgt(["quality", ...argv, "--metrics", "jaccard"]);
    expect(other.code).toBe(2);
    expect(other.stderr).toContain("holds a run with other settings");
  });
});
