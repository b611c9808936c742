import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { writeNifti } from "@pgt/io";
import { type Note, noteText } from "@pgt/metrics";
import { usePlatform } from "@pgt/runner";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nodePlatform } from "../../core/src/node-platform.ts";
import { buildNifti } from "../../io/test/build-nifti.ts";
import { consensus } from "../src/consensus/consensus.ts";
import { noise } from "../src/noise/noise.ts";
import { queue } from "../src/queue/queue.ts";
import { uncertainty } from "../src/uncertainty/uncertainty.ts";

const kernels = readFileSync(new URL("../../../assembly/build/pgt.wasm", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "pgt-votes-"));
const path = (name: string) => join(folder, name);

function mask(name: string, labelAt: (voxel: number) => number): void {
  const data = Uint16Array.from({ length: 1000 }, (_, voxel) => labelAt(voxel));
  mkdirSync(dirname(path(name)), { recursive: true });
  writeFileSync(path(name), writeNifti({ data, shape: [10, 10, 10], spacingMm: [1, 1, 1] }));
}

beforeAll(() => {
  usePlatform({ ...nodePlatform, kernels: async () => kernels });
  for (const id of ["c1", "c2"]) {
    mask(`anna/${id}.nii`, (voxel) => Number(voxel < 400));
    mask(`copy/${id}.nii`, (voxel) => Number(voxel < 400));
    mask(`ben/${id}.nii`, (voxel) => Number(voxel < 380));
    mask(`inverse/${id}.nii`, (voxel) => (voxel < 390 ? 255 : 0));
    mask(`image/${id}.nii`, (voxel) => (voxel < 400 ? 1 : voxel));
  }
  mask("once/c1.nii", (voxel) => Number(voxel < 400));
  mask("once/c2.nii", (voxel) => Number(voxel < 399));
});
afterAll(() => {
  usePlatform(nodePlatform);
  rmSync(folder, { recursive: true, force: true });
});

const ratersOf = (...ids: string[]) => ({ raters: Object.fromEntries(ids.map((id) => [id, path(id)])) });
const said = (notes: readonly Note[]) => notes.map(noteText);

const makes = [consensus, noise, queue, uncertainty] as const;

describe.each(makes.map((make) => [make.name, make] as const))("%s", (_, make) => {
  it("refuses labels that no mask has, with those that there are", async () => {
    const asked = make(ratersOf("anna", "ben"), { labels: [7, 99] });
    await expect(asked).rejects.toThrow(
      "labels: Labels 7, 99 asked for, but in no mask of the run; labels found: 1.",
    );
  });

  it("notes a label that no mask has beside one that some have", async () => {
    const { notes } = await make(ratersOf("anna", "ben"), { labels: [1, 99] });
    expect(said(notes)).toContain("Label 99 asked for, but in no mask of the run.");
  });

  it("names two makers with the same masks in every case, and none whose masks differ in one", async () => {
    const { notes } = await make(ratersOf("anna", "copy", "once"));
    const copies = notes.filter(({ code }) => code === "W-PREANN");
    expect(copies).toHaveLength(1);
    expect(copies[0].message).toContain("masks of anna and copy are identical to the voxel");
    expect(copies[0].message).toContain("2 cases");
  });

  it("names labels that hardly stand for different structures, with the map", async () => {
    const asked = make(ratersOf("anna", "inverse"), {});
    const text =
      make === uncertainty
        ? said((await asked).notes).join("\n")
        : await asked.then(
            () => "",
            (error: Error) => error.message,
          );
    if (make !== uncertainty) expect(text).toContain("no voxel of any case has the same label in two masks");
    expect(text).toContain("label 1 by anna and never by inverse; label 255 by inverse and never by anna");
    expect(text).toContain("map: { 255: 1 } for inverse");
  });
});

it("noise refuses an image among masks, case by case", async () => {
  const { failures, transitions } = await noise(ratersOf("anna", "image"));
  expect(failures.map(({ case: id, code }) => [id, code])).toEqual([
    ["c1", "E_LABELS"],
    ["c2", "E_LABELS"],
  ]);
  expect(failures[0].message).toContain(
    "expected at most 511 labels, which make a transition matrix, found 601",
  );
  expect(transitions).toEqual([]);
});

it("queue refuses a mode that is not in a list", async () => {
  const options = { modes: "likely-error" as never };
  await expect(queue(ratersOf("anna", "ben"), options)).rejects.toThrow(
    'modes: expected a list of modes, found "likely-error"',
  );
});

it("uncertainty names samples that are a rater's masks", async () => {
  const samples = { net: [path("once"), path("copy")] };
  const { notes } = await uncertainty({ ...ratersOf("anna", "ben"), samples });
  expect(said(notes).join()).toContain("W-PREANN: masks of anna and net are identical");
});

it("a queue of probability maps alone that never meet is refused", async () => {
  for (const [id, from] of [
    ["low", 0],
    ["high", 500],
  ] as const) {
    const values = Array.from({ length: 1000 }, (_, voxel) =>
      voxel >= from && voxel < from + 400 ? 0.9 : 0.1,
    );
    mkdirSync(path(id));
    writeFileSync(path(`${id}/c1.nii`), buildNifti({ type: "float32", dims: [3, 10, 10, 10], values }));
  }
  const probabilities = {
    low: [{ folder: path("low"), label: 1 }],
    high: [{ folder: path("high"), label: 1 }],
  };
  await expect(queue({}, { probabilities })).rejects.toThrow(
    "masks: no voxel of any case has the same label",
  );
});
