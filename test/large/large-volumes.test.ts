import { readFileSync } from "node:fs";
import { freemem } from "node:os";
import { createEngine, type MeasureRequest } from "@pgt/engine";
import type { LabelVolume, Need } from "@pgt/metrics";
import { fusePatterns, parseMethod } from "@pgt/stats";
import { describe, expect, it } from "vitest";

const engine = await createEngine(readFileSync(new URL("../../assembly/build/pgt.wasm", import.meta.url)));
const hasRoom = freemem() > 8 * 2 ** 30;

const request = (...needs: Need[]): MeasureRequest => ({
  labels: null,
  needs: new Set(needs),
  boundary: "surfel",
  percentileMethod: "inverse-ecdf",
  toleranceSlack: 0,
  tolerancesMm: [],
  percentiles: [100],
  bandDepthsVoxels: [2],
});

/** A volume of zeros, which take no memory until they are read, with a few labels. */
function marked(
  shape: LabelVolume["shape"],
  labels: readonly (readonly [at: number, label: number])[],
): LabelVolume {
  const data = new Uint8Array(shape[0] * shape[1] * shape[2]);
  for (const [at, label] of labels) data[at] = label;
  return { data, shape, spacingMm: [1, 1, 1] };
}

describe.skipIf(!hasRoom)("volumes of a gigabyte", () => {
  it("whose boundary bands do not fit into 4 GiB are refused", { timeout: 120_000 }, () => {
    const shape = [2, 23171, 23171] as const;
    const reference = marked(shape, [
      [0, 1],
      [2 * 23171 * 23171 - 1, 1],
    ]);
    expect(() => engine.measure({ reference, prediction: reference }, request("bands"))).toThrow(
      expect.objectContaining({ code: "E_MEMORY" }),
    );
  });
});

describe.skipIf(!hasRoom)("images of one slice", () => {
  it.each([8200, 12_000])(
    "of %i voxels a side are measured, whatever their labels",
    { timeout: 120_000 },
    (n) => {
      const labels = Array.from({ length: 9 }, (_, k) => [k * (n + 1) * 300, k + 1] as const);
      const reference = marked([n, n, 1], labels);
      const prediction = marked(
        [n, n, 1],
        labels.map(([at, label]) => [at + 2, label]),
      );
      const measured = engine.measure({ reference, prediction }, request("surface"));
      expect(measured).toHaveLength(9);
      for (const { measurement } of measured) {
        expect(measurement.surface!.referenceToPrediction.maxMm).toBe(2);
      }
    },
  );
});

describe("raters who mark more than 2^24 voxels, where sums in float32 end", () => {
  const shape = [264, 256, 256] as const;
  const voxels = 264 * 256 * 256;
  const field = engine.voteField({ shape, spacingMm: [1, 1, 1] }, 0);
  for (const rater of [1, 2, 3]) {
    const data = new Uint8Array(voxels).fill(1, 0, voxels - 1000 * rater).fill(2, 0, 1000);
    field.add({ data, shape, spacingMm: [1, 1, 1] });
  }
  const votes = {
    patterns: field.patterns,
    labels: [1, 2],
    weights: [1, 1, 1],
    regionVoxels: () => voxels,
  };
  const fuse = (method: string) => fusePatterns(votes, parseMethod(method), { tie: "lowest", undecided: 3 });

  it.each([
    ["majority", voxels - 2000],
    ["union", voxels - 1000],
    ["intersection", voxels - 3000],
    ["staple", voxels - 2000],
    ["staple-multilabel", voxels - 2000],
  ])("are counted to the last voxel by %s", (method, marked) => {
    const map = field.labelMap({ ofPattern: fuse(method).labels });
    let [ones, twos] = [0, 0];
    for (const label of map) {
      if (label === 1) ones++;
      if (label === 2) twos++;
    }
    expect([ones, twos]).toEqual([marked - 1000, 1000]);
  });

  it("give priors that are shares of all votes", () => {
    const [{ prior }] = fuse("staple-multilabel").estimates!;
    const shares = [6000, 3 * voxels - 6000 - 3000, 3000].map((votesFor) => votesFor / (3 * voxels));
    (prior as number[]).forEach((share, c) => void expect(share).toBeCloseTo(shares[c], 15));
  });
});
