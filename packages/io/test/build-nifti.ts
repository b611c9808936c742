import type { Affine } from "@pgt/metrics";

export type TypeName =
  | "uint8"
  | "int8"
  | "uint16"
  | "int16"
  | "uint32"
  | "int32"
  | "int64"
  | "uint64"
  | "float32"
  | "float64";

export const typeNames: readonly TypeName[] = [
  "uint8",
  "int8",
  "uint16",
  "int16",
  "uint32",
  "int32",
  "int64",
  "uint64",
  "float32",
  "float64",
];

const codes: Record<TypeName, number> = {
  uint8: 2,
  int16: 4,
  int32: 8,
  float32: 16,
  float64: 64,
  int8: 256,
  uint16: 512,
  uint32: 768,
  int64: 1024,
  uint64: 1280,
};

export interface NiftiRecipe {
  readonly version?: 1 | 2;
  readonly littleEndian?: boolean;
  readonly type?: TypeName;
  /** Overrides the code of `type`. */
  readonly datatypeCode?: number;
  /** dim[0..]: the rest is 1. */
  readonly dims?: readonly number[];
  readonly pixDims?: readonly number[];
  readonly values?: readonly (number | bigint)[];
  readonly slope?: number;
  readonly intercept?: number;
  readonly units?: number;
  readonly sformCode?: number;
  readonly srows?: readonly number[];
  readonly qformCode?: number;
  readonly quaternion?: readonly number[];
  readonly qoffset?: readonly number[];
  readonly magic?: string;
  /** Extensions, each with its own claimed size if it is to be wrong. */
  readonly extensions?: readonly { text: string; size?: number }[];
  readonly voxOffset?: number;
}

export const identity: Affine = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];

/** A .nii built field by field, independent of the reader's own tables. */
export function buildNifti(recipe: NiftiRecipe = {}): Uint8Array {
  const { header, voxels } = buildPair(recipe);
  const bytes = new Uint8Array(header.length + voxels.length);
  bytes.set(header);
  bytes.set(voxels, header.length);
  return bytes;
}

/** Header (with extensions) and voxels apart. */
export function buildPair(recipe: NiftiRecipe): { header: Uint8Array; voxels: Uint8Array } {
  const {
    version = 1,
    littleEndian: le = true,
    type = "uint8",
    dims = [3, 2, 3, 4],
    slope = 1,
    intercept = 0,
  } = recipe;
  const { pixDims = [1, 1, 1, 1], sformCode = 0, srows = identity, qformCode = 0, units = 2 } = recipe;
  const { quaternion = [0, 0, 0], qoffset = [0, 0, 0], extensions = [] } = recipe;
  const fixed = version === 1 ? 348 : 540;
  const blocks = extensions.map(({ text, size }) => extensionBlock(text, size, le));
  const header = new Uint8Array(fixed + 4 + blocks.reduce((sum, block) => sum + block.length, 0));
  const view = new DataView(header.buffer);
  const real = (at: number, value: number) =>
    version === 1 ? view.setFloat32(at, value, le) : view.setFloat64(at, value, le);
  const wide = (at: number, value: number) =>
    version === 1 ? view.setInt16(at, value, le) : view.setBigInt64(at, BigInt(value), le);
  const step = version === 1 ? 4 : 8;
  const at =
    version === 1
      ? {
          magic: 344,
          type: 70,
          dim: 40,
          pix: 76,
          offset: 108,
          slope: 112,
          units: 123,
          code: 252,
          quat: 256,
          srow: 280,
        }
      : {
          magic: 4,
          type: 12,
          dim: 16,
          pix: 104,
          offset: 168,
          slope: 176,
          units: 500,
          code: 344,
          quat: 352,
          srow: 400,
        };
  view.setInt32(0, fixed, le);
  const magic = recipe.magic ?? (version === 1 ? "n+1" : "n+2");
  for (let i = 0; i < magic.length; i++) header[at.magic + i] = magic.charCodeAt(i);
  if (version === 2) header.set([0x0d, 0x0a, 0x1a, 0x0a], 8);
  view.setInt16(at.type, recipe.datatypeCode ?? codes[type], le);
  for (let i = 0; i < 8; i++) wide(at.dim + (version === 1 ? 2 : 8) * i, dims[i] ?? 1);
  for (let i = 0; i < 8; i++) real(at.pix + step * i, pixDims[i] ?? 0);
  const voxOffset = recipe.voxOffset ?? (magic.startsWith("ni") ? 0 : header.length);
  if (version === 1) view.setFloat32(at.offset, voxOffset, le);
  else view.setBigInt64(at.offset, BigInt(voxOffset), le);
  real(at.slope, slope);
  real(at.slope + step, intercept);
  if (version === 1) view.setUint8(at.units, units);
  else view.setInt32(at.units, units, le);
  const setCode = (offset: number, code: number) =>
    version === 1 ? view.setInt16(offset, code, le) : view.setInt32(offset, code, le);
  setCode(at.code, qformCode);
  setCode(at.code + step / 2, sformCode);
  [...quaternion, ...qoffset].forEach((value, i) => void real(at.quat + step * i, value));
  srows.slice(0, 12).forEach((value, i) => void real(at.srow + step * i, value));
  if (blocks.length > 0) header[fixed] = 1;
  let end = fixed + 4;
  for (const block of blocks) {
    header.set(block, end);
    end += block.length;
  }
  const count = dims.slice(1, dims[0] + 1).reduce((product, size) => product * size, 1);
  const values = recipe.values ?? Array.from({ length: Math.min(Math.max(count, 0), 1000) }, (_, i) => i % 5);
  return { header, voxels: encode(values, type, le) };
}

export function encode(values: readonly (number | bigint)[], type: TypeName, le: boolean): Uint8Array {
  const size = Number(/\d+/.exec(type)![0]) / 8;
  const bytes = new Uint8Array(values.length * size);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => {
    const offset = i * size;
    if (type === "float32") view.setFloat32(offset, Number(value), le);
    else if (type === "float64") view.setFloat64(offset, Number(value), le);
    else if (size === 8) view.setBigInt64(offset, BigInt.asIntN(64, BigInt(value)), le);
    else if (size === 4) view.setInt32(offset, Number(value), le);
    else if (size === 2) view.setInt16(offset, Number(value), le);
    else view.setInt8(offset, Number(value));
  });
  return bytes;
}

function extensionBlock(text: string, size: number | undefined, le: boolean): Uint8Array {
  const content = new TextEncoder().encode(text);
  const block = new Uint8Array(Math.ceil((content.length + 8) / 16) * 16);
  const view = new DataView(block.buffer);
  view.setInt32(0, size ?? block.length, le);
  block.set(content, 8);
  return block;
}

/** The same bytes at an odd offset in a larger buffer. */
export function atOddOffset(bytes: Uint8Array): Uint8Array {
  const larger = new Uint8Array(bytes.length + 9);
  larger.set(bytes, 3);
  return larger.subarray(3, 3 + bytes.length);
}
