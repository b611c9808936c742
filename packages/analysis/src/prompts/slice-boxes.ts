import type { LabelVolume, Random } from "@pgt/metrics";

/** Axis of the array along which a volume is cut into slices. */
export type SliceAxis = "x" | "y" | "z";

/** `x_min, y_min, x_max, y_max`: the first and last column and row that hold the structure, counted from 0. */
export type PixelBox = readonly [xMin: number, yMin: number, xMax: number, yMax: number];

export interface SliceBox {
  /** Index along the axis, from 0. */
  readonly slice: number;
  readonly label: number;
  readonly box: PixelBox;
  /** Pixels of the structure in the slice. */
  readonly pixels: number;
}

/** A structure to be boxed: a label, or a region of several. */
export interface BoxedStructure {
  readonly label: number;
  readonly ids: readonly number[];
}

/** Columns and rows of the slices along an axis: in an array [z, y, x] (SimpleITK), what is left when it is fixed. */
const planes = { z: [0, 1, 2], y: [0, 2, 1], x: [1, 2, 0] } as const;

/** Size of a slice in pixels. */
export function sliceSize(shape: LabelVolume["shape"], axis: SliceAxis): { width: number; height: number } {
  const [column, row] = planes[axis];
  return { width: shape[column], height: shape[row] };
}

/**
 * The tight box of every structure in every slice that holds it, by slice and then in the order of the structures.
 * Several parts of one structure in a slice share one box.
 */
export function sliceBoxes(
  { data, shape }: LabelVolume,
  structures: readonly BoxedStructure[],
  axis: SliceAxis,
): SliceBox[] {
  const [columnAxis, rowAxis, sliceAxis] = planes[axis];
  const [nx, ny, nz] = shape;
  const places = placesOf(structures);
  const count = structures.length;
  const extents = Array.from({ length: shape[sliceAxis] * count }, (): Extent | null => null);
  for (let z = 0, voxel = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++) {
      for (let x = 0; x < nx; x++, voxel++) {
        const id = data[voxel];
        const own = id === 0 ? undefined : places.get(id);
        if (!own) continue;
        const at = [x, y, z];
        for (const place of own) {
          const key = at[sliceAxis] * count + place;
          extents[key] = grown(extents[key]!, at[columnAxis], at[rowAxis]);
        }
      }
    }
  }
  return extents.flatMap((extent, key) => {
    if (!extent) return [];
    const { xMin, yMin, xMax, yMax, pixels } = extent;
    const slice = Math.floor(key / count);
    return [{ slice, label: structures[key % count].label, box: [xMin, yMin, xMax, yMax] as const, pixels }];
  });
}

/**
 * Every side moved outwards by a whole number of pixels from 0 to `jitter`, each equally likely, and cut off at the
 * image: at 0, and at the width and height, as MedSAM does in training (train_one_gpu.py, d71e8a1).
 */
export function jitteredBox(
  [xMin, yMin, xMax, yMax]: PixelBox,
  { width, height }: { readonly width: number; readonly height: number },
  jitter: number,
  random: Random,
): PixelBox {
  const shift = () => random.nextBelow(jitter + 1);
  const left = Math.max(0, xMin - shift());
  const right = Math.min(width, xMax + shift());
  const top = Math.max(0, yMin - shift());
  return [left, top, right, Math.min(height, yMax + shift())];
}

interface Extent {
  xMin: number;
  yMin: number;
  xMax: number;
  yMax: number;
  pixels: number;
}

/** Label -> places of the structures it is part of. */
function placesOf(structures: readonly BoxedStructure[]): Map<number, number[]> {
  const places = new Map<number, number[]>();
  for (const [place, { ids }] of structures.entries()) {
    for (const id of new Set(ids)) places.set(id, [...(places.get(id) ?? []), place]);
  }
  return places;
}

function grown(extent: Extent | null, x: number, y: number): Extent {
  if (!extent) return { xMin: x, yMin: y, xMax: x, yMax: y, pixels: 1 };
  if (x < extent.xMin) extent.xMin = x;
  if (x > extent.xMax) extent.xMax = x;
  if (y < extent.yMin) extent.yMin = y;
  if (y > extent.yMax) extent.yMax = y;
  extent.pixels++;
  return extent;
}
