import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { writeMask } from "./nifti-bytes.ts";
import { pgt, temporaryFolder } from "./run-pgt.ts";

const folder = temporaryFolder();
const at = (...parts: string[]) => folder.path(...parts);
/** Words of ids of cases and names of files, which must not be told. */
const secret = /smith|jones|ward-7|\.nii/i;

/**
 * Sets that lack cases, one with a case of its own, one with a file that is cut off, and one whose header contradicts
 * itself.
 */
beforeAll(() => {
  const cases = {
    anna: ["smith_1", "smith_2", "smith_3", "smith_4"],
    ben: ["smith_1", "smith_2", "smith_3", "jones_9"],
    net: ["smith_1", "smith_2", "smith_4"],
  };
  for (const [id, names] of Object.entries(cases)) {
    mkdirSync(at("ward-7", id), { recursive: true });
    const to = id === "ben" ? 7 : 6;
    for (const name of names) writeMask(at("ward-7", id, `${name}.nii.gz`), {}, 2, to);
  }
  writeFileSync(at("ward-7", "ben", "smith_2.nii.gz"), "cut off");
  writeMask(at("ward-7", "anna", "smith_3.nii.gz"), { qformOffset: [3, 0, 0] });
});

const masks = (id: string) => `${id}=${at("ward-7", id)}`;
const commands: readonly (readonly [string, () => string[]])[] = [
  [
    "interval",
    () => ["--rater", masks("anna"), "--rater", masks("ben"), "--model", masks("net"), "--agreement"],
  ],
  [
    "quality",
    () => ["--reference", at("ward-7", "anna"), "--generator", masks("ben"), "--generator", masks("net")],
  ],
];

describe.each(commands)("pgt %s --anonymous", (name, setsOf) => {
  const pageOf = async (command: readonly string[], page: string, argv: readonly string[]) => {
    const { code, stderr } = await pgt([...command, ...argv]);
    expect([0, 4], stderr).toContain(code);
    return readFileSync(page, "utf8");
  };

  it("names no case and no file, of the command itself and of its run", async () => {
    const sets = setsOf();
    const [run, page] = [at(name), at(`${name}.html`)];
    const open = await pageOf([name], page, [...sets, "--report", page, "--out", run]);
    for (const word of ["ben/smith_2.nii.gz", "anna/smith_3.nii.gz", "jones_9", "lacks", "sform"]) {
      if (name === "interval") expect(open).toContain(word);
    }
    expect(open).toMatch(secret);
    const own = await pageOf([name], page, [...sets, "--report", page, "--anonymous"]);
    const later = await pageOf(["report", run], page, ["--anonymous", "-o", page]);
    for (const hidden of [own, later]) {
      expect(hidden).not.toMatch(secret);
      expect(hidden).toMatch(/case-[0-9a-f]{10}/);
    }
  });
});
