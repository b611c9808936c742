/// <reference types="node" />
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type NpyArray, readNpy, writeNpy } from "../src/numpy/npy.ts";
import { readNpz, writeNpz } from "../src/numpy/npz.ts";
import { refusal } from "./expect-error.ts";

const arrays: Readonly<Record<string, NpyArray>> = {
  boxes: { data: Int32Array.of(1, -2, 3, 4, 5, 6, 7, 8), shape: [2, 4] },
  bytes: { data: Uint8Array.of(0, 255, 7), shape: [3] },
  words: { data: Uint16Array.of(65535, 1), shape: [1, 2, 1] },
  real: { data: Float64Array.of(0.1, -2e300), shape: [2] },
  names: { data: ["liver", "Gefäß 𝒳", ""], shape: [3] },
  none: { data: new Int32Array(0), shape: [0, 4] },
  single: { data: Float32Array.of(1.5), shape: [] },
};

const python = spawnSync("python3", ["-c", "import numpy"], { stdio: "ignore" }).status === 0;

describe(".npz", () => {
  it("is read back as it was written", () => {
    expect(readNpz(writeNpz(arrays), "a.npz")).toEqual(new Map(Object.entries(arrays)));
  });

  it("has the bytes that numpy's format asks for", () => {
    const file = writeNpy({ data: Int32Array.of(258), shape: [1] });
    expect([...file.subarray(0, 8)]).toEqual([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
    const headerBytes = file[8] + 256 * file[9];
    expect((10 + headerBytes) % 64).toBe(0);
    const header = new TextDecoder().decode(file.subarray(10, 10 + headerBytes));
    expect(header).toMatch(/^\{'descr': '<i4', 'fortran_order': False, 'shape': \(1,\), \} *\n$/);
    expect([...file.subarray(10 + headerBytes)]).toEqual([2, 1, 0, 0]);
  });

  it("is the same bytes every time", () => {
    expect(writeNpz(arrays)).toEqual(writeNpz(arrays));
  });

  it.skipIf(!python)(`is read by numpy${python ? "" : " (skipped: python3 with numpy is missing)"}`, () => {
    const folder = mkdtempSync(join(tmpdir(), "pgt-npz-"));
    try {
      writeFileSync(join(folder, "a.npz"), writeNpz(arrays));
      const script =
        "import numpy,json,sys; a=numpy.load(sys.argv[1]); print(json.dumps({k:[str(a[k].dtype),list(a[k].shape),a[k].tolist()] for k in a.files}))";
      const { stdout } = spawnSync("python3", ["-c", script, join(folder, "a.npz")], { encoding: "utf8" });
      expect(JSON.parse(stdout)).toEqual({
        boxes: [
          "int32",
          [2, 4],
          [
            [1, -2, 3, 4],
            [5, 6, 7, 8],
          ],
        ],
        bytes: ["uint8", [3], [0, 255, 7]],
        words: ["uint16", [1, 2, 1], [[[65535], [1]]]],
        real: ["float64", [2], [0.1, -2e300]],
        names: ["<U7", [3], ["liver", "Gefäß 𝒳", ""]],
        none: ["int32", [0, 4], []],
        single: ["float32", [], 1.5],
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("names what is wrong", async () => {
    expect(await refusal("E_HEADER", () => readNpz(Uint8Array.of(1, 2, 3), "a.npz"))).toContain(
      "not an .npz file",
    );
    const file = writeNpy({ data: Int32Array.of(1, 2), shape: [2] });
    expect(await refusal("E_TRUNCATED", () => readNpy(file.subarray(0, file.length - 1), "a"))).toContain(
      "expected 8 bytes of data, found 7",
    );
    const big = Uint8Array.from(file);
    big[big.indexOf("<".charCodeAt(0))] = ">".charCodeAt(0);
    expect(await refusal("E_DATATYPE", () => readNpy(big, "a"))).toContain("found >i4");
    expect(() => writeNpy({ data: Int32Array.of(1), shape: [2] })).toThrow(RangeError);
  });
});
