import { InputError, type LabelVolume, UsageError, type Vector3 } from "@pgt/metrics";

/** The grid as the kernels see it: an axis of size 1, if there is one, comes last. */
export interface Grid {
  readonly size: Vector3;
  readonly spacingMm: Vector3;
  /** The image's axis that each of these three is. */
  readonly axes: readonly number[];
  readonly planar: boolean;
  readonly voxels: number;
  readonly voxelVolumeMm3: number;
}

/** @throws UsageError naming the argument that is not a volume, or the two shapes or spacings that differ. */
export function commonGrid(
  reference: LabelVolume,
  prediction: LabelVolume,
  names: readonly [string, string] = ["reference", "prediction"],
): Grid {
  checkVolume(names[0], reference);
  checkOnGrid(reference, prediction, names);
  return gridOf(reference);
}

type Place = Pick<LabelVolume, "shape" | "spacingMm">;

/** @throws UsageError if `volume` is malformed or not on the grid of `place`. */
export function checkOnGrid(place: Place, volume: LabelVolume, names: readonly [string, string]): void {
  checkVolume(names[1], volume);
  if (place.shape.some((n, axis) => n !== volume.shape[axis])) {
    throw new UsageError(
      "E_SHAPE",
      `${names[0]} and ${names[1]} must have the same shape: ${place.shape.join(" x ")} and ${volume.shape.join(" x ")} found`,
    );
  }
  if (place.spacingMm.some((s, axis) => Math.abs(s - volume.spacingMm[axis]) > 1e-3 * s)) {
    throw new UsageError(
      "E_SPACING",
      `${names[0]} and ${names[1]} must have the same spacing: ${place.spacingMm.join(" x ")} mm and ${volume.spacingMm.join(" x ")} mm found`,
    );
  }
}

export function gridOf({ shape, spacingMm }: Place): Grid {
  const order = [0, 1, 2].sort((a, b) => Number(shape[a] === 1) - Number(shape[b] === 1) || a - b);
  const pick = (v: Vector3): Vector3 => [v[order[0]], v[order[1]], v[order[2]]];
  return {
    size: pick(shape),
    spacingMm: pick(spacingMm),
    axes: order,
    planar: shape.includes(1),
    voxels: countOf(shape),
    voxelVolumeMm3: spacingMm[0] * spacingMm[1] * spacingMm[2],
  };
}

/** Voxels or lattice points that kernels can number: with 32 bits. */
const COUNT_AT_MOST = 2 ** 32 - 1;

/** Number of voxels or lattice points. @throws InputError E_TOO_LARGE for more than can be numbered. */
export function countOf(size: Vector3): number {
  const count = size[0] * size[1] * size[2];
  if (count <= COUNT_AT_MOST) return count;
  throw new InputError(
    "E_TOO_LARGE",
    "label maps",
    `${size.join(" x ")} voxels or corners of voxels; at most ${COUNT_AT_MOST} can be numbered. Crop the masks to what is marked`,
  );
}

const arrayTypes = [Uint8Array, Uint16Array, Int16Array, Int32Array, Uint32Array];

function checkVolume(argument: string, { data, shape, spacingMm }: LabelVolume): void {
  const fault = (text: string) => new UsageError("E_VOLUME", `${argument}: ${text}`);
  if (shape.length !== 3 || shape.some((n) => !Number.isInteger(n) || n < 1)) {
    throw fault(`shape must be three positive integers [nx, ny, nz], found [${shape.join(", ")}]`);
  }
  if (spacingMm.length !== 3 || spacingMm.some((s) => !(Number.isFinite(s) && s > 0))) {
    throw fault(`spacingMm must be three positive numbers, found [${spacingMm.join(", ")}]`);
  }
  if (!arrayTypes.some((type) => data instanceof type)) {
    throw fault("data must be a Uint8Array, Uint16Array, Int16Array, Int32Array or Uint32Array");
  }
  const voxels = shape[0] * shape[1] * shape[2];
  if (data.length !== voxels) {
    throw fault(`data must hold ${shape.join(" x ")} = ${voxels} voxels, found ${data.length}`);
  }
}
