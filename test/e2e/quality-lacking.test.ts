import { cpSync, readFileSync, rmSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Cell, quality, qualityFolder } from "./quality-folder.ts";
import { pgt } from "./run-pgt.ts";

const { at, file, folders } = qualityFolder();

describe("what a generator lacks", () => {
  it("names a case that a generator lacks, keeps its place in every n, and ends with 4", async () => {
    cpSync(at("smaller"), at("part"), { recursive: true });
    rmSync(at("part", "case_2.nii.gz"));
    const argv = [
      "quality",
      ...folders("reference", { part: "part", same: "same" }),
      "--out",
      at("part-run"),
    ];
    const { code, stdout, stderr } = await pgt([...argv, "--format", "json"]);
    expect(code).toBe(4);
    expect(stderr).toContain('part has no mask of case "case_2", which the reference has');
    const document = JSON.parse(stdout);
    expect(document.cells[0]).toMatchObject({ n: 6, expected: 8, undefined: { NO_PREDICTION: 2 } });
    expect(document.comparisons[0]).toMatchObject({ n: 4, paired: 3, expected: 4 });
    expect(document.warnings).toContainEqual(
      expect.objectContaining({
        code: "W-CASES",
        cases: ["case_2"],
        message: expect.stringContaining("part is averaged over 3 of 4 cases"),
      }),
    );
    const organs = document.organs as { inReference: number; referenceKnown: number }[];
    expect(organs.every(({ inReference, referenceKnown }) => inReference === 4 && referenceKnown === 4)).toBe(
      true,
    );
    const table = await pgt(["quality", ...folders("reference", { part: "part", same: "same" })]);
    expect(table.stdout).toContain("2 no mask of this case (NO_PREDICTION)");
    expect(table.stdout).toContain("4/4, 3 paired");
    expect(readFileSync(at("part-run", "rows.csv"), "utf8")).not.toContain("NaN");
    await pgt([...argv.slice(0, -2), "--report", at("part.html"), "--quiet"]);
    const page = readFileSync(at("part.html"), "utf8");
    const caution = page.slice(
      page.indexOf("Before you conclude</h2>"),
      page.indexOf("Generators and organs"),
    );
    expect(caution).toContain("part has no mask of case");
    expect(caution).toContain("W-CASES");
    expect(readFileSync(at("part-run", "rows.csv"), "utf8")).toContain(
      "case_2,1,1,dice,reference,1,part,1,,,NO_PREDICTION",
    );
  });

  it("drops a label that a generator cannot produce, and shows what that does", async () => {
    const map = file("one.yaml", "1: organ_a\n");
    const all = file("both.yaml", "1: organ_a\n2: organ_b\n");
    const maps = [`reference=${all}`, `same=${map}`, `smaller=${all}`].flatMap((one) => ["--map", one]);
    const { document } = await quality(
      ...folders("reference", { same: "same", smaller: "smaller" }),
      ...maps,
      "--out",
      at("drop"),
    );
    expect(document.droppedLabels).toEqual([
      expect.objectContaining({ name: "organ_b", lackedBy: ["same"], reason: "organ_b: not in same" }),
    ]);
    expect(document.cells.map(({ mean }: Cell) => mean)).toEqual([1, 1]);
    expect(document.sensitivity).toEqual([
      expect.objectContaining({
        generator: "smaller",
        mean: 1,
        withDropped: expect.closeTo((1 + 54 / 91) / 2, 12),
      }),
    ]);
    const rows = readFileSync(at("drop", "rows.csv"), "utf8");
    expect(rows).toContain("organ_b,dice,reference,1,same,1,,,NOT_IN_LABELSET");
  });
});
