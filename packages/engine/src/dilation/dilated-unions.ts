import type { Vector3 } from "@pgt/metrics";
import type { Grid } from "../grid.ts";
import type { Kernels } from "../kernels.ts";
import type { Memory } from "../memory.ts";
import { type VoxelReader, voxelBytes } from "../voxel-reader.ts";
import { countDilated, SLACK } from "./count-dilated.ts";

/** Label indices of a structure in each rater's volume; null: every label but background. */
export type UnionOf = readonly (readonly number[])[] | null;

const BOX_INTS = 6;

/** First and last voxel along each axis. */
export type Box = readonly [readonly [number, number], readonly [number, number], readonly [number, number]];

/**
 * Counts voxels whose centre lies within a distance of the centre of a voxel that any rater gave to a structure: exact
 * Euclidean dilation, at any spacing, cut off at the image. One pass finds the boxes of all labels; each structure is
 * then dilated in a bitmap of its own box. WASM memory: a plane of voxels, and two bits a voxel of the box.
 */
export class DilatedUnions {
  private readonly boxes: readonly (readonly (Box | null)[])[];
  private readonly reach: Vector3;

  constructor(
    private readonly kernels: Kernels,
    private readonly memory: Memory,
    private readonly grid: Grid,
    private readonly readers: readonly VoxelReader[],
    private readonly distanceMm: number,
  ) {
    this.boxes = readers.map((reader) => labelBoxes(kernels, memory, grid, reader));
    const [x, y, z] = reachOf(grid, distanceMm).map((reach, axis) => Math.min(grid.size[axis] - 1, reach));
    this.reach = [x, y, z];
  }

  /** Voxels of the dilated union, which include those of the union itself. */
  voxels(union: UnionOf): number {
    const inner = this.boxOf(union);
    if (!inner) return 0;
    const [[x0, x1], [y0, y1], [z0, z1]] = inner.map(([from, to], axis) => [
      Math.max(0, from - this.reach[axis]),
      Math.min(this.grid.size[axis] - 1, to + this.reach[axis]),
    ]) as unknown as Box;
    const { kernels, memory, readers } = this;
    const [nx, ny] = this.grid.size;
    const [width, height, depth] = [x1 - x0 + 1, y1 - y0 + 1, z1 - z0 + 1];
    const stride = Math.ceil(width / 64) * 8;
    const planes = inner[2][1] - inner[2][0] + 1;
    return memory.scoped(() => {
      const bits = memory.allocateZeroed(stride * height * planes);
      memory.scoped(() => {
        const rows = memory.allocate(nx * height * voxelBytes(readers[0].type));
        for (let z = 0; z < planes; z++) {
          const plane = bits + z * stride * height;
          readers.forEach((reader, rater) => {
            reader.read(((inner[2][0] + z) * ny + y0) * nx, nx * height, rows);
            const first = rows + x0 * voxelBytes(reader.type);
            const mark = (label: number, other: number) =>
              kernels[`mark_label_${reader.type}`](first, nx, width, height, label, other, plane, stride);
            if (union === null) mark(0, 1);
            else for (const index of union[rater]) mark(index, 0);
          });
        }
      });
      const structure = {
        bits,
        planes,
        firstZ: inner[2][0] - z0,
        size: [width, height, depth],
        stride,
      } as const;
      return countDilated(kernels, memory, structure, this.grid.spacingMm, this.distanceMm);
    });
  }

  private boxOf(union: UnionOf): Box | null {
    const boxes = this.boxes.flatMap((ofRater, rater) =>
      union === null ? ofRater.slice(1) : union[rater].map((index) => ofRater[index] ?? null),
    );
    const found = boxes.filter((box) => box !== null);
    if (found.length === 0) return null;
    return [0, 1, 2].map((axis) => [
      found.reduce((least, box) => Math.min(least, box[axis][0]), Infinity),
      found.reduce((most, box) => Math.max(most, box[axis][1]), 0),
    ]) as unknown as Box;
  }
}

/** Voxels along each axis that a distance spans. */
export function reachOf({ spacingMm }: Grid, distanceMm: number): Vector3 {
  const [x, y, z] = spacingMm.map((spacing) => Math.floor((distanceMm * (1 + SLACK)) / spacing));
  return [x, y, z];
}

/** Box of each label index, null for background and where the volume does not have it. */
export function labelBoxes(
  kernels: Kernels,
  memory: Memory,
  grid: Grid,
  reader: VoxelReader,
): (Box | null)[] {
  const [nx, ny, nz] = grid.size;
  return memory.scoped(() => {
    const boxes = memory.allocate(reader.labels * BOX_INTS * 4);
    const plane = memory.allocate(nx * ny * voxelBytes(reader.type));
    kernels.empty_boxes(boxes, reader.labels);
    for (let z = 0; z < nz; z++) {
      reader.read(z * nx * ny, nx * ny, plane);
      kernels[`grow_boxes_${reader.type}`](plane, nx, ny, z, boxes);
    }
    const ends = memory.readUint32(boxes, reader.labels * BOX_INTS);
    return Array.from({ length: reader.labels }, (_, label) => {
      const [x0, x1, y0, y1, z0, z1] = ends.subarray(label * BOX_INTS, (label + 1) * BOX_INTS);
      // An empty box runs from the largest number to the smallest.
      return x0 >= nx
        ? null
        : [
            [x0, x1],
            [y0, y1],
            [z0, z1],
          ];
    });
  });
}
