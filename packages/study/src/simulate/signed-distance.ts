import type { Vector3 } from "@pgt/metrics";

/*
 * Exact signed distance to the surface of a voxel mask. The surface is that of the union of the voxels' boxes: a voxel
 * next to the other side lies half its spacing from it, along each axis by that axis' own spacing.
 *
 * Squared distances add over axes, so they are taken one axis at a time (Meijster et al. 2000) as lower envelopes of
 * parabolas (Felzenszwalb & Huttenlocher 2012). The gap between voxel i and the box of voxel j along an axis is
 * |i - j| - 1/2 spacings, 0 for i = j: two parabolas per voxel, at its two faces, and its own value. O(voxels).
 */

/** Millimetres from each voxel centre to the surface, positive inside. Infinite if the mask is empty or full. */
export function signedDistanceMm(inside: Uint8Array, size: Vector3, spacingMm: Vector3): Float64Array {
  const toOutside = squaredDistance(inside, 0, size, spacingMm);
  const toInside = squaredDistance(inside, 1, size, spacingMm);
  const distance = new Float64Array(inside.length);
  for (let i = 0; i < inside.length; i++) {
    distance[i] = inside[i] === 0 ? -Math.sqrt(toInside[i]) : Math.sqrt(toOutside[i]);
  }
  return distance;
}

/** Squared distance in mm2 from each voxel centre to the nearest box of a voxel whose value is `target`. */
function squaredDistance(mask: Uint8Array, target: number, size: Vector3, spacingMm: Vector3): Float64Array {
  const squares = Float64Array.from(mask, (value) => (value === target ? 0 : Number.POSITIVE_INFINITY));
  const strides = [1, size[0], size[0] * size[1]];
  for (const axis of [0, 1, 2]) {
    const pass = linePass(size[axis], spacingMm[axis]);
    const stride = strides[axis];
    const block = stride * size[axis];
    for (let start = 0; start < squares.length; start += block) {
      for (let line = start; line < start + stride; line++) pass(squares, line, stride);
    }
  }
  return squares;
}

/** One line of n values: f(i) <- min(f(i), min over j of f(j) + ((|i - j| - 1/2) spacing)²). */
function linePass(
  n: number,
  spacingMm: number,
): (squares: Float64Array, first: number, stride: number) => void {
  const unit = spacingMm * spacingMm;
  const values = new Float64Array(n);
  const apex = new Float64Array(2 * n);
  const height = new Float64Array(2 * n);
  const from = new Float64Array(2 * n);
  return (squares, first, stride) => {
    let count = 0;
    for (let j = 0; j < n; j++) {
      values[j] = squares[first + j * stride] / unit;
      if (values[j] === Number.POSITIVE_INFINITY) continue;
      count = addParabola(j - 0.5, values[j], count);
      count = addParabola(j + 0.5, values[j], count);
    }
    if (count === 0) return;
    for (let i = 0, at = 0; i < n; i++) {
      while (at + 1 < count && from[at + 1] <= i) at++;
      const gap = i - apex[at];
      squares[first + i * stride] = unit * Math.min(values[i], gap * gap + height[at]);
    }
  };

  /** Keeps the envelope: parabola `at` is the lowest from `from[at]` on. Apexes come in order, some twice. */
  function addParabola(place: number, value: number, count: number): number {
    let kept = count;
    if (kept > 0 && apex[kept - 1] === place) {
      if (height[kept - 1] <= value) return kept;
      kept--;
    }
    while (kept > 0) {
      const start = crossing(kept - 1, place, value);
      if (start > from[kept - 1]) {
        from[kept] = start;
        break;
      }
      kept--;
    }
    if (kept === 0) from[0] = Number.NEGATIVE_INFINITY;
    apex[kept] = place;
    height[kept] = value;
    return kept + 1;
  }

  function crossing(at: number, place: number, value: number): number {
    return (value + place * place - height[at] - apex[at] * apex[at]) / (2 * (place - apex[at]));
  }
}
