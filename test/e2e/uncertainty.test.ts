import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { type NiftiFields, writeMask as writeFields } from "./nifti-bytes.ts";
import { pgt, temporaryFolder } from "./run-pgt.ts";

const { path: at } = temporaryFolder();
const side = 8;
const voxels = side ** 3;

/** Labels of a row of slabs along z: a kidney up to one slice, and a tumour of the two behind it. */
function slabs(kidneyTo: number, [kidney, tumour] = [1, 2]): number[] {
  return Array.from({ length: voxels }, (_, voxel) => {
    const z = Math.floor(voxel / side ** 2);
    return z >= 1 && z < kidneyTo ? kidney : z >= kidneyTo && z < kidneyTo + 2 ? tumour : 0;
  });
}

function write(path: string, values: readonly number[], changes: Partial<NiftiFields> = {}): void {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFields(at(path), { values, ...changes });
}

const floats = (channels: number): Partial<NiftiFields> => ({
  datatype: 16,
  dims: channels > 1 ? [side, side, side, channels] : [side, side, side],
});

/** Probabilities of kidney and tumour by voxel, and of the background. */
const kidney = slabs(5).map((label, voxel) => (label === 1 ? 0.75 : voxel % 7 === 0 ? 0.25 : 0));
const tumour = slabs(5).map((label) => (label === 2 ? 0.5 : 0));
const none = kidney.map(() => 0);
const background = kidney.map((p, voxel) => 1 - p - tumour[voxel]);

const cases = ["a", "b", "c"];
const names = "labels: { 1: kidney, 2: tumour, 3: cyst }";
const raterLines = [
  '  - { id: anna, role: rater, masks: "anna/{case}.nii" }',
  '  - { id: ben, role: rater, masks: "ben/{case}.nii" }',
  '  - { id: eva, role: rater, masks: "eva/{case}.nii" }',
];
const unet = '  - { id: unet, role: model, kind: probabilities, masks: "softmax/{case}.nii" }';

function manifest(name: string, entities: readonly string[], head = names): string {
  writeFileSync(at(name), ["pgt: 1", head, "entities:", ...entities, ""].join("\n"));
  return at(name);
}

const raters = () => ["anna", "ben", "eva"].flatMap((id) => ["--rater", `${id}=${at(id)}`]);

interface Row {
  readonly name: string;
  readonly metric: string;
  readonly b: string;
  readonly value: number | null;
  readonly reason: string | null;
}

async function rowsOf(args: readonly string[]): Promise<readonly Row[]> {
  const { code, stdout, stderr } = await pgt(["uncertainty", ...args, "--format", "json"]);
  expect([code, stderr.split("\n").filter((line) => line.startsWith("pgt:"))]).toEqual([0, []]);
  return JSON.parse(stdout).rows;
}

beforeAll(() => {
  for (const [k, id] of cases.entries()) {
    write(`anna/${id}.nii`, slabs(5 - (k % 2)));
    write(`ben/${id}.nii`, slabs(5));
    write(`eva/${id}.nii`, slabs(4));
    write(`first/${id}.nii`, slabs(5));
    write(`second/${id}.nii`, slabs(4));
    write(`softmax/${id}.nii`, [...background, ...kidney, ...tumour, ...none], floats(4));
    write(`kidney/${id}.nii`, kidney, floats(1));
    write(`tumour/${id}.nii`, tumour, floats(1));
    write(`swapped/${id}.nii`, [...background, ...tumour, ...kidney], floats(3));
    write(`renumbered/${id}.nii`, slabs(4, [7, 6]));
    write(
      `beyond/${id}.nii`,
      kidney.map((p) => 2 * p),
      floats(1),
    );
    write(`unequal/${id}.nii`, [...background, ...kidney, ...kidney, ...none], floats(4));
    write(`elsewhere/${id}.nii`, kidney, { ...floats(1), spacing: [1, 1, 2] });
  }
});

