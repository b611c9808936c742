import { readFileSync } from "node:fs";
import { freemem } from "node:os";
import { createEngine, type MeasureRequest } from "@pgt/engine";
import type { LabelVolume, Need } from "@pgt/metrics";
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
