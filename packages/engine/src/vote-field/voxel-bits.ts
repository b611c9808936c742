import type { Vector3 } from "@pgt/metrics";
import { countDilated } from "../dilation/count-dilated.ts";
import type { Grid } from "../grid.ts";
import type { Kernels } from "../kernels.ts";
import type { Memory } from "../memory.ts";
import { rowTableOf } from "../row-table.ts";

/** Kernels read a little beyond a bitmap to either side. */
const GUARD_BYTES = 16;

/** A bitmap in WASM memory: bit x of a row is voxel x. */
interface Bitmap {
  readonly pointer: number;
  /** Bytes of a row, whole 64-bit words. */
  readonly stride: number;
  readonly size: Vector3;
  readonly spacingMm: Vector3;
  /** Its x and y are y and x of the grid. */
  readonly isExchanged: boolean;
}

/** Some voxels of a grid, one bit each, in WASM memory as long as the scope that this is made in. */
export class VoxelBits {
  private readonly bitmap: Bitmap;

  /** @param mark sets the bits of the voxels, in rows of `stride` bytes. */
  constructor(
    private readonly kernels: Kernels,
    private readonly memory: Memory,
    private readonly grid: Grid,
    mark: (pointer: number, stride: number) => void,
  ) {
    this.bitmap = { ...this.emptyBitmap(grid.size), spacingMm: grid.spacingMm, isExchanged: false };
    mark(this.bitmap.pointer, this.bitmap.stride);
  }

  /** Voxels on both sides of the border of these, ascending. */
  border(): Uint32Array {
    const { kernels, memory } = this;
    const { pointer, stride, size } = this.bitmap;
    return memory.scoped(() => {
      const count = kernels.border_of_bits(pointer, ...size, stride, 0) >>> 0;
      const target = memory.allocate(count * 4);
      kernels.border_of_bits(pointer, ...size, stride, target);
      return memory.readUint32(target, count);
    });
  }

  /**
   * Signed distances in mm of voxels, ascending: to the nearest that is not one of these, positive, or else to the nearest
   * that is, negative. NaN where that is not near.
   */
  nearDistances(voxels: Uint32Array): Float64Array {
    const { kernels, memory, grid } = this;
    return memory.scoped(() => {
      const { pointer, stride, size, spacingMm, isExchanged } = this.alongFinerAxis();
      const { bytes, rows, reachable2 } = rowTableOf(spacingMm, grid.planar);
      const { length } = voxels;
      const table = memory.allocate(bytes.length);
      memory.writeBytes(table, bytes);
      const offsets = memory.allocate(rows * 4);
      const queries = memory.allocate(voxels.byteLength);
      memory.writeUint32(queries, voxels);
      const mm = memory.allocate(length * 8);
      const place = [pointer, ...size, stride, Number(isExchanged)] as const;
      kernels.signed_near(...place, queries, length, table, rows, reachable2, offsets, ...spacingMm, mm);
      return memory.readFloats(mm, length);
    });
  }

  /** Number of voxels within a distance of these, centre to centre, that distance included. */
  countWithin(distanceMm: number): number {
    const { kernels, memory } = this;
    return memory.scoped(() => {
      const { pointer: bits, stride, size, spacingMm } = this.alongFinerAxis();
      const structure = { bits, planes: size[2], firstZ: 0, size, stride };
      return countDilated(kernels, memory, structure, spacingMm, distanceMm);
    });
  }

  /** The bitmap with rows along the finer axis of the plane, where more of what is near lies in a row. */
  private alongFinerAxis(): Bitmap {
    const { pointer, stride, size, spacingMm } = this.bitmap;
    if (spacingMm[0] <= spacingMm[1]) return this.bitmap;
    const exchanged = <T>([x, y, z]: readonly [T, T, T]) => [y, x, z] as const;
    const bitmap = {
      ...this.emptyBitmap(exchanged(size)),
      spacingMm: exchanged(spacingMm),
      isExchanged: true,
    };
    this.kernels.exchange_axes(pointer, ...size, stride, bitmap.pointer, bitmap.stride);
    return bitmap;
  }

  private emptyBitmap(size: Vector3): Pick<Bitmap, "pointer" | "stride" | "size"> {
    const stride = Math.ceil(size[0] / 64) * 8;
    const bytes = stride * size[1] * size[2] + 2 * GUARD_BYTES;
    return { pointer: this.memory.allocateZeroed(bytes) + GUARD_BYTES, stride, size };
  }
}