describe("pgt uncertainty", () => {
  it("gives the same rows from folders and from a manifest", async () => {
    const samples = [
      '  - { id: punet, role: model, masks: "first/{case}.nii" }',
      '  - { id: punet, role: model, session: 2, masks: "second/{case}.nii" }',
    ];
    const fromFolders = await rowsOf([
      ...[...raters(), "--probability", `unet=${at("softmax")}`],
      ...["--samples", `punet=${at("first")}`, "--samples", `punet=${at("second")}`],
      ...["--labels", "1=kidney,2=tumour,3=cyst"],
    ]);
    const rows = await rowsOf([manifest("study.yaml", [...raterLines, unet, ...samples])]);
    expect(rows).toEqual(fromFolders);
    const dataset = { labels: { background: 0, kidney: 1, tumour: 2, cyst: 3 }, file_ending: ".nii" };
    writeFileSync(at("dataset.json"), JSON.stringify(dataset));
    const byDataset = [...raterLines, unet, ...samples];
    expect(await rowsOf([manifest("by-dataset.yaml", byDataset, "labels: dataset.json")])).toEqual(rows);
    expect(new Set(rows.map(({ b }) => b))).toEqual(new Set(["raters", "unet", "punet"]));
    const ged = rows.find(({ metric, b, name }) => metric === "ged2" && b === "punet" && name === "kidney");
    expect(ged!.value).toBeGreaterThanOrEqual(0);
  });

  it("keeps a structure that the manifest names and nobody marks, with its reasons", async () => {
    const rows = await rowsOf([manifest("nobody.yaml", [...raterLines, unet])]);
    const cyst = rows.filter(({ name }) => name === "cyst");
    const found = rows.filter(({ name }) => name === "kidney");
    expect(cyst.map(({ metric }) => metric)).toEqual(found.map(({ metric }) => metric));
    for (const { value, reason } of cyst) expect(value === null).toBe(reason !== null);
    expect(cyst.find(({ metric }) => metric === "soft-dice")).toMatchObject({ reason: "BOTH_EMPTY" });
  });

  it("matches by name masks and channels that are numbered otherwise", async () => {
    const expected = (await rowsOf([manifest("names.yaml", [...raterLines, unet])])).filter(
      ({ name }) => name !== "cyst",
    );
    const ownNames = "labels: { 7: Kidney, 6: tumour }";
    const renumbered = [
      ...raterLines.slice(0, 2),
      `  - { id: eva, role: rater, masks: "renumbered/{case}.nii", ${ownNames} }`,
      '  - { id: unet, role: model, kind: probabilities, masks: "swapped/{case}.nii", labels: { 1: tumour, 2: kidney } }',
    ];
    const head = "labels: { 1: kidney, 2: tumour }";
    expect(await rowsOf([manifest("renumbered.yaml", renumbered, head)])).toEqual(expected);
    const mapped = [
      ...renumbered.slice(0, 2),
      '  - { id: eva, role: rater, masks: "renumbered/{case}.nii", map: { 7: kidney, 6: tumour } }',
      '  - { id: unet, role: model, kind: probabilities, masks: "swapped/{case}.nii", map: { 1: tumour, 2: kidney } }',
    ];
    expect(await rowsOf([manifest("mapped.yaml", mapped, head)])).toEqual(expected);
    const single = [
      ...raterLines,
      '  - { id: unet, role: model, kind: probabilities, masks: "kidney/{case}.nii", labels: { 1: kidney } }',
      '  - { id: unet, role: model, session: 2, kind: probabilities, masks: "tumour/{case}.nii", labels: { 1: tumour } }',
    ];
    expect(await rowsOf([manifest("single.yaml", single, head)])).toEqual(expected);
  });

  it("is where probabilities belong: other commands leave them out and say so", async () => {
    const { code, stderr } = await pgt(["interval", manifest("interval.yaml", [...raterLines, unet])]);
    expect([code, stderr]).toEqual([0, expect.stringContaining("unet has probabilities")]);
  });

  it.each<[string, () => string[], number, string]>([
    ["one rater", () => ["--rater", `anna=${at("anna")}`], 2, "needs two raters"],
    [
      "one rater of a manifest",
      () => [manifest("one.yaml", [raterLines[0], unet])],
      2,
      "2 to 32 raters were expected, found 1 (anna)",
    ],
    [
      "folders beside a manifest",
      () => [manifest("both.yaml", raterLines), "--samples", `m=${at("first")}`],
      2,
      "models of the study",
    ],
    [
      "labels as probabilities",
      () => [...raters(), "--probability", `m=${at("first")}`],
      3,
      "first/a.nii: it holds whole numbers without scaling, as a label map does",
    ],
    [
      "probabilities as samples",
      () => [...raters(), "--samples", `m=${at("kidney")}`],
      3,
      "(is this an image or a probability map?)",
    ],
    [
      "probabilities of a rater",
      () => ["--rater", `m=${at("kidney")}`, ...raters().slice(2)],
      3,
      "kidney/a.nii: voxel",
    ],
    [
      "probabilities that a manifest takes for labels",
      () => [
        manifest("labels.yaml", [...raterLines, '  - { id: m, role: model, masks: "kidney/{case}.nii" }']),
      ],
      3,
      "labels are whole numbers",
    ],
    [
      "values outside 0 to 1",
      () => [...raters(), "--probability", `m=${at("beyond")}:1`],
      3,
      "probabilities are numbers from 0 to 1",
    ],
    [
      "channels that do not sum to 1",
      () => [...raters(), "--probability", `m=${at("unequal")}`],
      3,
      "expected 1, a probability for each class",
    ],
    [
      "another grid",
      () => [...raters(), "--probability", `m=${at("elsewhere")}:1`],
      3,
      "does not lie on the grid",
    ],
    [
      "a structure without a channel",
      () => [manifest("lacking.yaml", [...raterLines, unet.replace("softmax", "swapped")])],
      3,
      "no channel for label 3 of structure 3 (cyst)",
    ],
    [
      "a map that nothing says the structure of",
      () => [manifest("which.yaml", [...raterLines, unet.replace("softmax", "kidney")])],
      3,
      "labels of the entity in a manifest",
    ],
    [
      "probabilities of a rater in a manifest",
      () => [manifest("role.yaml", [...raterLines, unet.replace("role: model", "role: rater")])],
      3,
      'entities[3].kind: "unet" is a rater: expected probabilities of a model alone',
    ],
    ["a region that there is not", () => [...raters(), "--region", "near"], 2, "union@5mm"],
  ])("refuses %s", async (_, args, exitCode, message) => {
    const { code, stderr } = await pgt(["uncertainty", ...args()]);
    expect([code, stderr]).toEqual([exitCode, expect.stringContaining(message)]);
  });

  it("goes on with the other cases where one file is at fault", async () => {
    for (const id of cases)
      write(`partly/${id}.nii`, id === "b" ? kidney.map((p) => 3 * p) : kidney, floats(1));
    const { code, stdout, stderr } = await pgt([
      ...["uncertainty", ...raters(), "--probability", `m=${at("partly")}:1`, "--format", "csv"],
    ]);
    expect([code, stderr]).toEqual([4, expect.stringContaining("partly/b.nii: ")]);
    expect(stdout).toMatch(/^a,/m);
    expect(stdout).not.toMatch(/^b,/m);
  });
});
