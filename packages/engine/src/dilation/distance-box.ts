import { InputError, type Vector3 } from "@pgt/metrics";

/** Voxels of a box whose distances are held at a time: 4 bytes each. */
const VOXELS_AT_MOST = 2 ** 29;

/**
 * Finds voxels of a box within a distance of marked ones, by an exact Euclidean distance transform, axis by axis
 * (Felzenszwalb and Huttenlocher, Theory of Computing 8, 2012). Time and memory are linear in the voxels of the box,
 * whatever the distance; squared distances are rounded to float32.
 */
export class DistanceBox {
  private readonly squares: Float32Array;
  private readonly line: LineTransform;

  /** @throws InputError E_TOO_LARGE for a box of more than 2^29 voxels, or without memory for it. */
  constructor(
    private readonly size: Vector3,
    private readonly spacingMm: Vector3,
  ) {
    const voxels = size[0] * size[1] * size[2];
    if (voxels > VOXELS_AT_MOST) throw tooLarge(size);
    try {
      this.squares = new Float32Array(voxels).fill(Infinity);
    } catch {
      throw tooLarge(size);
    }
    this.line = new LineTransform(Math.max(...size));
  }

  /** Sets the squared distances within plane z. @param bits rows of `stride` bytes, bit x of a row is voxel x. */
  setPlane(z: number, bits: Uint8Array, stride: number): void {
    const [nx, ny] = this.size;
    const plane = this.squares.subarray(z * nx * ny, (z + 1) * nx * ny);
    for (let y = 0; y < ny; y++) {
      setRow(plane.subarray(y * nx, (y + 1) * nx), bits.subarray(y * stride), this.spacingMm[0]);
    }
    for (let x = 0; x < nx; x++) this.line.transform(plane, x, nx, ny, this.spacingMm[1]);
  }

  /** Number of voxels within the distance of a marked voxel of any plane. Ends the use of the box. */
  count(distanceMm: number): number {
    this.joinPlanes();
    const limit = distanceMm ** 2;
    return this.squares.reduce((count, square) => count + Number(square <= limit), 0);
  }

  /** The same voxels, one bit each, in rows of some words. Ends the use of the box. */
  within(distanceMm: number, wordsOfRow: number): Uint32Array {
    this.joinPlanes();
    const [nx, ny, nz] = this.size;
    const limit = distanceMm ** 2;
    const words = new Uint32Array(wordsOfRow * ny * nz);
    for (let row = 0; row < ny * nz; row++) {
      for (let x = 0; x < nx; x++) {
        if (this.squares[row * nx + x] <= limit) words[row * wordsOfRow + (x >>> 5)] |= 1 << (x & 31);
      }
    }
    return words;
  }

  private joinPlanes(): void {
    const [nx, ny, nz] = this.size;
    for (let at = 0; at < nx * ny; at++) {
      this.line.transform(this.squares, at, nx * ny, nz, this.spacingMm[2]);
    }
  }
}

/** Squared distances along a row to its marked voxels. */
function setRow(row: Float32Array, bits: Uint8Array, spacingMm: number): void {
  const isMarked = (x: number) => (bits[x >> 3] >> (x & 7)) & 1;
  let steps = Infinity;
  for (let x = 0; x < row.length; x++) {
    steps = isMarked(x) ? 0 : steps + 1;
    row[x] = (steps * spacingMm) ** 2;
  }
  for (let x = row.length - 1; x >= 0; x--) {
    steps = isMarked(x) ? 0 : steps + 1;
    row[x] = Math.min(row[x], (steps * spacingMm) ** 2);
  }
}

/** Lower envelope of the parabolas that stand on the points of a line. */
class LineTransform {
  private readonly heights: Float64Array;
  private readonly places: Int32Array;
  /** Place from which on each parabola is the lowest. */
  private readonly starts: Float64Array;

  constructor(longest: number) {
    this.heights = new Float64Array(longest);
    this.places = new Int32Array(longest);
    this.starts = new Float64Array(longest);
  }

  /** Transforms the values at `first`, `first + step` ... in place. */
  transform(values: Float32Array, first: number, step: number, n: number, spacingMm: number): void {
    const { heights, places, starts } = this;
    const unit = spacingMm ** 2;
    let last = -1;
    for (let k = 0; k < n; k++) {
      const value = values[first + k * step];
      if (value === Infinity) continue;
      const height = value / unit + k * k;
      let start = -Infinity;
      for (; last >= 0; last--) {
        start = (height - heights[last]) / (2 * (k - places[last]));
        if (start > starts[last]) break;
        start = -Infinity;
      }
      last++;
      heights[last] = height;
      places[last] = k;
      starts[last] = start;
    }
    if (last < 0) return;
    for (let k = 0, at = 0; k < n; k++) {
      while (at < last && starts[at + 1] <= k) at++;
      values[first + k * step] = ((k - places[at]) ** 2 + heights[at] - places[at] ** 2) * unit;
    }
  }
}

function tooLarge(size: Vector3): InputError {
  return new InputError(
    "E_TOO_LARGE",
    "label maps",
    `the region of agreement spans ${size.join(" x ")} voxels; at most ${VOXELS_AT_MOST} can be held where voxels are this small beside its 5 mm. Crop the masks to what is marked, or resample them`,
  );
}
