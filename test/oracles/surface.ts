import type { Boundary, Vector3 } from "@pgt/metrics";
import { contourLengthMm } from "./contour.ts";
import { cornerBit, surfelAreaMm2 } from "./marching-cubes.ts";
import { flatAxis, forEachVoxel, type Mask } from "./mask.ts";

/** A point of a surface in voxel units, and its weight. */
export interface Element {
  readonly point: Vector3;
  readonly weight: number;
}

export function surfaceOf(mask: Mask, boundary: Boundary): Element[] {
  if (boundary !== "surfel") return borderVoxels(mask, boundary).map((point) => ({ point, weight: 1 }));
  const flat = flatAxis(mask.shape);
  return flat === undefined ? surfels(mask) : contour(mask, flat);
}

/** Cells with both kinds of corners. A cell that touches an ignored voxel is no surface element. */
function surfels(mask: Mask): Element[] {
  const [nx, ny, nz] = mask.shape;
  const areaMm2 = Array.from({ length: 256 }, (_, code) => surfelAreaMm2(code, mask.spacingMm));
  const found: Element[] = [];
  forEachVoxel([nx + 1, ny + 1, nz + 1], (x, y, z) => {
    let code = 0;
    let ignored = false;
    forEachVoxel([2, 2, 2], (i, j, k) => {
      const voxel = mask.at(x + i - 1, y + j - 1, z + k - 1);
      if (voxel === "inside") code += cornerBit(i, j, k);
      if (voxel === "ignored") ignored = true;
    });
    if (code > 0 && code < 255 && !ignored) found.push({ point: [x, y, z], weight: areaMm2[code] });
  });
  return found;
}

/** The same in the plane of a one-slice image, with lengths of contour as weights. */
function contour(mask: Mask, flat: number): Element[] {
  const [u, v] = [0, 1, 2].filter((axis) => axis !== flat);
  const spacingMm = [mask.spacingMm[u], mask.spacingMm[v]] as const;
  const found: Element[] = [];
  forEachVoxel([mask.shape[u] + 1, mask.shape[v] + 1, 1], (a, b) => {
    let code = 0;
    let ignored = false;
    forEachVoxel([2, 2, 1], (i, j) => {
      const voxel = mask.at(...inPlane(flat, a + i - 1, b + j - 1));
      if (voxel === "inside") code += 8 >> (2 * i + j);
      if (voxel === "ignored") ignored = true;
    });
    const point = inPlane(flat, a, b);
    if (code > 0 && code < 15 && !ignored) found.push({ point, weight: contourLengthMm(code, spacingMm) });
  });
  return found;
}

function inPlane(flat: number, a: number, b: number): Vector3 {
  if (flat === 0) return [0, a, b];
  return flat === 1 ? [a, 0, b] : [a, b, 0];
}

/** Largest sum of absolute steps to a neighbour: a shared face, edge or corner. */
const steps = { border6: 1, border18: 2, border26: 3 } as const;

/** Voxels inside with a neighbour outside. In a one-slice image only neighbours in the slice count. */
export function borderVoxels(mask: Mask, boundary: Exclude<Boundary, "surfel">): Vector3[] {
  const flat = flatAxis(mask.shape);
  const neighbours: Vector3[] = [];
  forEachVoxel([3, 3, 3], (i, j, k) => {
    const step: Vector3 = [i - 1, j - 1, k - 1];
    const length = step.reduce((sum, s) => sum + Math.abs(s), 0);
    if (length > 0 && length <= steps[boundary] && (flat === undefined || step[flat] === 0)) {
      neighbours.push(step);
    }
  });
  const found: Vector3[] = [];
  forEachVoxel(mask.shape, (x, y, z) => {
    if (mask.at(x, y, z) !== "inside") return;
    if (neighbours.some(([i, j, k]) => mask.at(x + i, y + j, z + k) === "outside")) found.push([x, y, z]);
  });
  return found;
}
