import type { Axis } from "./grid.ts";

/** Order of axes in the viewer: they run to the patient's right, front and head, as nearly as they can. */
export interface RasOrder {
  /** The axis of the grid that runs along each. */
  readonly axes: readonly [Axis, Axis, Axis];
  /** True where the viewer's axis runs against that of the grid. */
  readonly flips: readonly [boolean, boolean, boolean];
}

/** Follows NiiVue's `calculateRAS`, also where an oblique grid leaves a choice. */
export function rasOrder(affine: readonly number[]): RasOrder {
  const size = (row: number, column: number) => Math.abs(affine[4 * row + column]);
  const rows = [0, 1, 2] as const;
  const first = rows.reduce<Axis>((best, row) => (size(row, 0) > size(best, 0) ? row : best), 0);
  const [lower, higher] = rows.filter((row) => row !== first) as [Axis, Axis];
  const second = size(lower, 1) > size(higher, 1) ? lower : higher;
  const third = (3 - first - second) as Axis;
  const axes: [Axis, Axis, Axis] = [0, 0, 0];
  axes[first] = 0;
  axes[second] = 1;
  axes[third] = 2;
  const isFlipped = (row: Axis) => affine[4 * row + axes[row]] < 0;
  return { axes, flips: [isFlipped(0), isFlipped(1), isFlipped(2)] };
}
