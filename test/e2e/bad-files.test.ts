import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import {
  datatypes,
  type NiftiFields,
  niftiBytes,
  niftiFields,
  scaledRows,
  writeMask,
} from "./nifti-bytes.ts";
import { pgt, temporaryFolder } from "./run-pgt.ts";

const folder = temporaryFolder();
const reference = () => folder.path("reference.nii.gz");
beforeAll(() => void writeMask(reference()));

const whole = (changes: Partial<NiftiFields> = {}) => niftiBytes(niftiFields(changes));
const floats = (value: number) => ({
  datatype: datatypes.float32,
  values: [value, ...niftiFields().values.slice(1)],
});

/** Name of the file, its bytes, and what the message must say. */
const brokenFiles: readonly (readonly [string, () => Buffer, RegExp])[] = [
  ["text.nii", () => Buffer.from("this is not an image\n".repeat(40)), /not a NIfTI file/i],
  ["empty.nii", () => Buffer.alloc(0), /not a NIfTI|ends|empty/i],
  ["wrong-magic.nii", () => whole({ magic: "abc\0" }), /not a NIfTI file/i],
  ["truncated.nii.gz", () => gzipSync(whole()).subarray(0, -12), /ends early/],
  ["trailing.nii.gz", () => Buffer.concat([gzipSync(whole()), Buffer.from("rubbish")]), /7 bytes/],
  [
    "corrupt.nii.gz",
    () => Buffer.concat([gzipSync(whole()).subarray(0, 20), Buffer.alloc(200, 0xff)]),
    /corrupt|ends early/,
  ],
  ["promises-more.nii", () => whole().subarray(0, 352 + 100), /promises|ends early/],
  ["negative-dim.nii", () => whole({ dims: [8, -8, 8] }), /dim/],
  ["zero-dim.nii", () => whole({ dims: [8, 0, 8] }), /dim/],
  ["rank-9.nii", () => whole({ rank: 9 }), /dim|not a NIfTI/i],
  ["beyond-memory.nii", () => whole({ dims: [32767, 32767, 32767] }), /32767|memory|too large/i],
  ["beyond-memory.nii.gz", () => gzipSync(whole({ dims: [32767, 32767, 32767] })), /32767|memory|too large/i],
  ["time-series.nii", () => whole({ dims: [8, 8, 4, 2] }), /4-D|dimension|dim/i],
  ["rgb.nii", () => whole({ datatype: datatypes.rgb24 }), /RGB/i],
  ["complex.nii", () => whole({ datatype: datatypes.complex64 }), /complex/i],
  ["not-whole.nii", () => whole(floats(0.5)), /0\.5/],
  ["nan.nii", () => whole(floats(Number.NaN)), /NaN/],
  ["zero-spacing.nii", () => whole({ spacing: [1, 0, 1], sform: null }), /pixdim|spacing/i],
  ["nan-spacing.nii", () => whole({ spacing: [1, Number.NaN, 1], sform: null }), /pixdim|spacing/i],
];

const otherGrids: readonly (readonly [string, Partial<NiftiFields>, RegExp])[] = [
  ["shape.nii", { dims: [8, 8, 4], values: niftiFields().values.slice(0, 256) }, /shape|8.*4/i],
  ["flipped.nii", { sform: [[-1, 0, 0, 0], ...scaledRows([1, 1, 1]).slice(1)] }, /flip|shift/i],
  ["shifted.nii", { sform: scaledRows([1, 1, 1], [5, 0, 0]) }, /shift[\s\S]*5/i],
  ["spacing.nii", { spacing: [1, 1, 2] }, /spacing[\s\S]*2/i],
];

