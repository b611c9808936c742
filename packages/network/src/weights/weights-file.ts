import { InputError } from "@pgt/metrics";
import { parameterTensors } from "../architecture.ts";
import { type FileHeader, fileVersion, parseHeader, valuesOf } from "./file-header.ts";
import { fnv1a } from "./fnv1a.ts";
import type { Checkpoint, NetworkWeights } from "./weights.ts";

/*
 * One file for weights and for checkpoints, little endian:
 *
 *   "pgt-net\n"  header length (u32)  header (JSON, filled up with blanks)  parameters (f32)  [moments (f32)]  FNV-1a (u32)
 *   0            8                    12                                    a multiple of 4                    last 4 bytes
 *
 * The checksum is of all bytes before it. The header lists the arrays with their shapes.
 */
const magic = new TextEncoder().encode("pgt-net\n");
const headerStart = magic.length + 4;
const mostHeaderBytes = 2 ** 20;

export function writeWeights(weights: NetworkWeights): Uint8Array<ArrayBuffer> {
  return writeFile(headerOf(weights), [weights.values]);
}

export function writeCheckpoint(checkpoint: Checkpoint): Uint8Array<ArrayBuffer> {
  const { weights, losses, constantLoss, recipe, firstMoments, secondMoments } = checkpoint;
  const header = { ...headerOf(weights), training: { losses, constantLoss, recipe } };
  return writeFile(header, [weights.values, firstMoments, secondMoments]);
}

/** @throws InputError for anything but a whole file of this version; a checkpoint's weights are read as well. */
export function readWeights(bytes: Uint8Array, file: string): NetworkWeights {
  return readFile(bytes, file).weights;
}

/** @throws InputError for anything but a whole checkpoint of this version. */
export function readCheckpoint(bytes: Uint8Array, file: string): Checkpoint {
  const { weights, training, moments } = readFile(bytes, file);
  if (!training || moments.length !== 2) {
    throw new InputError(
      "E_FORMAT",
      file,
      "weights of a network without the state of its training; begin it anew",
    );
  }
  return { weights, ...training, firstMoments: moments[0], secondMoments: moments[1] };
}

function headerOf({ size, classes, normalization, patch, spacingMm }: NetworkWeights): FileHeader {
  return {
    version: fileVersion,
    architecture: "unet-2d",
    size,
    classes,
    normalization,
    patch,
    spacingMm,
    tensors: parameterTensors(size, classes.length),
  };
}

function writeFile(header: FileHeader, arrays: readonly Float32Array[]): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(JSON.stringify(header));
  const dataStart = Math.ceil((headerStart + text.length) / 4) * 4;
  const numbers = arrays.reduce((sum, { length }) => sum + length, 0);
  const bytes = new Uint8Array(dataStart + numbers * 4 + 4).fill(32, 0, dataStart);
  const view = new DataView(bytes.buffer);
  bytes.set(magic);
  view.setUint32(magic.length, dataStart - headerStart, true);
  bytes.set(text, headerStart);
  let at = dataStart;
  for (const array of arrays) {
    for (const value of array) {
      view.setFloat32(at, value, true);
      at += 4;
    }
  }
  view.setUint32(at, fnv1a(bytes.subarray(0, at)), true);
  return bytes;
}

interface FileContent {
  readonly weights: NetworkWeights;
  readonly training: FileHeader["training"];
  readonly moments: readonly Float32Array<ArrayBuffer>[];
}

function readFile(bytes: Uint8Array, file: string): FileContent {
  if (bytes.length < headerStart || magic.some((byte, i) => bytes[i] !== byte)) {
    throw new InputError("E_FORMAT", file, "no weights of a network: it does not begin with their mark");
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerBytes = view.getUint32(magic.length, true);
  const dataStart = headerStart + headerBytes;
  if (headerBytes > mostHeaderBytes || dataStart % 4 !== 0) {
    throw new InputError(
      "E_HEADER",
      file,
      `a header of ${headerBytes} bytes is none of weights of a network`,
    );
  }
  if (bytes.length < dataStart + 4) throw truncated(file, dataStart + 4, bytes.length);
  const header = parseHeader(bytes.subarray(headerStart, dataStart), file);
  const n = valuesOf(header);
  const arrays = header.training ? 3 : 1;
  const length = dataStart + arrays * n * 4 + 4;
  if (bytes.length < length) throw truncated(file, length, bytes.length);
  if (bytes.length > length) {
    throw new InputError(
      "E_FORMAT",
      file,
      `weights of a network have ${length} bytes, ${bytes.length} found`,
    );
  }
  if (view.getUint32(length - 4, true) !== fnv1a(bytes.subarray(0, length - 4))) {
    throw new InputError("E_FORMAT", file, "damaged weights of a network: the checksum is of other bytes");
  }
  const [values, ...moments] = Array.from({ length: arrays }, (_, array) =>
    readNumbers(view, dataStart + array * n * 4, n, file),
  );
  const { size, classes, normalization, patch, spacingMm, training } = header;
  return { weights: { size, classes, normalization, patch, spacingMm, values }, training, moments };
}

function readNumbers(view: DataView, start: number, n: number, file: string): Float32Array<ArrayBuffer> {
  const values = new Float32Array(n);
  for (let i = 0; i < n; i++) values[i] = view.getFloat32(start + i * 4, true);
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return values;
  throw new InputError(
    "E_FORMAT",
    file,
    `weights of a network must be finite, ${values[bad]} found at number ${bad}`,
  );
}

function truncated(file: string, expected: number, found: number): InputError {
  return new InputError("E_TRUNCATED", file, `weights of a network of ${expected} bytes end after ${found}`);
}
