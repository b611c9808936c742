import type { Vector3 } from "@pgt/browser";

/** Fields of a NIfTI header that describe its voxels. */
export interface ImageHeader {
  readonly littleEndian: boolean;
  /** True where the voxels are in an `.img` beside it. */
  readonly isPair: boolean;
  readonly shape: Vector3;
  /** Number of volumes, one after the other in a series. */
  readonly volumes: number;
  readonly datatype: number;
  /** First byte of the voxels. */
  readonly offset: number;
  readonly slope: number;
  readonly intercept: number;
  /** Values to be shown as black and white; equal where it names none. */
  readonly shownFrom: number;
  readonly shownTo: number;
}

type Form = "int16" | "int64" | "float32" | "float64";
type Field = readonly [at: number, form: Form];

interface Layout {
  readonly bytes: number;
  /** Offset of "n" in the magic `n+1` or `ni1`. */
  readonly magic: number;
  readonly dims: Field;
  readonly datatype: Field;
  readonly bits: Field;
  readonly offset: Field;
  readonly slope: Field;
  readonly intercept: Field;
  readonly shownTo: Field;
  readonly shownFrom: Field;
}

const nifti1: Layout = {
  bytes: 348,
  magic: 344,
  dims: [40, "int16"],
  datatype: [70, "int16"],
  bits: [72, "int16"],
  offset: [108, "float32"],
  slope: [112, "float32"],
  intercept: [116, "float32"],
  shownTo: [124, "float32"],
  shownFrom: [128, "float32"],
};

const nifti2: Layout = {
  bytes: 540,
  magic: 4,
  dims: [16, "int64"],
  datatype: [12, "int16"],
  bits: [14, "int16"],
  offset: [168, "int64"],
  slope: [176, "float64"],
  intercept: [184, "float64"],
  shownTo: [192, "float64"],
  shownFrom: [200, "float64"],
};

/** Length of the longer of the two headers. */
export const headerBytes = nifti2.bytes;

/** @throws Error if the bytes are not the beginning of a NIfTI file. */
export function imageHeader(bytes: Uint8Array): ImageHeader {
  const { layout, littleEndian, view } = layoutOf(bytes);
  const read = ([at, form]: Field) => get(view, at, form, littleEndian);
  const dims = dimsOf(view, layout, littleEndian);
  const size = (axis: number) => (axis <= dims[0] ? Math.max(1, dims[axis]) : 1);
  return {
    littleEndian,
    isPair: view.getUint8(layout.magic + 1) === 0x69,
    shape: [size(1), size(2), size(3)],
    volumes: size(4) * size(5) * size(6) * size(7),
    datatype: read(layout.datatype),
    offset: read(layout.offset) || (view.getUint8(layout.magic + 1) === 0x69 ? 0 : layout.bytes + 4),
    slope: read(layout.slope),
    intercept: read(layout.intercept),
    shownFrom: read(layout.shownFrom),
    shownTo: read(layout.shownTo),
  };
}

/**
 * Writes a mask of one voxel on the first voxel of an image. The library reads from it where the image lies, by the rules
 * that it has for masks.
 */
export function firstVoxelMask(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { layout, littleEndian } = layoutOf(bytes);
  const mask = new Uint8Array(layout.bytes + 5);
  mask.set(bytes.subarray(0, layout.bytes));
  const view = new DataView(mask.buffer);
  const write = ([at, form]: Field, value: number) => set(view, at, form, value, littleEndian);
  const [axes] = dimsOf(view, layout, littleEndian);
  const [first, form] = layout.dims;
  const step = form === "int16" ? 2 : 8;
  for (let i = 0; i < 8; i++) write([first + i * step, form], i === 0 ? Math.min(3, axes) : 1);
  write(layout.datatype, 2);
  write(layout.bits, 8);
  write(layout.offset, layout.bytes + 4);
  write(layout.slope, 1);
  write(layout.intercept, 0);
  view.setUint8(layout.magic + 1, 0x2b);
  return mask;
}

function layoutOf(bytes: Uint8Array) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const layout of [nifti1, nifti2]) {
    if (view.byteLength < layout.bytes) continue;
    for (const littleEndian of [true, false]) {
      if (view.getInt32(0, littleEndian) === layout.bytes && view.getUint8(layout.magic) === 0x6e) {
        return { layout, littleEndian, view };
      }
    }
  }
  throw new Error("it is not a NIfTI file");
}

function dimsOf(view: DataView, { dims: [first, form] }: Layout, littleEndian: boolean): number[] {
  const step = form === "int16" ? 2 : 8;
  return Array.from({ length: 8 }, (_, i) => get(view, first + i * step, form, littleEndian));
}

function get(view: DataView, at: number, form: Form, littleEndian: boolean): number {
  if (form === "int16") return view.getInt16(at, littleEndian);
  if (form === "int64") return Number(view.getBigInt64(at, littleEndian));
  return form === "float32" ? view.getFloat32(at, littleEndian) : view.getFloat64(at, littleEndian);
}

function set(view: DataView, at: number, form: Form, value: number, littleEndian: boolean): void {
  if (form === "int16") view.setInt16(at, value, littleEndian);
  else if (form === "int64") view.setBigInt64(at, BigInt(value), littleEndian);
  else if (form === "float32") view.setFloat32(at, value, littleEndian);
  else view.setFloat64(at, value, littleEndian);
}
