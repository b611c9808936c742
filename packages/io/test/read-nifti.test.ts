import { describe, expect, it } from "vitest";
import { readNifti } from "../src/nifti/read-nifti.ts";
import { atOddOffset, buildNifti, buildPair, type NiftiRecipe, typeNames } from "./build-nifti.ts";
import { refusal } from "./expect-error.ts";

const read = (recipe: NiftiRecipe) => readNifti({ header: buildNifti(recipe) }, "mask.nii");
const labels = Array.from({ length: 24 }, (_, i) => [0, 1, 7, 100][i % 4]);

describe.each(typeNames)("%s", (type) => {
  describe.each([1, 2] as const)("NIfTI-%i", (version) => {
    it.each([
      ["little", true],
      ["big", false],
    ])("%s-endian labels, at even and odd offsets", (_, littleEndian) => {
      const bytes = buildNifti({ version, littleEndian, type, values: labels });
      for (const header of [bytes, atOddOffset(bytes)]) {
        const before = header.slice();
        const volume = readNifti({ header }, "mask.nii");
        expect([...volume.data]).toEqual(labels);
        expect(volume.shape).toEqual([2, 3, 4]);
        expect(header).toEqual(before);
      }
    });

    it.each([true, false])("scaled by slope 2 and intercept -3 (little-endian: %s)", (littleEndian) => {
      const stored = labels.map((label) => (label === 0 ? 2 : label + 3));
      const volume = read({ version, littleEndian, type, values: stored, slope: 2, intercept: -3 });
      expect([...volume.data]).toEqual(stored.map((value) => 2 * value - 3));
    });
  });
});

describe("datatypes and ranges", () => {
  it("views the file's bytes where type, byte order and alignment fit", () => {
    for (const type of ["uint8", "uint16", "int16", "uint32", "int32"] as const) {
      const header = buildNifti({ type });
      expect(readNifti({ header }, "m").data.buffer).toBe(header.buffer);
    }
    const header = buildNifti({ type: "int8" });
    expect(readNifti({ header }, "m").data.buffer).toBe(header.buffer);
  });

  it.each([
    ["float32", [0, 255], Uint8Array],
    ["float32", [0, 256], Uint16Array],
    ["float64", [-1, 300], Int16Array],
    ["float64", [0, 65536], Int32Array],
    ["float64", [0, 4294967295], Uint32Array],
    ["float32", [1.0005, 1.9995], Uint8Array],
    ["int64", [0, 3], Uint8Array],
    ["int64", [-2147483648, 5], Int32Array],
    ["int64", [0, 4294967295], Uint32Array],
    ["uint64", [0, 40000], Uint16Array],
    ["int8", [-4, 127], Int16Array],
  ] as const)("%s %j goes to the smallest type", (type, values, expected) => {
    const { data } = read({ type, values, dims: [1, 2] });
    expect(data).toBeInstanceOf(expected);
    expect([...data]).toEqual(values.map(Math.round));
  });

  it.each([0, Number.NaN])("slope %d means no scaling", (slope) => {
    expect([...read({ values: [3, 4], dims: [1, 2], slope, intercept: 9 }).data]).toEqual([3, 4]);
  });

  it.each([
    ["float32", [0, 0, 0, 0.25], "(1, 1, 0)"],
    ["float32", [0, Number.NaN, 0, 0], "NaN"],
    ["float64", [0, 0, Number.POSITIVE_INFINITY, 0], "Infinity"],
    ["float64", [0, 1.0011, 0, 0], "1.0011"],
    ["int64", [0, 0, 0, 2n ** 40n], String(2n ** 40n)],
    ["int64", [0, -(2n ** 33n), 0, 0], String(-(2n ** 33n))],
    ["uint64", [0, 2n ** 64n - 1n, 0, 0], String(2n ** 64n - 1n)],
    ["float64", [-1, 4e9, 0, 0], "-1 to 4000000000"],
  ] as const)("%s values that are no labels: %$", async (type, values, shown) => {
    const message = await refusal("E_NOT_LABELMAP", () => read({ type, values, dims: [2, 2, 2] }));
    expect(message).toContain("mask.nii");
    expect(message).toContain(shown);
  });

  it.each(["float32", "int64"] as const)("%s volumes of more than one part of 65536 voxels", async (type) => {
    const dims = [3, 100, 100, 14];
    const values = Array.from({ length: 140_000 }, (_, i) => i % 300);
    if (type === "float32") values[70_000] = values[70_000] + 0.0005;
    const { data } = read({ type, dims, values });
    expect(data).toBeInstanceOf(Uint16Array);
    expect(data.every((label, i) => label === i % 300)).toBe(true);
    values[139_999] = type === "float32" ? 0.5 : 2 ** 40;
    expect(await refusal("E_NOT_LABELMAP", () => read({ type, dims, values }))).toContain(
      "voxel (99, 99, 13)",
    );
  });

  it.each([
    [1, "binary"],
    [32, "complex64"],
    [128, "rgb24"],
    [1536, "float128"],
    [2304, "rgba32"],
    [77, "77"],
  ])("datatype %i is refused by name", async (datatypeCode, name) => {
    expect(await refusal("E_DATATYPE", () => read({ datatypeCode }))).toContain(name);
  });

  it("refuses a scaling without a finite intercept", async () => {
    expect(await refusal("E_HEADER", () => read({ slope: 2, intercept: Number.NaN }))).toContain("scl_inter");
  });
});

