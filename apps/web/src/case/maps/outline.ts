import type { Vector3 } from "@pgt/browser";
import { type Axis, stridesOf } from "./grid.ts";
import type { LabelGrid } from "./label-grid.ts";

/**
 * Traces the edge of a mask in each slice, one part of a voxel wide.
 *
 * @returns places in the field of labels; some may come twice.
 */
export function outlineOf(voxels: Uint8Array, shape: Vector3, grid: LabelGrid): Uint32Array<ArrayBuffer> {
  const places = new PlaceList();
  const strides = stridesOf(shape);
  const { across: w, first, last } = grid;
  const [u, v] = ([0, 1, 2] as const).filter((axis) => axis !== w) as [Axis, Axis];
  const [nu, nv, nw] = [shape[u], shape[v], shape[w]];
  const [su, sv, sw] = [strides[u], strides[v], strides[w]];
  /** The parts along an axis, from a place on. */
  const addSide = (from: number, axis: Axis, at: number) => {
    const length = last[axis][at] - first[axis][at];
    const step = grid.strides[axis];
    for (let part = 0; part !== length + step; part += step) places.add(from + first[axis][at] + part);
  };
  for (let c = 0; c < nw; c++) {
    for (let b = 0; b < nv; b++) {
      let i = c * sw + b * sv;
      for (let a = 0; a < nu; a++, i += su) {
        if (voxels[i] !== 1) continue;
        const isLeft = a === 0 || voxels[i - su] !== 1;
        const isRight = a === nu - 1 || voxels[i + su] !== 1;
        const isTop = b === 0 || voxels[i - sv] !== 1;
        const isBottom = b === nv - 1 || voxels[i + sv] !== 1;
        if (!isLeft && !isRight && !isTop && !isBottom) continue;
        const slice = first[w][c];
        if (isLeft) addSide(slice + first[u][a], v, b);
        if (isRight) addSide(slice + last[u][a], v, b);
        if (isTop) addSide(slice + first[v][b], u, a);
        if (isBottom) addSide(slice + last[v][b], u, a);
      }
    }
  }
  return places.toArray();
}

class PlaceList {
  private places = new Uint32Array(1024);
  private length = 0;

  add(place: number): void {
    if (this.length === this.places.length) {
      const longer = new Uint32Array(2 * this.length);
      longer.set(this.places);
      this.places = longer;
    }
    this.places[this.length++] = place;
  }

  toArray(): Uint32Array<ArrayBuffer> {
    return this.places.slice(0, this.length);
  }
}
