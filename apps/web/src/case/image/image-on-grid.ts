import { type Axis, acrossSlices, type PlacedGrid, perAxis, withAtMost, withShape } from "../maps/grid.ts";
import { firstBytes } from "./first-bytes.ts";
import { type ImageHeader, imageHeader } from "./image-header.ts";
import { type ReadVoxel, voxelForm, voxelReader } from "./image-voxels.ts";
import { sampleImage } from "./sample-image.ts";
import { type ShownRange, toShownRange } from "./shown-range.ts";
import { type Steps, stepsBetween } from "./steps-between.ts";

/** A file, or the two of a `.hdr`/`.img` pair. */
export interface ImageFiles {
  readonly header: Blob;
  readonly voxels: Blob;
}

/** An image on the grid that the masks are drawn on. */
export interface CaseImage {
  readonly grid: PlacedGrid;
  /** One value a voxel, or three of a colour, x fastest. */
  readonly picture: { readonly kind: "grey"; readonly range: ShownRange } | Colours;
  /** Volumes of the file, of which the first is shown. */
  readonly volumes: number;
}

interface Colours {
  readonly kind: "colour";
  readonly data: Uint8Array<ArrayBuffer>;
}

/** Size that graphics cards, simulated ones too, take without delay. */
export const mostImageVoxels = 10e6;

/**
 * Interpolates the first volume of an image on a grid; where the grids are the same, values stay as they are.
 * The grid is made finer within slices if the image is, as far as `fineness` and memory allow; coarser if it is too large.
 *
 * @param affine of the image.
 * @throws Error if it ends early, or its voxels cannot be shown.
 */
export async function imageOnGrid(
  files: ImageFiles,
  affine: readonly number[],
  on: PlacedGrid,
  fineness: number,
): Promise<CaseImage> {
  const header = imageHeader(await firstBytes(files.header, 544));
  const read = await firstVolume(files, header);
  const across = acrossSlices(on);
  const grid = gridFor(on, stepsBetween(on.affine, affine), across, fineness);
  const steps = stepsBetween(grid.affine, affine);
  const { channels } = voxelForm(header.datatype);
  const values = Array.from({ length: channels }, (_, channel) =>
    sampleImage((voxel) => read(voxel, channel), header.shape, grid.shape, steps),
  );
  const picture: CaseImage["picture"] =
    values.length === 1
      ? { kind: "grey", range: toShownRange(values[0], header) }
      : { kind: "colour", data: interleaved(values) };
  return { grid, picture, volumes: header.volumes };
}

async function firstVolume({ header: file, voxels }: ImageFiles, header: ImageHeader): Promise<ReadVoxel> {
  const [nx, ny, nz] = header.shape;
  const length = nx * ny * nz * voxelForm(header.datatype).bytes;
  if (header.isPair && voxels === file) throw new Error("the .img file that belongs to it is missing");
  const bytes = await firstBytes(header.isPair ? voxels : file, header.offset + length);
  const held = Math.max(0, bytes.length - header.offset);
  if (held < length) {
    throw new Error(`it ends early: ${nx} x ${ny} x ${nz} voxels have ${length} bytes, it holds ${held}`);
  }
  return voxelReader(bytes.subarray(header.offset), header);
}

function gridFor(on: PlacedGrid, { columns }: Steps, across: Axis, most: number): PlacedGrid {
  const { shape } = on;
  const within = columns.filter((_, axis) => axis !== across).flat();
  // Voxels of the image for one of the masks.
  const finer = Math.round(Math.max(...within.map(Math.abs)));
  const room = Math.floor(Math.sqrt(mostImageVoxels / (shape[0] * shape[1] * shape[2])));
  const times = Math.max(1, Math.min(finer, most, room));
  const fine = withShape(
    on,
    perAxis((axis) => (axis === across ? shape[axis] : shape[axis] * times)),
  );
  return withAtMost(fine, mostImageVoxels, across);
}

function interleaved(channels: readonly Float32Array[]): Uint8Array<ArrayBuffer> {
  const colours = new Uint8Array(3 * channels[0].length);
  for (const [channel, values] of channels.entries()) {
    for (let i = 0; i < values.length; i++) colours[3 * i + channel] = values[i] || 0;
  }
  return colours;
}