describe("a file that cannot be used is refused with its name and fault, exit code 3", () => {
  it.each(brokenFiles)("%s", async (name, bytes, fault) => {
    const file = folder.path(name);
    writeFileSync(file, bytes());
    const { code, stdout, stderr } = await pgt(["compare", reference(), file]);
    expect({ code, stdout }, stderr).toEqual({ code: 3, stdout: "" });
    expectOneMessage(stderr, name, fault);
  });

  it.each(otherGrids)("another grid: %s", async (name, changes, fault) => {
    const file = writeMask(folder.path(name), changes);
    const { code, stderr } = await pgt(["compare", reference(), file]);
    expect(code, stderr).toBe(3);
    expectOneMessage(stderr, name, fault);
  });

  it("a file that is not there", async () => {
    const { code, stderr } = await pgt(["compare", reference(), folder.path("nowhere.nii.gz")]);
    expect(code).toBe(3);
    expectOneMessage(stderr, "nowhere.nii.gz", /not|no such/i);
  });

  it("a file that cannot be opened", async () => {
    symlinkSync("loop.nii.gz", folder.path("loop.nii.gz"));
    const { code, stderr } = await pgt(["compare", reference(), folder.path("loop.nii.gz")]);
    expect(code).toBe(3);
    expectOneMessage(stderr, "loop.nii.gz", /read|open|link/i);
  });

  it.skipIf(process.getuid?.() === 0)(
    "a file without permission to read (not as root, who may read all)",
    async () => {
      const file = writeMask(folder.path("forbidden.nii.gz"));
      chmodSync(file, 0o000);
      const { code, stderr } = await pgt(["compare", reference(), file]);
      expect(code).toBe(3);
      expectOneMessage(stderr, "forbidden.nii.gz", /permission|read/i);
    },
  );

  it("an empty folder", async () => {
    mkdirSync(folder.path("empty"));
    const { code, stderr } = await pgt(["compare", folder.path("empty"), folder.path("empty")]);
    expect(code).toBe(3);
    expectOneMessage(stderr, "empty", /empty|no .*(image|mask|nii)/i);
  });

  it("a folder where a file should be", async () => {
    mkdirSync(folder.path("folder.nii.gz"));
    const { code, stderr } = await pgt(["compare", reference(), folder.path("folder.nii.gz")]);
    expect(code).toBe(3);
    expectOneMessage(stderr, "folder.nii.gz", /folder|empty/i);
  });
});

describe("an odd header that can be used is read, and said", () => {
  it("negative spacing in pixdim is a sign without meaning: its size is used, or the file is refused by name", async () => {
    const file = writeMask(folder.path("negative-spacing.nii"), { spacing: [1, -1, 1], sform: null });
    const { code, stderr } = await pgt(["compare", file, file, "--metrics", "dice"]);
    expect(stderr).toMatch(/negative-spacing\.nii/);
    expect(stderr).toMatch(/pixdim|spacing/);
    expect([0, 3]).toContain(code);
  });

  it("sform and qform that disagree: the sform is used", async () => {
    const file = writeMask(folder.path("two-forms.nii"), { qformOffset: [9, 0, 0] });
    const { code, stdout, stderr } = await pgt(["compare", reference(), file, "--metrics", "dice"]);
    expect(code, stderr).toBe(0);
    expect(stdout).toContain("1.0000");
    expect(stderr).toMatch(/sform/);
    expect(stderr).toMatch(/two-forms\.nii/);
  });

  it("the same grid stored with an axis reversed is compared without loss", async () => {
    const values = [...niftiFields({}, 2, 6).values];
    const reversed = values.map((_, at) => values[at - (at % 8) + (7 - (at % 8))]);
    const file = writeMask(folder.path("reversed.nii"), {
      values: reversed,
      sform: [[-1, 0, 0, 7], ...scaledRows([1, 1, 1]).slice(1)],
    });
    const { code, stdout, stderr } = await pgt(["compare", reference(), file, "--metrics", "dice,hd"]);
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/1\.0000 +0\.000/);
  });
});

function expectOneMessage(stderr: string, name: string, fault: RegExp): void {
  const messages = stderr
    .trimEnd()
    .split("\n")
    .filter((line) => line.startsWith("pgt: "));
  expect(messages, stderr).toHaveLength(1);
  expect(messages[0]).toContain(name);
  expect(messages[0].slice(messages[0].indexOf(name) + name.length)).toMatch(fault);
  expect(stderr).not.toMatch(/^\s+at /m);
}
