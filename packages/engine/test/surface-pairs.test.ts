import type { LabelVolume, Vector3 } from "@pgt/metrics";
import { expect, it } from "vitest";
import { compactVolume } from "../src/compact-volume.ts";
import { commonGrid } from "../src/grid.ts";
import type { Kernels } from "../src/kernels.ts";
import { Memory } from "../src/memory.ts";
import { SurfaceCache } from "../src/surface-cache.ts";
import { eachSurfaceBatch } from "../src/surface-pairs.ts";
import { type SurfaceSet, TooManyElements } from "../src/surfaces.ts";
import { plainReader } from "../src/voxel-reader.ts";
import { volume, wasm } from "./small-volumes.ts";

/** Holds the surfaces of no more than `most` labels at once. */
class SmallCache extends SurfaceCache {
  constructor(private readonly most: number) {
    super();
  }

  override take(...[of, boundary, wanted, find]: Parameters<SurfaceCache["take"]>): SurfaceSet {
    if (wanted === null || wanted.length > this.most) throw new TooManyElements();
    return super.take(of, boundary, wanted, find);
  }
}

it("surfaces that do not fit into memory together are found in batches: every structure once, in order", async () => {
  const { instance } = await WebAssembly.instantiate(wasm);
  const kernels = instance.exports as unknown as Kernels;
  const memory = new Memory(kernels);
  const shape: Vector3 = [26, 3, 3];
  // Bars of 1 to 5 voxels, which are all surface.
  const starts = [1, 4, 8, 13, 19];
  const bars = volume(shape, (x, y, z) =>
    y === 1 && z === 1 ? starts.findIndex((start, k) => x >= start && x <= start + k) + 1 : 0,
  );
  const side = (of: LabelVolume) => ({
    reader: plainReader(memory, compactVolume(kernels, memory, of)),
    volume: of,
    present: [1, 2, 3, 4, 5],
  });
  const targets = starts.map((_, k) => ({ position: k, reference: k + 1, prediction: k + 1 }));
  const layer = { reference: side(bars), prediction: side({ ...bars }), targets };
  const visited: number[][][] = [];
  eachSurfaceBatch(kernels, memory, new SmallCache(2), commonGrid(bars, bars), "border6", layer, (batch) => {
    visited.push(
      batch.map(({ target, reference, prediction }) => [
        target.position,
        reference.indices.length,
        prediction.indices.length,
      ]),
    );
  });
  expect(visited).toEqual([
    [
      [0, 1, 1],
      [1, 2, 2],
    ],
    [[2, 3, 3]],
    [
      [3, 4, 4],
      [4, 5, 5],
    ],
  ]);
});
