import { createRandom, InputError } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { parameterCount } from "../src/architecture.ts";
import { fnv1a } from "../src/weights/fnv1a.ts";
import type { NetworkWeights } from "../src/weights/weights.ts";
import { readCheckpoint, readWeights, writeCheckpoint, writeWeights } from "../src/weights/weights-file.ts";

const random = createRandom(12, 0);
const numbers = () => Float32Array.from({ length: parameterCount("S", 2) }, () => random.normal());
const weights: NetworkWeights = {
  size: "S",
  classes: [1, 70_000],
  normalization: { low: -100.5, high: 240, mean: 12.25, sd: 60 },
  patch: [64, 48],
  spacingMm: [0.7, 0.7, 2.5],
  values: numbers(),
};
const checkpoint = {
  weights,
  losses: [1.5, 1.25],
  constantLoss: 1.4,
  firstMoments: numbers(),
  secondMoments: numbers(),
  recipe: "0123abcd",
};
const file = writeWeights(weights);

/** The file with another header, and the checksum that belongs to it. */
function withHeader(change: (header: Record<string, unknown>) => unknown): Uint8Array {
  const length = new DataView(file.buffer).getUint32(8, true);
  const header = JSON.parse(new TextDecoder().decode(file.subarray(12, 12 + length)));
  const text = JSON.stringify(change(header)) ?? "";
  const padded = new TextEncoder().encode(text.padEnd(Math.ceil(text.length / 4) * 4));
  const bytes = new Uint8Array(12 + padded.length + file.length - 12 - length);
  bytes.set(file.subarray(0, 8));
  bytes.set(padded, 12);
  bytes.set(file.subarray(12 + length), 12 + padded.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(8, padded.length, true);
  view.setUint32(bytes.length - 4, fnv1a(bytes.subarray(0, -4)), true);
  return bytes;
}

function faultOf(bytes: Uint8Array): string {
  try {
    readWeights(bytes, "a.net");
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    expect(String(error)).toContain("a.net: ");
    return (error as InputError).code;
  }
  return "none";
}

describe("a file of weights", () => {
  it("gives back what was written, from any place of a larger buffer", () => {
    const larger = new Uint8Array(file.length + 9);
    larger.set(file, 3);
    expect(readWeights(larger.subarray(3, 3 + file.length), "a")).toEqual(weights);
    expect(file.length).toBeLessThan(weights.values.length * 4 + 4096);
  });

  it("of a checkpoint gives back its weights alone, or all", () => {
    const kept = writeCheckpoint(checkpoint);
    expect(readCheckpoint(kept, "a")).toEqual(checkpoint);
    expect(readWeights(kept, "a")).toEqual(weights);
    expect(() => readCheckpoint(file, "a")).toThrow("without the state of its training");
  });

  it("is refused if cut off anywhere, or if anything follows", () => {
    for (const length of [0, 5, 11, 12, 100, 1000, file.length - 1000, file.length - 4, file.length - 1]) {
      expect(["E_FORMAT", "E_TRUNCATED"]).toContain(faultOf(file.subarray(0, length)));
    }
    const longer = new Uint8Array(file.length + 1);
    longer.set(file);
    expect(faultOf(longer)).toBe("E_FORMAT");
  });

  it("is refused with any one byte changed", () => {
    for (let k = 0; k < 60; k++) {
      const bytes = file.slice();
      bytes[k < 30 ? k : random.nextBelow(file.length)] ^= 1 << random.nextBelow(8);
      expect(faultOf(bytes)).not.toBe("none");
    }
  });

  it.each<[string, (header: Record<string, unknown>) => unknown]>([
    ["another version", (header) => ({ ...header, version: 2 })],
    ["another architecture", (header) => ({ ...header, architecture: "unet-3d" })],
    ["an unknown size", (header) => ({ ...header, size: "toString" })],
    ["another size", (header) => ({ ...header, size: "B" })],
    ["classes that do not ascend", (header) => ({ ...header, classes: [2, 1] })],
    ["the background among its classes", (header) => ({ ...header, classes: [0, 1] })],
    ["more classes than arrays", (header) => ({ ...header, classes: [1, 2, 3] })],
    ["a spread of 0", (header) => ({ ...header, normalization: { ...weights.normalization, sd: 0 } })],
    ["no normalisation", ({ normalization: _, ...header }) => header],
    ["a patch that cannot be halved", (header) => ({ ...header, patch: [60, 60] })],
    ["a patch without end", (header) => ({ ...header, patch: [2 ** 30, 2 ** 30] })],
    ["a voxel without size", (header) => ({ ...header, spacingMm: [1, 0, 1] })],
    ["no arrays", (header) => ({ ...header, tensors: [] })],
    ["a list in its place", () => []],
    ["nothing", () => null],
  ])("is refused with a header of %s", (_, change) => {
    expect(faultOf(withHeader(change))).toBe("E_HEADER");
  });

  it("says which version it can read", () => {
    expect(() =>
      readWeights(
        withHeader((header) => ({ ...header, version: 2 })),
        "a",
      ),
    ).toThrow("this version of pgt reads 1");
  });

  it("is refused if a parameter is no number, or if a checkpoint's arrays are missing", () => {
    expect(
      faultOf(writeWeights({ ...weights, values: weights.values.map((v, i) => (i === 7 ? Number.NaN : v)) })),
    ).toBe("E_FORMAT");
    const training = { losses: [], constantLoss: 0, recipe: "" };
    expect(faultOf(withHeader((header) => ({ ...header, training })))).toBe("E_TRUNCATED");
  });
});
