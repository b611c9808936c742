import { InputError, type ProbabilityVolume } from "@pgt/metrics";
import { type Origin, type Scaling, type StoredValues, voxelName } from "./whole-labels.ts";

/** Values this far outside of 0 to 1 are rounding, and are cut. */
const SLACK = 1e-6;
/** Slopes this close to 1/n, as a header's float32 keeps them, are 1/n. */
const SLOPE_SLACK = 1e-7;

type Probabilities = Pick<ProbabilityVolume, "data" | "levels">;

/**
 * Stored values as probabilities: floats as they are, scaled integers of up to 16 bits as levels.
 *
 * @throws InputError E_NOT_PROBABILITIES for whole numbers without scaling, and for a value that is no number from 0 to 1.
 */
export function toProbabilities(
  stored: StoredValues,
  scaling: Scaling | null,
  origin: Origin,
): Probabilities {
  const isFloat = stored instanceof Float32Array || stored instanceof Float64Array;
  if (!isFloat && !scaling) {
    throw new InputError(
      "E_NOT_PROBABILITIES",
      origin.source,
      "it holds whole numbers without scaling, as a label map does; expected probabilities as floats, or as integers with a scl_slope such as 1/255. Masks of samples are given as samples",
    );
  }
  if (isFloat || stored.BYTES_PER_ELEMENT > 2)
    return { data: scaledFloats(stored, scaling, origin), levels: null };
  const { codes, values } = storedCodes(stored as Uint8Array | Int8Array | Uint16Array | Int16Array);
  const levels = values.map((value) => scaledValue(value, scaling!));
  const used = new Uint8Array(levels.length);
  for (let voxel = 0; voxel < codes.length; voxel++) used[codes[voxel]] = 1;
  levels.forEach((p, code) => {
    if (used[code] === 1 && !isProbability(p)) throw noProbability(p, codes.indexOf(code), origin);
  });
  return { data: codes, levels: levels.map(cut) };
}

/** The bits of 8- or 16-bit integers without their sign, and the integer that each stands for. */
function storedCodes(stored: Uint8Array | Int8Array | Uint16Array | Int16Array) {
  const { buffer, byteOffset, length } = stored;
  const wide = stored.BYTES_PER_ELEMENT === 2;
  const codes = wide
    ? new Uint16Array(buffer, byteOffset, length)
    : new Uint8Array(buffer, byteOffset, length);
  const count = wide ? 2 ** 16 : 2 ** 8;
  const isSigned = stored instanceof Int8Array || stored instanceof Int16Array;
  const values = Float64Array.from({ length: count }, (_, code) =>
    isSigned && code >= count / 2 ? code - count : code,
  );
  return { codes, values };
}

function scaledFloats(stored: StoredValues, scaling: Scaling | null, origin: Origin): Float32Array {
  let isAsStored = stored instanceof Float32Array && scaling === null;
  for (let voxel = 0; voxel < stored.length; voxel++) {
    const p = scaling ? scaledValue(stored[voxel], scaling) : stored[voxel];
    if (p >= 0 && p <= 1) continue;
    if (!isProbability(p)) throw noProbability(p, voxel, origin);
    isAsStored = false;
  }
  if (isAsStored) return stored as Float32Array;
  const floats = new Float32Array(stored.length);
  for (let voxel = 0; voxel < stored.length; voxel++) {
    floats[voxel] = cut(scaling ? scaledValue(stored[voxel], scaling) : stored[voxel]);
  }
  return floats;
}

function scaledValue(value: number, { slope, intercept }: Scaling): number {
  const steps = Math.round(1 / slope);
  const isShare = Math.abs(slope * steps - 1) <= SLOPE_SLACK;
  return (isShare ? value / steps : value * slope) + intercept;
}

function isProbability(p: number): boolean {
  return p >= -SLACK && p <= 1 + SLACK;
}

function cut(p: number): number {
  return Math.min(1, Math.max(0, p));
}

function noProbability(value: number, voxel: number, origin: Origin): InputError {
  const guess = Number.isInteger(value)
    ? "a label map, or percent?"
    : "logits before the softmax or sigmoid, or an image?";
  return new InputError(
    "E_NOT_PROBABILITIES",
    origin.source,
    `voxel ${voxelName(voxel, origin.shape)} has the value ${value}; probabilities are numbers from 0 to 1 (is this ${guess})`,
  );
}
