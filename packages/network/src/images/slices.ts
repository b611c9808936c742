import type { Vector3 } from "@pgt/metrics";

/**
 * The slices of a volume: pixel (u, v) of slice w is voxel u * strideU + v * strideV + w * strideW. Slices are cut across
 * z; an image with an axis of size 1 is cut across that.
 */
export interface Slices {
  readonly width: number;
  readonly height: number;
  readonly count: number;
  readonly strideU: number;
  readonly strideV: number;
  readonly strideW: number;
}

export function slicesOf(shape: Vector3): Slices {
  const strides = [1, shape[0], shape[0] * shape[1]];
  const across = shape.includes(1) ? shape.lastIndexOf(1) : 2;
  const [u, v] = [0, 1, 2].filter((axis) => axis !== across);
  return {
    width: shape[u],
    height: shape[v],
    count: shape[across],
    strideU: strides[u],
    strideV: strides[v],
    strideW: strides[across],
  };
}

/** A window of a slice; it may reach beyond, where there is nothing. */
export interface Window {
  readonly slice: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Calls `visit` with the voxel of each pixel of a window that lies in the slice, and the pixel's place in the window. */
export function eachPixel(
  slices: Slices,
  { slice, left, top, width, height }: Window,
  visit: (voxel: number, pixel: number) => void,
): void {
  const { strideU, strideV, strideW } = slices;
  const [fromU, toU] = [Math.max(left, 0), Math.min(left + width, slices.width)];
  const [fromV, toV] = [Math.max(top, 0), Math.min(top + height, slices.height)];
  for (let v = fromV; v < toV; v++) {
    for (let u = fromU; u < toU; u++) {
      visit(u * strideU + v * strideV + slice * strideW, (v - top) * width + u - left);
    }
  }
}
