import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { gzipSync } from "node:zlib";
import { datatypes, type NiftiFields, niftiBytes, niftiFields } from "../e2e/nifti-bytes.ts";

type Mm = readonly [number, number, number];

/** A grid in the world: its shape, and its sform. */
export interface PhantomGrid {
  readonly shape: Mm;
  readonly rows: readonly (readonly number[])[];
}

const centre: Mm = [10, -20, 30];

/** Corners of each brick, in mm from the centre. */
const bricks: readonly (readonly [Mm, Mm])[] = [
  [
    [-20, -12, -10],
    [20, -2, 10],
  ],
  [
    [8, -2, -10],
    [20, 14, 10],
  ],
  [
    [-20, -12, 10],
    [-8, -2, 18],
  ],
];

/**
 * A body whose shape is known in the world: three bricks, one behind the right end and one upon the left end of the first,
 * so that no axis can be turned or swapped unseen.
 */
export function isInBody(mm: Mm): boolean {
  return bricks.some(([from, to]) =>
    mm.every((at, axis) => {
      const inside = at - centre[axis];
      return inside >= from[axis] && inside <= to[axis];
    }),
  );
}

/** A hole in the body, where two of its bricks are cut by all three planes through it. */
function isInHole(mm: Mm): boolean {
  const hole = [-12, -7, 0];
  return Math.hypot(...mm.map((at, axis) => at - centre[axis] - hole[axis])) <= 4;
}

/** Around the body: axes along the columns (unit vectors), voxels of some size in mm. */
export function gridAround(columns: readonly [Mm, Mm, Mm], spacing: Mm, shape: Mm): PhantomGrid {
  const rows = [0, 1, 2].map((row) => {
    const steps = columns.map((column, axis) => column[row] * spacing[axis]);
    const half = steps.reduce((sum, step, axis) => sum + (step * (shape[axis] - 1)) / 2, 0);
    return [...steps, centre[row] - half];
  });
  return { shape, rows };
}

export const upright: readonly [Mm, Mm, Mm] = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];

/** Turned about two axes, as a scan across a tilted organ. */
export function tilted(degrees: number, aside: number): readonly [Mm, Mm, Mm] {
  const [c, s] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const [e, t] = [Math.cos((aside * Math.PI) / 180), Math.sin((aside * Math.PI) / 180)];
  return [
    [e, t, 0],
    [-t * c, e * c, s],
    [t * s, -e * s, c],
  ];
}

/** A value for every voxel, x fastest, by its place in the world. */
export function valuesOn({ shape, rows }: PhantomGrid, valueAt: (mm: Mm) => number): number[] {
  const values: number[] = [];
  for (let z = 0; z < shape[2]; z++)
    for (let y = 0; y < shape[1]; y++)
      for (let x = 0; x < shape[0]; x++) {
        const mm = rows.map(([a, b, c, d]) => a * x + b * y + c * z + d);
        values.push(valueAt(mm as unknown as Mm));
      }
  return values;
}

/** Fields of the header beyond `NiftiFields`. */
export interface ImageFields extends Partial<NiftiFields> {
  readonly rescale?: { readonly slope: number; readonly intercept: number };
  /** Values are bytes, three of them a voxel. */
  readonly isColour?: boolean;
}

/** Writes a file on a grid; gzip by its name. */
export function writeOn(
  path: string,
  grid: PhantomGrid,
  values: NiftiFields["values"],
  { rescale, isColour = false, ...fields }: ImageFields = {},
): void {
  const column = (axis: number) => Math.hypot(...grid.rows.map((row) => row[axis]));
  const bytes = niftiBytes(
    niftiFields({
      dims: grid.shape,
      spacing: [column(0), column(1), column(2)],
      sform: grid.rows,
      datatype: datatypes.uint8,
      values,
      ...fields,
    }),
  );
  if (rescale) {
    bytes.writeFloatLE(rescale.slope, 112);
    bytes.writeFloatLE(rescale.intercept, 116);
  }
  if (isColour) {
    bytes.writeInt16LE(datatypes.rgb24, 70);
    bytes.writeInt16LE(24, 72);
  }
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, path.endsWith(".gz") ? gzipSync(bytes, { level: 1 }) : bytes);
}

export function writeBodyMask(path: string, grid: PhantomGrid, hasHole = false): void {
  writeOn(
    path,
    grid,
    valuesOn(grid, (mm) => (isInBody(mm) && !(hasHole && isInHole(mm)) ? 1 : 0)),
  );
}
