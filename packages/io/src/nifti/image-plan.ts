import { InputError, type Vector3 } from "@pgt/metrics";
import { type Datatype, datatypeOf } from "./datatype.ts";
import { HEADER_BYTES, type NiftiHeader } from "./header.ts";

/** Larger volumes are refused before anything is allocated: a 32-bit WebAssembly memory could not hold a pair. */
export const MAX_VOXELS = 2 ** 31 - 1;

/** Volumes in one file: classes of a network or samples of one, which are a few hundred at most. */
export const MAX_VOLUMES = 1024;

/** Bytes that may precede the voxels: extensions are held beside them, and may be no multiple of them. */
const MAX_OFFSET = 2 ** 24;

/** Place and type of the voxels by a header. */
export interface ImagePlan {
  readonly shape: Vector3;
  /** Axes that the header declares, 1 to 3; those beyond have size 1. */
  readonly axes: number;
  readonly voxelCount: number;
  /** Volumes in the file: 1, unless files of several were asked for. */
  readonly channels: number;
  readonly datatype: Datatype;
  /** Offset of the first voxel in the file that holds the voxels. */
  readonly offset: number;
  readonly byteLength: number;
}

/**
 * Checks dims, datatype and offset of a header without touching a voxel.
 * @param several the fourth axis, or the fifth if the fourth has size 1, may count volumes.
 * @throws InputError E_HEADER (dims, offset), E_TOO_LARGE, E_DATATYPE.
 */
export function planImage(header: NiftiHeader, source: string, several = false): ImagePlan {
  const { shape, channels } = shapeOf(header.dims, source, several);
  const voxelCount = shape[0] * shape[1] * shape[2];
  if (voxelCount > MAX_VOXELS) {
    throw new InputError(
      "E_TOO_LARGE",
      source,
      `the header declares ${shape.join(" x ")} = ${voxelCount} voxels; at most ${MAX_VOXELS} can be handled: crop it to what is marked`,
    );
  }
  if (channels > MAX_VOLUMES) {
    const message = `the header declares ${channels} volumes; at most ${MAX_VOLUMES} can be handled, classes or samples of a model`;
    throw new InputError("E_TOO_LARGE", source, message);
  }
  const datatype = datatypeOf(header.datatypeCode, source);
  return {
    shape,
    axes: Math.min(header.dims[0], 3),
    voxelCount,
    channels,
    datatype,
    offset: offsetOf(header, source),
    byteLength: voxelCount * channels * datatype.bytesPerVoxel,
  };
}

function shapeOf(
  dims: readonly number[],
  source: string,
  several: boolean,
): { readonly shape: Vector3; readonly channels: number } {
  const axes = dims[0];
  const refuse = (message: string) => new InputError("E_HEADER", source, message);
  if (!(axes >= 1 && axes <= 7)) throw refuse(`dim[0], the number of axes, is ${axes}; expected 1 to 7`);
  const sizes = dims.slice(1, axes + 1);
  const shown = sizes.join(" x ");
  const fault = sizes.findIndex((size) => size < 1);
  if (fault >= 0) throw refuse(`the header declares ${shown} voxels: dim[${fault + 1}] is ${sizes[fault]}`);
  const beyond = sizes.slice(3).filter((size) => size !== 1);
  if (beyond.length > (several ? 1 : 0) || (several && sizes.slice(5).some((size) => size !== 1))) {
    const expected = several ? "3-D volumes along one more axis" : "a 3-D label map";
    throw refuse(`the image has ${axes} dimensions (${shown}); expected ${expected}: split it first`);
  }
  return { shape: [sizes[0], sizes[1] ?? 1, sizes[2] ?? 1], channels: beyond[0] ?? 1 };
}

function offsetOf(header: NiftiHeader, source: string): number {
  const { voxOffset, isPair, version } = header;
  const least = isPair ? 0 : HEADER_BYTES[version] + 4;
  if (voxOffset === 0) return least;
  if (!Number.isInteger(voxOffset) || voxOffset < least || voxOffset > MAX_OFFSET) {
    throw new InputError(
      "E_HEADER",
      source,
      `vox_offset, where the voxels begin, is ${voxOffset}; expected ${least} to ${MAX_OFFSET}`,
    );
  }
  return voxOffset;
}
