import type { Vector3 } from "@pgt/metrics";
import type { Box } from "./smooth-field.ts";

/** A mask of one structure, cropped to where anything is. */
export interface StructureMask {
  readonly box: Box;
  readonly inside: Uint8Array;
}

/** The axis of the largest spacing; of equal ones the last. */
export function sliceAxis(spacingMm: Vector3): number {
  return [0, 1, 2].reduce((best, axis) => (spacingMm[axis] >= spacingMm[best] ? axis : best), 0);
}

/** The smallest box that holds all of them. */
export function boundingBox(boxes: readonly Box[]): Box {
  const low = [0, 1, 2].map((axis) => Math.min(...boxes.map(({ origin }) => origin[axis])));
  const high = [0, 1, 2].map((axis) =>
    Math.max(...boxes.map(({ origin, size }) => origin[axis] + size[axis])),
  );
  return { origin: [low[0], low[1], low[2]], size: [high[0] - low[0], high[1] - low[1], high[2] - low[2]] };
}
