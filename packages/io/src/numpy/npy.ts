import { InputError } from "@pgt/metrics";

/** Numbers that an array of numpy holds, by dtype. */
export type NpyData =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array
  | readonly string[];

/** An array of numpy: C order, the last index fastest. */
export interface NpyArray {
  readonly data: NpyData;
  readonly shape: readonly number[];
}

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
/** numpy aligns the data to this. */
const ALIGNMENT = 64;
const BYTES_PER_CHARACTER = 4;

const numberTypes = {
  "|u1": Uint8Array,
  "|i1": Int8Array,
  "<u2": Uint16Array,
  "<i2": Int16Array,
  "<u4": Uint32Array,
  "<i4": Int32Array,
  "<f4": Float32Array,
  "<f8": Float64Array,
} as const;

/** The array as a `.npy` file, version 1.0 (numpy.lib.format), little-endian; text as unicode of equal length. */
export function writeNpy({ data, shape }: NpyArray): Uint8Array {
  const count = shape.reduce((product, size) => product * size, 1);
  if (count !== data.length) {
    throw new RangeError(`an array of shape (${shape.join(", ")}) has ${count} values, found ${data.length}`);
  }
  const { dtype, bytes } = isText(data) ? textBytes(data) : numberBytes(data);
  const dimensions = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const header = `{'descr': '${dtype}', 'fortran_order': False, 'shape': (${dimensions}), }`;
  const length = Math.ceil((10 + header.length + 1) / ALIGNMENT) * ALIGNMENT;
  const file = new Uint8Array(length + bytes.length);
  file.set(MAGIC);
  file[6] = 1;
  new DataView(file.buffer).setUint16(8, length - 10, true);
  file.set(new TextEncoder().encode(`${header.padEnd(length - 11)}\n`), 10);
  file.set(bytes, length);
  return file;
}

/**
 * Reads a `.npy` file of numbers or text, versions 1.0 to 3.0, little-endian, C order.
 *
 * @throws InputError E_HEADER or E_DATATYPE or E_TRUNCATED.
 */
export function readNpy(file: Uint8Array, source: string): NpyArray {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (file.length < 12 || MAGIC.some((byte, at) => file[at] !== byte)) {
    throw new InputError("E_HEADER", source, "not a .npy file: it does not begin with \\x93NUMPY");
  }
  const start = file[6] === 1 ? 10 : 12;
  const headerEnd = start + (file[6] === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  const header = new TextDecoder("latin1").decode(file.subarray(start, headerEnd));
  const dtype = /'descr':\s*'([^']+)'/.exec(header)?.[1];
  const dimensions = /'shape':\s*\(([^)]*)\)/.exec(header)?.[1];
  if (dtype === undefined || dimensions === undefined || !/'fortran_order':\s*False/.test(header)) {
    throw new InputError("E_HEADER", source, `expected a plain array in C order, found ${header.trim()}`);
  }
  const shape = dimensions.split(",").flatMap((size) => (size.trim() === "" ? [] : [Number(size)]));
  const count = shape.reduce((product, size) => product * size, 1);
  return { shape, data: readData(file.subarray(headerEnd), dtype, count, source) };
}

function isText(data: NpyData): data is readonly string[] {
  return Array.isArray(data);
}

function numberBytes(data: Exclude<NpyData, readonly string[]>): { dtype: string; bytes: Uint8Array } {
  const [dtype] = Object.entries(numberTypes).find(([, type]) => data instanceof type)!;
  return { dtype, bytes: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) };
}

function textBytes(texts: readonly string[]): { dtype: string; bytes: Uint8Array } {
  const points = texts.map((text) => [...text].map((character) => character.codePointAt(0)!));
  const longest = points.reduce((most, one) => Math.max(most, one.length), 1);
  const view = new DataView(new ArrayBuffer(texts.length * longest * BYTES_PER_CHARACTER));
  for (const [row, text] of points.entries()) {
    for (const [at, point] of text.entries()) {
      view.setUint32((row * longest + at) * BYTES_PER_CHARACTER, point, true);
    }
  }
  return { dtype: `<U${longest}`, bytes: new Uint8Array(view.buffer) };
}

function readData(bytes: Uint8Array, dtype: string, count: number, source: string): NpyData {
  const unicode = /^<U(\d+)$/.exec(dtype);
  const type = (numberTypes as Readonly<Record<string, (typeof numberTypes)[keyof typeof numberTypes]>>)[
    dtype
  ];
  if (!unicode && !type) {
    const known = [...Object.keys(numberTypes), "<U"].join(", ");
    throw new InputError("E_DATATYPE", source, `expected one of the dtypes ${known}, found ${dtype}`);
  }
  const size = unicode ? Number(unicode[1]) * BYTES_PER_CHARACTER : type.BYTES_PER_ELEMENT;
  if (bytes.length < count * size) {
    const message = `expected ${count * size} bytes of data, found ${bytes.length}; copy or download it again`;
    throw new InputError("E_TRUNCATED", source, message);
  }
  const own = bytes.slice(0, count * size);
  return unicode ? readTexts(own, size) : new type(own.buffer, 0, count);
}

function readTexts(bytes: Uint8Array, size: number): string[] {
  const view = new DataView(bytes.buffer);
  return Array.from({ length: size === 0 ? 0 : bytes.length / size }, (_, row) => {
    const points: number[] = [];
    for (let at = 0; at < size; at += BYTES_PER_CHARACTER) points.push(view.getUint32(row * size + at, true));
    return String.fromCodePoint(...points).replace(/\0+$/, "");
  });
}