describe("dims", () => {
  it.each([
    [
      [2, 3, 4],
      [3, 4, 1],
    ],
    [
      [1, 5],
      [5, 1, 1],
    ],
    [
      [4, 2, 3, 4, 1],
      [2, 3, 4],
    ],
    [
      [5, 2, 3, 4, 1, 1],
      [2, 3, 4],
    ],
    [
      [2, 3, 4, 9, 9],
      [3, 4, 1],
    ],
  ])("%j is read as %j", (dims, shape) => {
    expect(read({ dims }).shape).toEqual(shape);
  });

  it.each([
    [[3, -2, 3, 4], "dim[1] is -2"],
    [[3, 2, 0, 4], "dim[2] is 0"],
    [[0, 2, 3, 4], "dim[0]"],
    [[9, 2, 3, 4], "dim[0]"],
    [[4, 2, 3, 4, 2], "4 dimensions"],
  ])("%j is refused in both versions and byte orders", async (dims, shown) => {
    for (const version of [1, 2] as const) {
      for (const littleEndian of [true, false]) {
        const message = await refusal("E_HEADER", () => read({ dims, version, littleEndian }));
        expect(message).toContain(shown);
      }
    }
  });

  it.each([
    [1, [3, 32767, 32767, 32767]],
    [2, [3, 2 ** 40, 2 ** 40, 2]],
  ] as const)("NIfTI-%i volumes beyond memory are refused before allocating", async (version, dims) => {
    expect(await refusal("E_TOO_LARGE", () => read({ version, dims, values: [0] }))).toContain(
      dims[1].toString(),
    );
  });

  it("refuses a header that promises more than there is, with both sizes", async () => {
    const message = await refusal("E_TRUNCATED", () => read({ dims: [3, 512, 512, 300], values: [1, 2, 3] }));
    expect(message).toContain(String(352 + 512 * 512 * 300));
    expect(message).toContain("355");
  });

  it.each([100, -1, Number.NaN, 352.5])("refuses vox_offset %d", async (voxOffset) => {
    expect(await refusal("E_HEADER", () => read({ voxOffset }))).toContain("vox_offset");
  });

  it("says when bytes follow the last voxel", () => {
    expect(read({ dims: [1, 2], values: [1, 2, 3, 4] }).warnings).toEqual(
      expect.arrayContaining([
        { code: "N-SURPLUS", file: "mask.nii", message: expect.stringContaining("2 bytes follow") },
      ]),
    );
  });
});

describe("files that are no NIfTI", () => {
  it.each([
    ["empty", new Uint8Array(0)],
    ["text", new TextEncoder().encode("this is not an image ".repeat(40))],
    ["Analyze 7.5", buildNifti({ magic: "\0\0\0" })],
    ["gzip within gzip", Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0)],
  ])("%s", async (_, header) => {
    expect(await refusal("E_NOT_NIFTI", () => readNifti({ header }, "mask.nii"))).toContain("mask.nii");
  });

  it("a header cut short", async () => {
    const header = buildNifti({ version: 2 }).subarray(0, 400);
    expect(await refusal("E_TRUNCATED", () => readNifti({ header }, "m"))).toContain("540");
  });
});

describe(".hdr/.img pairs", () => {
  it.each([
    [1, "ni1", true],
    [1, "ni1", false],
    [2, "ni2", true],
    [2, "ni2", false],
  ] as const)("NIfTI-%i (%s, little-endian: %s)", (version, magic, littleEndian) => {
    const pair = buildPair({ version, magic, littleEndian, type: "int16", values: labels });
    const volume = readNifti({ header: pair.header, image: pair.voxels }, "mask.hdr");
    expect([...volume.data]).toEqual(labels);
    const bare = pair.header.subarray(0, version === 1 ? 348 : 540);
    expect([...readNifti({ header: bare, image: pair.voxels }, "mask.hdr").data]).toEqual(labels);
  });

  it("refuses a header without its image, a short image, and an image beside a single file", async () => {
    const pair = buildPair({ magic: "ni1" });
    expect(await refusal("E_NOT_FOUND", () => readNifti({ header: pair.header }, "a.hdr"))).toContain(".img");
    const image = pair.voxels.subarray(1);
    expect(await refusal("E_TRUNCATED", () => readNifti({ header: pair.header, image }, "a.hdr"))).toContain(
      "23",
    );
    await refusal("E_HEADER", () => readNifti({ header: buildNifti(), image }, "a.nii"));
  });
});
