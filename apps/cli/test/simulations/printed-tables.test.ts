import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { checkTables, worth } from "@pgt/core";
import { describe, expect, it } from "vitest";
import { fakeLibrary, plainTerminal, run } from "../fakes.ts";

const tables = fileURLToPath(new URL("../../../../../shared/data/good-enough/tables.csv", import.meta.url));
const hasTables = existsSync(tables);
const missingNote = hasTables ? "" : " (skipped: ../shared/data/good-enough/tables.csv is missing)";

/** The report of each set of options, made once: the tests look at how it is printed. */
const reports = new Map<string, ReturnType<typeof worth>>();
const library = fakeLibrary({
  checkTables,
  worth: (paths, options) => {
    const key = JSON.stringify([paths, options]);
    const report = reports.get(key) ?? worth(paths, options);
    reports.set(key, report);
    return report;
  },
});

describe.skipIf(!hasTables)(`pgt worth on the printed tables of Jaus et al.${missingNote}`, () => {
  it("says the answer first, then what it rests on", async () => {
    const words = ["worth", tables, "--masks", "75686", "--minutes-per-mask", "10", "--relevant-gap", "0.5"];
    const { code, stdout } = await run(words, library);
    expect(code).toBe(0);
    expect(stdout.split("\n")[0]).toBe("NOT WORTH  dice");
    const flowing = stdout.replace(/\s+/g, " ");
    expect(flowing).toContain("is 19.3 points [1.4, not reached]. Expected gain");
    expect(flowing).toContain("dice: MedSAM alone makes 81 % of the spread of quality");
    expect(stdout).toMatch(/dice +FLARE +BTCV +7 +\.42 +\.371 +\.36 +\.352/);
    expect(stdout).toMatch(/dice +FLARE +with no pretrain +33\.5 +56\.7 +9\.6 +43\/45/);
    expect(stdout).toContain("75,686 masks, 10 min each: 12,614 h; 7.01 radiologist years of 1800 h.");
    expect(stdout).toMatch(/STU-Net base +93\.8 {2}4 +94\.0 {2}4 +not converged +not converged +93\.7 {2}2/);
    expect(flowing).toContain("34 of 35 standard deviations are the square root of the mean");
    expect(stdout.split("\n").filter((line) => /\s$/.test(line))).toEqual([]);
  });

  it("colours classes with their digit left in place, and only where there is colour", async () => {
    const { stdout } = await run(["worth", tables], library, {
      outTerminal: { ...plainTerminal, colour: true },
    });
    expect(stdout).toContain("\u001b[38;5;16;48;5;166m 63.1  1 \u001b[0m");
    expect((await run(["worth", tables], library)).stdout).not.toContain("\u001b");
  });

  it("prints JSON with what plots need, and points as CSV", async () => {
    const document = JSON.parse((await run(["worth", tables, "-f", "json"], library)).stdout);
    expect(document.schema).toBe("pgt.worth/2");
    expect(document.points).toContainEqual({
      ...{ task: "SegTHOR", dataset: "BTCV", metric: "dice", version: "MedSAM", quality: 0.631 },
      downstream: 0.871,
    });
    expect(document.concordance[0].steps.length).toBeGreaterThan(3);
    expect(document.quintiles).toHaveLength(6);
    const csv = await run(["worth", tables, "-f", "csv"], library);
    expect(csv.stdout.split("\n")[0]).toBe("task,dataset,metric,version,quality,downstream");
    expect(csv.stderr).toContain("all: Raising label quality");
  });
});
