import { InputError, type LabelData, type Vector3 } from "@pgt/metrics";
import { emptyRange, forParts, type Range, smallestArray, widenBy } from "./label-range.ts";

/** A value is a label if it is this close to a whole number (CONVENTIONS.md, Grids). */
export const WHOLE_TOLERANCE = 1e-3;

/** Steps of scaled integers up to this size are rounded to the label nearest to them. */
const LARGEST_STEP = 0.1;
/** Whole numbers beyond this size have no neighbour in float32: ids may have merged when the file was written. */
const LARGEST_FLOAT32_ID = 2 ** 24;

/** Voxel values as a file holds them, except 64-bit integers. */
export type StoredValues = LabelData | Int8Array | Float32Array | Float64Array;

export interface Scaling {
  readonly slope: number;
  readonly intercept: number;
}

/** Facts for messages: which file, and how to name a voxel. */
export interface Origin {
  readonly source: string;
  readonly shape: Vector3;
}

/**
 * Stored values as labels. Integers without scaling are returned as they are (int8 becomes uint8 or int16);
 * everything else must be whole after scaling and goes into the smallest type that holds it.
 * @throws InputError E_NOT_LABELMAP naming the first voxel at fault.
 */
export function toLabels(stored: StoredValues, scaling: Scaling | null, origin: Origin): LabelData {
  if (!scaling) {
    if (stored instanceof Int8Array) return widen(stored);
    if (!(stored instanceof Float32Array || stored instanceof Float64Array)) return stored;
  }
  const range = emptyRange();
  const isExact = forParts(stored.length, (start, end) => {
    const part = stored.subarray(start, end);
    if (!scaling && addExact(part, range)) return true;
    const fault = addRounded(part, scaling ?? UNSCALED, toleranceOf(stored, scaling), range);
    if (fault >= 0) throw notWhole(part[fault], scaling, start + fault, origin);
    return false;
  });
  if (stored instanceof Float32Array && largestSize(range) > LARGEST_FLOAT32_ID) throw merged(range, origin);
  const labels = smallestArray(range, stored.length, origin.source);
  if (isExact) labels.set(stored);
  else {
    forParts(stored.length, (start, end) => {
      fillRounded(labels.subarray(start, end), stored.subarray(start, end), scaling ?? UNSCALED);
      return true;
    });
  }
  return labels;
}

/**
 * 64-bit integers, given as pairs of 32-bit words (low first), as labels.
 * @throws InputError E_NOT_LABELMAP for a value that no 32-bit type holds.
 */
export function wideToLabels(words: Uint32Array, isSigned: boolean, origin: Origin): LabelData {
  const count = words.length / 2;
  const range = emptyRange();
  forParts(count, (start, end) => {
    const fault = addWide(words.subarray(2 * start, 2 * end), isSigned, range);
    if (fault < 0) return true;
    const at = 2 * (start + fault);
    throw outOfRange(wideValue(words[at], words[at + 1], isSigned), start + fault, origin);
  });
  const labels = smallestArray(range, count, origin.source);
  forParts(count, (start, end) => {
    fillLow(labels.subarray(start, end), words.subarray(2 * start, 2 * end));
    return true;
  });
  return labels;
}

const UNSCALED: Scaling = { slope: 1, intercept: 0 };

/**
 * Distance from a whole number at which a value still counts as one: half a step of integers that are finely scaled.
 */
function toleranceOf(stored: StoredValues, scaling: Scaling | null): number {
  const isFloat = stored instanceof Float32Array || stored instanceof Float64Array;
  const step = Math.abs(scaling?.slope ?? 0);
  return isFloat || step > LARGEST_STEP ? WHOLE_TOLERANCE : Math.max(WHOLE_TOLERANCE, step / 2);
}

function largestSize({ minimum, maximum }: Range): number {
  return Math.max(Math.abs(minimum), Math.abs(maximum));
}

