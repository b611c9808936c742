import type { LabelVolume, Vector3 } from "@pgt/metrics";

/**
 * Voxels of a structure, one bit each, in the rows of the image that hold any of them. A row is a line along x; row
 * `y + ny * z` of the image begins at word `stride * (row - firstRow)`, voxel x at bit `x % 32` of word `x / 32`.
 */
export interface BitMask {
  readonly shape: Vector3;
  readonly firstRow: number;
  readonly rows: number;
  readonly words: Uint32Array;
}

/** Words of a row: whole 64-bit words, as the kernels want them. */
export function strideOf([nx]: Vector3): number {
  return 2 * Math.ceil(nx / 64);
}

/** Voxels that have any of some ids in any of some volumes of one shape. */
export function bitMaskOf(
  parts: readonly { readonly volume: Pick<LabelVolume, "data" | "shape">; readonly ids: readonly number[] }[],
): BitMask {
  const { shape } = parts[0].volume;
  const stride = strideOf(shape);
  const words = new Uint32Array(stride * shape[1] * shape[2]);
  for (const { volume, ids } of parts) for (const id of ids) markId(words, stride, volume, id);
  return trimmed({ shape, firstRow: 0, rows: shape[1] * shape[2], words });
}

function markId(
  words: Uint32Array,
  stride: number,
  { data, shape }: Pick<LabelVolume, "data" | "shape">,
  id: number,
) {
  const [nx, ny, nz] = shape;
  for (let row = 0; row < ny * nz; row++) {
    const at = row * nx;
    const word = row * stride;
    for (let x = 0; x < nx; x++) if (data[at + x] === id) words[word + (x >>> 5)] |= 1 << (x & 31);
  }
}

/** The same voxels in no more rows than hold any. */
export function trimmed({ shape, firstRow, words }: BitMask): BitMask {
  const stride = strideOf(shape);
  let first = 0;
  while (first < words.length && words[first] === 0) first++;
  if (first === words.length) return { shape, firstRow: 0, rows: 0, words: new Uint32Array(0) };
  let last = words.length - 1;
  while (words[last] === 0) last--;
  const from = Math.floor(first / stride);
  const to = Math.floor(last / stride) + 1;
  return {
    shape,
    firstRow: firstRow + from,
    rows: to - from,
    words: words.slice(from * stride, to * stride),
  };
}

export function voxelsOf({ words }: BitMask): number {
  let voxels = 0;
  for (let at = 0; at < words.length; at++) voxels += bitsOf(words[at]);
  return voxels;
}

/** Voxels that two masks of one shape share. */
export function sharedVoxels(a: BitMask, b: BitMask): number {
  const stride = strideOf(a.shape);
  const from = Math.max(a.firstRow, b.firstRow);
  const to = Math.min(a.firstRow + a.rows, b.firstRow + b.rows);
  const [inA, inB] = [(from - a.firstRow) * stride, (from - b.firstRow) * stride];
  let voxels = 0;
  for (let at = 0; at < (to - from) * stride; at++) voxels += bitsOf(a.words[inA + at] & b.words[inB + at]);
  return voxels;
}

/** Voxels that any of some masks of one shape holds. */
export function unionOf(masks: readonly BitMask[]): BitMask {
  const { shape } = masks[0];
  const filled = masks.filter(({ rows }) => rows > 0);
  if (filled.length === 0) return { shape, firstRow: 0, rows: 0, words: new Uint32Array(0) };
  const stride = strideOf(shape);
  const firstRow = Math.min(...filled.map((mask) => mask.firstRow));
  const rows = Math.max(...filled.map((mask) => mask.firstRow + mask.rows)) - firstRow;
  const words = new Uint32Array(rows * stride);
  for (const mask of filled) {
    const to = (mask.firstRow - firstRow) * stride;
    for (let at = 0; at < mask.words.length; at++) words[to + at] |= mask.words[at];
  }
  return { shape, firstRow, rows, words };
}

/** First word of a row of the image in a mask; -1 if the mask does not hold the row. */
export function wordOfRow({ shape, firstRow, rows }: BitMask, row: number): number {
  return row < firstRow || row >= firstRow + rows ? -1 : (row - firstRow) * strideOf(shape);
}

function bitsOf(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
