import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import "../on-node.ts";
import { checkTables } from "../../src/worth/check-tables.ts";
import { worth } from "../../src/worth/worth.ts";

const tables = fileURLToPath(new URL("../../../../../shared/data/good-enough/tables.csv", import.meta.url));
const hasTables = existsSync(tables);
const missingNote = hasTables ? "" : " (skipped: ../shared/data/good-enough/tables.csv is missing)";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pgt-worth-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe.skipIf(!hasTables)(`the printed tables of Jaus et al.${missingNote}`, () => {
  it("answers, extremes and findings", async () => {
    const out = join(folder, "run");
    const report = await worth(tables, { out });
    expect(report.settings).toMatchObject({ baseline: "no pretrain", referenceVersion: "base" });
    expect(report.extreme.map(({ version }) => version)).toEqual(["MedSAM", "MedSAM"]);
    expect(report.findings.map(({ kind, count, of }) => [kind, count, of])).toEqual([
      ["SD_ROOT_OF_MEAN", 34, 35],
    ]);
    const [first] = report.answers;
    expect(first.sentence).toContain("the smallest gap with at least 75 % is 19.3 points [");
    const run = JSON.parse(await readFile(join(out, "run.json"), "utf8"));
    expect(run).toMatchObject({ schema: "pgt.worth/2", answers: [{ variant: "all" }, {}, {}, {}, {}, {}] });
    expect(report.files).toEqual(["cells.csv", "points.csv", "quintiles.csv", "findings.csv", "run.json"]);
  });

  it("in fractions the same is found", async () => {
    const [head, ...rows] = readFileSync(tables, "utf8").trim().split("\n");
    const shrunk = rows.map((row) => {
      const fields = row.split(",");
      for (const at of [4, 5]) if (fields[at]) fields[at] = (Number(fields[at]) / 100).toFixed(3);
      return fields.join(",");
    });
    const path = join(folder, "table.csv");
    await writeFile(path, [head, ...shrunk].join("\n"));
    const { findings } = await checkTables(path);
    expect(findings.map(({ kind, count, of }) => [kind, count, of])).toEqual([["SD_ROOT_OF_MEAN", 34, 35]]);
  });
});
