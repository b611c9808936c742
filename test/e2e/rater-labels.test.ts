import { mkdirSync, writeFileSync } from "node:fs";
import { writeNifti } from "@pgt/io";
import type { Note } from "@pgt/metrics";
import { beforeAll, describe, expect, it } from "vitest";
import { pgt, temporaryFolder } from "./run-pgt.ts";

const { path: at } = temporaryFolder();
const side = 20;

/** A cube of a label, cut at its left. */
function cube(label: number, from: number) {
  const data = new Uint8Array(side ** 3);
  for (let i = 0; i < data.length; i++) {
    const [x, y, z] = [i % side, Math.floor(i / side) % side, Math.floor(i / side ** 2)];
    if (x >= from && [x, y, z].every((one) => one >= 5 && one < 15)) data[i] = label;
  }
  return writeNifti({ data, shape: [side, side, side], spacingMm: [1, 1, 1] });
}

beforeAll(() => {
  for (const [id, label, from] of [
    ["anna", 1, 5],
    ["ben", 1, 7],
    ["png", 255, 6],
  ] as const) {
    mkdirSync(at(id));
    for (const name of ["a", "b", "c"]) writeFileSync(at(id, `${name}.nii`), cube(label, from));
  }
});

describe.each(["consensus", "noise", "queue"])("pgt %s of raters with 0/1 and with 0/255", (command) => {
  it("says that the numbers hardly stand for the same structure, and what to do", async () => {
    const raters = ["anna", "ben", "png"].flatMap((id) => ["--rater", `${id}=${at(id)}`]);
    const { code, stdout } = await pgt([command, ...raters, "--format", "json"]);
    expect(code).toBe(0);
    const { notes } = JSON.parse(stdout) as { notes: Note[] };
    const found = notes.filter((note) => note.code === "W-LABELS");
    expect(found).toHaveLength(1);
    expect(found[0].message).toContain("label 1 by anna and ben and never by png; label 255 by png");
    expect(found[0].message).toContain("map: { 255: 1 } for png");
  });
});
