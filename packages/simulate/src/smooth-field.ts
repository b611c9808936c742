import type { Random, Vector3 } from "@pgt/metrics";

/** A part of a grid: first voxel and size along each axis, in voxels. x runs fastest in its arrays. */
export interface Box {
  readonly origin: Vector3;
  readonly size: Vector3;
}

export interface FieldOptions {
  readonly size: Vector3;
  readonly spacingMm: Vector3;
  /** Sd of the Gaussian that smooths white noise into this field; along each axis, if they differ. */
  readonly correlationMm: number | Vector3;
  readonly random: Random;
}

/** A cubic B-spline of knot distance h has the variance h^2 / 3 of a Gaussian kernel of sd h / sqrt(3). */
const knotsPerCorrelation = Math.sqrt(3);

/**
 * Gaussian random field of zero mean and exactly unit variance at every voxel: independent normal coefficients
 * on a coarse grid, cubic B-spline weights. The weights of each axis are scaled to unit sum of squares at every
 * place, since the variance of a plain B-spline field dips between knots. Separable: about 5 products a voxel.
 */
export function smoothField({ size, spacingMm, correlationMm, random }: FieldOptions): Float64Array {
  const along = perAxis(correlationMm);
  const axes = [0, 1, 2].map((axis) => splineAxis(size[axis], spacingMm[axis], along[axis], 0));
  const coefficients = new Float64Array(axes[0].knots * axes[1].knots * axes[2].knots);
  for (let i = 0; i < coefficients.length; i++) coefficients[i] = random.normal();
  return interpolate(coefficients, axes, size);
}

export interface AnchoredFieldOptions {
  readonly size: Vector3;
  readonly spacingMm: Vector3;
  readonly correlationMm: number | Vector3;
  /** Centre of the first voxel relative to the point that the field is fixed to. */
  readonly firstMm: Vector3;
  /** The standard normal coefficient of a knot, the same whenever it is asked for. */
  readonly coefficient: (x: number, y: number, z: number) => number;
}

/** Makes a `smoothField` cut out of a field without end that is fixed to a point: boxes that overlap agree. */
export function anchoredField(options: AnchoredFieldOptions): Float64Array {
  const { size, spacingMm, correlationMm, firstMm, coefficient } = options;
  const along = perAxis(correlationMm);
  const axes = [0, 1, 2].map((axis) => splineAxis(size[axis], spacingMm[axis], along[axis], firstMm[axis]));
  const [ax, ay, az] = axes;
  const coefficients = new Float64Array(ax.knots * ay.knots * az.knots);
  for (let z = 0, i = 0; z < az.knots; z++) {
    for (let y = 0; y < ay.knots; y++) {
      for (let x = 0; x < ax.knots; x++, i++) {
        coefficients[i] = coefficient(x + ax.lowest, y + ay.lowest, z + az.lowest);
      }
    }
  }
  return interpolate(coefficients, axes, size);
}

function perAxis(correlationMm: number | Vector3): Vector3 {
  return typeof correlationMm === "number" ? [correlationMm, correlationMm, correlationMm] : correlationMm;
}

function interpolate(coefficients: Float64Array, axes: readonly SplineAxis[], size: Vector3): Float64Array {
  const shape = axes.map(({ knots }) => knots);
  let values = coefficients;
  for (const axis of [2, 1, 0]) {
    values = interpolateAxis(values, shape, axis, axes[axis]);
    shape[axis] = size[axis];
  }
  return values;
}

interface SplineAxis {
  readonly knots: number;
  /** Number of the first knot, counted from the one at the origin. */
  readonly lowest: number;
  /** First of the four knots around each voxel, counted from `lowest`. */
  readonly first: Int32Array;
  /** Four weights for each voxel. */
  readonly weights: Float64Array;
}

/** @param firstMm place of the first voxel; the knot numbered 0 is at 0. */
function splineAxis(length: number, spacingMm: number, correlationMm: number, firstMm: number): SplineAxis {
  const step = spacingMm / (correlationMm * knotsPerCorrelation);
  const start = firstMm / (correlationMm * knotsPerCorrelation);
  const lowest = Math.floor(start);
  const first = new Int32Array(length);
  const weights = new Float64Array(4 * length);
  for (let i = 0; i < length; i++) {
    const at = start + i * step;
    first[i] = Math.floor(at) - lowest;
    const t = at - Math.floor(at);
    const u = 1 - t;
    const w = [u * u * u, (3 * t - 6) * t * t + 4, (3 * u - 6) * u * u + 4, t * t * t];
    const norm = Math.sqrt(w[0] * w[0] + w[1] * w[1] + w[2] * w[2] + w[3] * w[3]);
    for (let k = 0; k < 4; k++) weights[4 * i + k] = w[k] / norm;
  }
  return { knots: first[length - 1] + 4, lowest, first, weights };
}

function interpolateAxis(
  values: Float64Array,
  shape: readonly number[],
  axis: number,
  { first, weights }: SplineAxis,
): Float64Array {
  const length = first.length;
  const inner = shape.slice(0, axis).reduce((product, n) => product * n, 1);
  const outer = shape.slice(axis + 1).reduce((product, n) => product * n, 1);
  const result = new Float64Array(inner * length * outer);
  for (let o = 0; o < outer; o++) {
    for (let i = 0; i < length; i++) {
      const from = inner * (first[i] + shape[axis] * o);
      const to = inner * (i + length * o);
      const w = 4 * i;
      for (let k = 0; k < inner; k++) {
        result[to + k] =
          weights[w] * values[from + k] +
          weights[w + 1] * values[from + k + inner] +
          weights[w + 2] * values[from + k + 2 * inner] +
          weights[w + 3] * values[from + k + 3 * inner];
      }
    }
  }
  return result;
}
