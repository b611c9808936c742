import type { Grid } from "../grid.ts";
import { type Kernels, Status } from "../kernels.ts";
import { type Memory, OutOfMemory } from "../memory.ts";
import type { VoxelBits } from "./voxel-bits.ts";

export interface LabelBorder {
  readonly voxels: Uint32Array;
  readonly mm: Float64Array;
}

/**
 * Signed distances from voxels to the voxels of a label: inside positive, to the nearest voxel centre outside; outside
 * negative, to the nearest one inside. Nothing lies outside of the image, and a label without a voxel is infinitely far.
 *
 * Most distances are found near the voxel. For the others, only voxels at the border are looked at: the nearest one on the
 * other side has a neighbour on this side.
 */
export class LabelSurfaces {
  private readonly bothSides = new Map<number, LabelBorder>();

  /**
   * @param grid leaves a voxel around every label, but at the image's own edge.
   * @param bitsOf the voxels of a label, in the scope that it is called in.
   */
  constructor(
    private readonly kernels: Kernels,
    private readonly memory: Memory,
    private readonly grid: Grid,
    private readonly bitsOf: (label: number) => VoxelBits,
    private readonly labelAt: (at: number) => number,
  ) {}

  /** Signed distances in mm of voxels, ascending. */
  distances(label: number, voxels: Uint32Array): Float64Array {
    if (voxels.length === 0) return new Float64Array(0);
    return this.onBits(label, (bits) => {
      const mm = bits.nearDistances(voxels);
      return mm.some(Number.isNaN) ? this.withFar(label, voxels, mm, bits.border()) : mm;
    });
  }

  /**
   * Signed distances in mm of voxels, ascending, from the border itself, which runs between the voxels on both sides of it:
   * the mean of the distances to the two layers. Inside positive.
   */
  borderDistances(label: number, voxels: Uint32Array): Float64Array {
    const [toInside, toOutside] = this.layers(label, this.borderVoxels(label)).map((layer) =>
      this.nearest(voxels, layer),
    );
    return Float64Array.from(voxels, (at, k) => {
      const distance = (toInside[k] + toOutside[k]) / 2;
      return this.labelAt(at) === label ? distance : -distance;
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
    return this.onBits(label, (bits) => bits.border());
  }

  private onBits<T>(label: number, work: (bits: VoxelBits) => T): T {
    return this.memory.scoped(() => work(this.bitsOf(label)));
  }

  /** Fills in the distances that are not known yet. @param border voxels on both sides of it. */
  private withFar(label: number, voxels: Uint32Array, mm: Float64Array, border: Uint32Array): Float64Array {
    const [inner, outer] = this.layers(label, border);
    const isFar = (isInside: boolean) => (at: number, k: number) =>
      Number.isNaN(mm[k]) && (this.labelAt(at) === label) === isInside;
    const inside = this.nearest(voxels.filter(isFar(true)), outer);
    const outside = this.nearest(voxels.filter(isFar(false)), inner);
    let [a, b] = [0, 0];
    for (let k = 0; k < mm.length; k++) {
      if (Number.isNaN(mm[k])) mm[k] = this.labelAt(voxels[k]) === label ? inside[a++] : -outside[b++];
    }
    return mm;
  }

  /** Voxels of a border that have the label, and those that do not. */
  private layers(label: number, border: Uint32Array): [inner: Uint32Array, outer: Uint32Array] {
    const isInside = (at: number) => this.labelAt(at) === label;
    return [border.filter(isInside), border.filter((at) => !isInside(at))];
  }

  private nearest(voxels: Uint32Array, targets: Uint32Array): Float64Array {
    if (voxels.length === 0 || targets.length === 0)
      return new Float64Array(voxels.length).fill(Number.POSITIVE_INFINITY);
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
