import type { Grid } from "../grid.ts";
import { type Kernels, Status } from "../kernels.ts";
import { type Memory, OutOfMemory } from "../memory.ts";
import { findSurfaces, type SurfaceSet, surfaceOf } from "../surfaces.ts";
import type { VoxelReader } from "../voxel-reader.ts";

export interface LabelBorder {
  readonly voxels: Uint32Array;
  readonly mm: Float64Array;
}

/**
 * Signed distances from voxels to the voxels of a label: inside positive, to the nearest voxel centre outside; outside
 * negative, to the nearest one inside. Nothing lies outside of the image, and a label without a voxel is infinitely far.
 *
 * The nearest voxel on the other side has a neighbour on this side, so that only such voxels are looked at.
 */
export class LabelSurfaces {
  private readonly borders: SurfaceSet;
  private readonly bothSides = new Map<number, LabelBorder>();
  private readonly beside = new Map<number, Uint32Array>();

  /**
   * @param reader of indices from 1 on, on a grid that leaves a voxel around every label but the image's own edge.
   * @param indexOf index of a label, background included.
   */
  constructor(
    private readonly kernels: Kernels,
    private readonly memory: Memory,
    private readonly grid: Grid,
    reader: () => VoxelReader,
    private readonly indexAt: (at: number) => number,
    private readonly indexOf: (label: number) => number,
  ) {
    this.borders = memory.scoped(() =>
      grid.voxels === 0
        ? { firsts: new Uint32Array(1), indices: new Uint32Array(0), codes: new Uint8Array(0) }
        : findSurfaces(kernels, memory, grid, "border6", reader(), null, Number.POSITIVE_INFINITY),
    );
  }

  /** Signed distances in mm of voxels, ascending. */
  distances(label: number, voxels: Uint32Array): Float64Array {
    const index = this.indexOf(label);
    const isInside = Uint8Array.from(voxels, (at) => Number(this.indexAt(at) === index));
    const inside = voxels.filter((_, k) => isInside[k] === 1);
    const outside = voxels.filter((_, k) => isInside[k] === 0);
    const toOutside = inside.length > 0 ? this.nearest(inside, this.besideOf(index)) : inside;
    const toInside = outside.length > 0 ? this.nearest(outside, this.borderOf(index)) : outside;
    let [a, b] = [0, 0];
    return Float64Array.from(voxels, (_, k) => (isInside[k] === 1 ? toOutside[a++] : -toInside[b++]));
  }

  /**
   * Signed distances in mm of voxels, ascending, from the border itself, which runs between the voxels on both sides of it:
   * the mean of the distances to the two layers. Inside positive.
   */
  borderDistances(label: number, voxels: Uint32Array): Float64Array {
    const index = this.indexOf(label);
    const [toInside, toOutside] = [this.borderOf(index), this.besideOf(index)].map((layer) =>
      this.nearest(voxels, layer),
    );
    return Float64Array.from(voxels, (at, k) => {
      const distance = (toInside[k] + toOutside[k]) / 2;
      return this.indexAt(at) === index ? distance : -distance;
    });
  }

  /** Voxels on both sides of a label's border, ascending, and their signed distances to it. */
  border(label: number): LabelBorder {
    let border = this.bothSides.get(label);
    if (!border) {
      const voxels = this.borderVoxels(label);
      this.bothSides.set(label, (border = { voxels, mm: this.distances(label, voxels) }));
    }
    return border;
  }

  /** Voxels on both sides of a label's border, ascending. */
  borderVoxels(label: number): Uint32Array {
    const index = this.indexOf(label);
    const beside = this.besideOf(index);
    const inside = this.borderOf(index);
    const all = new Uint32Array(inside.length + beside.length);
    all.set(inside);
    all.set(beside, inside.length);
    return all.sort();
  }

  private borderOf(index: number): Uint32Array {
    return surfaceOf(this.borders, index).indices;
  }

  /** Voxels without the label that have a neighbour with it, ascending. */
  private besideOf(index: number): Uint32Array {
    const known = this.beside.get(index);
    if (known) return known;
    const [nx, ny, nz] = this.grid.size;
    const found: number[] = [];
    const look = (at: number) => {
      if (this.indexAt(at) !== index) found.push(at);
    };
    for (const at of this.borderOf(index)) {
      const row = Math.floor(at / nx);
      const [x, y, z] = [at % nx, row % ny, Math.floor(row / ny)];
      if (x > 0) look(at - 1);
      if (x < nx - 1) look(at + 1);
      if (y > 0) look(at - nx);
      if (y < ny - 1) look(at + nx);
      if (z > 0) look(at - nx * ny);
      if (z < nz - 1) look(at + nx * ny);
    }
    const beside = Uint32Array.from(found)
      .sort()
      .filter((at, k, all) => at !== all[k - 1]);
    this.beside.set(index, beside);
    return beside;
  }

  private nearest(voxels: Uint32Array, targets: Uint32Array): Float64Array {
    if (targets.length === 0) return new Float64Array(voxels.length).fill(Number.POSITIVE_INFINITY);
    const { memory, kernels, grid } = this;
    const [nx, ny] = grid.size;
    const [sx, sy, sz] = grid.spacingMm;
    return memory.scoped(() => {
      const from = memory.allocate(voxels.byteLength);
      const to = memory.allocate(targets.byteLength);
      const distances = memory.allocate(voxels.length * 8);
      memory.writeUint32(from, voxels);
      memory.writeUint32(to, targets);
      const { length } = voxels;
      const status = kernels.far_distances(from, length, to, targets.length, nx, ny, sx, sy, sz, distances);
      if (status !== Status.ok) throw new OutOfMemory(length * 8);
      return memory.readFloats(distances, length);
    });
  }
}
