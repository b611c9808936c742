import type { ImageHeader } from "./image-header.ts";

/** Reads the value of a voxel by its place in the file; for colours, that of a channel. */
export type ReadVoxel = (voxel: number, channel: number) => number;

interface VoxelForm {
  readonly bytes: number;
  readonly channels: 1 | 3;
  readonly read: (view: DataView, at: number, littleEndian: boolean) => number;
}

const uint8 = (view: DataView, at: number) => view.getUint8(at);

/** Forms of voxels by NIfTI's number of the type. */
const forms: ReadonlyMap<number, VoxelForm> = new Map<number, VoxelForm>([
  [2, { bytes: 1, channels: 1, read: uint8 }],
  [4, { bytes: 2, channels: 1, read: (view, at, little) => view.getInt16(at, little) }],
  [8, { bytes: 4, channels: 1, read: (view, at, little) => view.getInt32(at, little) }],
  [16, { bytes: 4, channels: 1, read: (view, at, little) => view.getFloat32(at, little) }],
  [64, { bytes: 8, channels: 1, read: (view, at, little) => view.getFloat64(at, little) }],
  [128, { bytes: 3, channels: 3, read: uint8 }],
  [256, { bytes: 1, channels: 1, read: (view, at) => view.getInt8(at) }],
  [512, { bytes: 2, channels: 1, read: (view, at, little) => view.getUint16(at, little) }],
  [768, { bytes: 4, channels: 1, read: (view, at, little) => view.getUint32(at, little) }],
  [1024, { bytes: 8, channels: 1, read: (view, at, little) => Number(view.getBigInt64(at, little)) }],
  [1280, { bytes: 8, channels: 1, read: (view, at, little) => Number(view.getBigUint64(at, little)) }],
  [2304, { bytes: 4, channels: 3, read: uint8 }],
]);

/** @throws Error for a type without a value per voxel that could be shown, as complex numbers. */
export function voxelForm(datatype: number): VoxelForm {
  const form = forms.get(datatype);
  if (form) return form;
  throw new Error(`its voxels are of NIfTI type ${datatype}, which is neither a number nor a colour`);
}

/**
 * Makes a reader of the first volume's voxels.
 *
 * @param bytes from the first voxel on.
 */
export function voxelReader(bytes: Uint8Array, header: ImageHeader): ReadVoxel {
  const { bytes: size, channels, read } = voxelForm(header.datatype);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { littleEndian, slope, intercept } = header;
  const stored: ReadVoxel = (voxel, channel) => read(view, voxel * size + channel, littleEndian);
  // Slope 0, and NaN, mean that values are as they are stored.
  if (channels > 1 || !Number.isFinite(slope) || slope === 0) return stored;
  return (voxel) => stored(voxel, 0) * slope + (intercept || 0);
}
