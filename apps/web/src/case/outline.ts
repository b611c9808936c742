import type { Vector3 } from "@pgt/browser";
import { type Axis, stridesOf } from "./grid.ts";
import type { LabelGrid } from "./label-grid.ts";

/**
 * The edge of a mask in each slice, one part of a voxel wide.
 *
 * @returns places in the field of labels; some may come twice.
 */
export function outlineOf(voxels: Uint8Array, shape: Vector3, grid: LabelGrid): Uint32Array<ArrayBuffer> {
  const places = new PlaceList();
  const strides = stridesOf(shape);
  const { across, first, last } = grid;
  const [u, v] = ([0, 1, 2] as const).filter((axis) => axis !== across) as [Axis, Axis];
  const at: [number, number, number] = [0, 0, 0];
  const isBackground = (i: number, axis: Axis, step: 1 | -1) => {
    const next = at[axis] + step;
    return next < 0 || next >= shape[axis] || voxels[i + step * strides[axis]] !== 1;
  };
  const addSides = (i: number, axis: Axis, along: Axis) => {
    const [isFirst, isLast] = [isBackground(i, axis, -1), isBackground(i, axis, 1)];
    if (!isFirst && !isLast) return;
    const start = first[across][at[across]]! + first[along][at[along]]!;
    const length = last[along][at[along]]! - first[along][at[along]]!;
    const step = grid.strides[along];
    for (let part = 0; part * step !== length + step; part++) {
      if (isFirst) places.add(start + part * step + first[axis][at[axis]]!);
      if (isLast) places.add(start + part * step + last[axis][at[axis]]!);
    }
  };
  let i = 0;
  for (at[2] = 0; at[2] < shape[2]; at[2]++) {
    for (at[1] = 0; at[1] < shape[1]; at[1]++) {
      for (at[0] = 0; at[0] < shape[0]; at[0]++, i++) {
        if (voxels[i] !== 1) continue;
        addSides(i, u, v);
        addSides(i, v, u);
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