/** Widens `range` by the values if all of them are whole numbers of 32 bits; else false, and `range` is as before. */
function addExact(values: StoredValues, range: Range): boolean {
  let minimum = 0x7fffffff;
  let maximum = -0x80000000;
  for (let i = 0; i < values.length; i++) {
    const label = values[i] | 0;
    if (label !== values[i]) return false;
    if (label < minimum) minimum = label;
    if (label > maximum) maximum = label;
  }
  widenBy(range, minimum, maximum);
  return true;
}

/** Widens `range` by the nearest whole numbers; the index of the first value that is not near one, else -1. */
function addRounded(
  values: StoredValues,
  { slope, intercept }: Scaling,
  tolerance: number,
  range: Range,
): number {
  let minimum = Number.POSITIVE_INFINITY;
  let maximum = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] * slope + intercept;
    const label = Math.round(value);
    const rest = value - label;
    // Written so that NaN and the infinities fail too.
    if (!(rest < tolerance && rest > -tolerance)) return i;
    if (label < minimum) minimum = label;
    if (label > maximum) maximum = label;
  }
  widenBy(range, minimum, maximum);
  return -1;
}

/** Works like `addRounded`, for pairs of words; a value that no 32-bit type holds is a fault. */
function addWide(words: Uint32Array, isSigned: boolean, range: Range): number {
  let minimum = Number.POSITIVE_INFINITY;
  let maximum = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < words.length; i += 2) {
    const low = words[i];
    const high = words[i + 1];
    const isNegative = isSigned && high === 0xffffffff && low >= 0x80000000;
    if (high !== 0 && !isNegative) return i / 2;
    const value = isNegative ? low - 2 ** 32 : low;
    if (value < minimum) minimum = value;
    if (value > maximum) maximum = value;
  }
  widenBy(range, minimum, maximum);
  return -1;
}

function fillRounded(labels: LabelData, values: StoredValues, { slope, intercept }: Scaling): void {
  for (let i = 0; i < labels.length; i++) labels[i] = Math.round(values[i] * slope + intercept);
}

/** The range is known to fit, so the low word alone, cut to the array's width, is the value. */
function fillLow(labels: LabelData, words: Uint32Array): void {
  for (let i = 0; i < labels.length; i++) labels[i] = words[2 * i];
}

function scaled(value: number, { slope, intercept }: Scaling): number {
  return value * slope + intercept;
}

function widen(stored: Int8Array): LabelData {
  for (let i = 0; i < stored.length; i++) if (stored[i] < 0) return new Int16Array(stored);
  return new Uint8Array(stored.buffer, stored.byteOffset, stored.length);
}

function notWhole(stored: number, scaling: Scaling | null, voxel: number, origin: Origin): InputError {
  const guess = scaling
    ? `; the file scales what it stores (scl_slope ${scaling.slope}, scl_inter ${scaling.intercept}): save the labels unscaled, as integers`
    : "";
  return new InputError(
    "E_NOT_LABELMAP",
    origin.source,
    `voxel ${voxelName(voxel, origin.shape)} has the value ${scaled(stored, scaling ?? UNSCALED)}; labels are whole ` +
      `numbers (is this an image or a probability map?)${guess}`,
  );
}

function merged(range: Range, origin: Origin): InputError {
  return new InputError(
    "E_NOT_LABELMAP",
    origin.source,
    `it holds the label ${largestSize(range)} in 32-bit floats, which cannot tell whole numbers beyond ` +
      `${LARGEST_FLOAT32_ID} apart, so that ids may have merged; save the labels as 32-bit integers`,
  );
}

function outOfRange(value: bigint, voxel: number, origin: Origin): InputError {
  return new InputError(
    "E_NOT_LABELMAP",
    origin.source,
    `voxel ${voxelName(voxel, origin.shape)} has the value ${value}; labels must fit into 32 bits`,
  );
}

function wideValue(low: number, high: number, isSigned: boolean): bigint {
  const value = (BigInt(high) << 32n) | BigInt(low);
  return isSigned ? BigInt.asIntN(64, value) : value;
}

export function voxelName(voxel: number, [nx, ny]: Vector3): string {
  return `(${voxel % nx}, ${Math.floor(voxel / nx) % ny}, ${Math.floor(voxel / (nx * ny))})`;
}
