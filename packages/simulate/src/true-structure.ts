import { cbrt, exp, type LabelVolume, type Random, type Vector3 } from "@pgt/metrics";
import type { Body, Grid } from "./body.ts";
import { maskComponents } from "./mask-components.ts";
import { signedDistanceMm } from "./signed-distance.ts";
import { type Box, smoothField } from "./smooth-field.ts";

/** One structure of one case, as it truly is. */
export interface TrueStructure {
  readonly label: number;
  readonly name: string;
  /** Connected parts; empty if the case does not have the structure. */
  readonly parts: readonly TruePart[];
  readonly volumeMm3: number;
  /** Centre of mass, which raters' own biases are fixed to. */
  readonly centreMm: Vector3;
}

export interface TruePart {
  readonly box: Box;
  /** Signed distance in mm to the boundary, positive inside, for the voxels of the box. */
  readonly distanceMm: Float64Array;
  readonly volumeMm3: number;
}

/**
 * Structures of a label map: exact signed distance of each connected part, cropped to what lies within `reachMm`.
 *
 * A mask does not tell where within a voxel the boundary passes. A smooth offset of at most half the smallest
 * spacing, uniform and the same for all raters, chooses a place: the mask stays what it is, and displacements of less
 * than a voxel change voxels too. On balls, shifts of a voxel and more come out within 5 %, smaller ones at .7 to .95
 * of their size, random noise of a third of a voxel and more at .8 to 1.
 */
export function structuresOfMask(
  mask: LabelVolume,
  labels: readonly { readonly label: number; readonly name: string }[],
  reachMm: (label: number) => number,
  stream: (label: number) => Random,
): TrueStructure[] {
  const boxes = labelBoxes(mask);
  return labels.map(({ label, name }) => {
    const box = boxes.get(label);
    if (box === undefined) return { label, name, parts: [], volumeMm3: 0, centreMm: [0, 0, 0] };
    const inside = cutOut(mask, label, box);
    const parts = maskComponents(inside, box.size).map((component) =>
      partOf(component.box, component.voxels, box, mask, reachMm(label), stream(label)),
    );
    const volumeMm3 = parts.reduce((sum, part) => sum + part.volumeMm3, 0);
    return { label, name, parts, volumeMm3, centreMm: centreOf(inside, box, mask.spacingMm) };
  });
}

/** Structures of the built-in anatomy; what does not exist in a case has no parts. */
export function structuresOfBodies(
  bodies: readonly Body[],
  names: readonly { readonly label: number; readonly name: string }[],
  { spacingMm }: Grid,
): TrueStructure[] {
  const voxelMm3 = spacingMm[0] * spacingMm[1] * spacingMm[2];
  return names.map(({ label, name }) => {
    const parts = bodies
      .filter((body) => body.label === label && body.exists)
      .map(({ box, distanceMm }) => ({ box, distanceMm, volumeMm3: voxelMm3 * countInside(distanceMm) }));
    const volumeMm3 = parts.reduce((sum, part) => sum + part.volumeMm3, 0);
    return { label, name, parts, volumeMm3, centreMm: meanCentre(parts, spacingMm) };
  });
}

/** Diameter of a ball of the structure's volume. */
export function equivalentDiameterMm({ volumeMm3 }: Pick<TrueStructure, "volumeMm3">): number {
  return cbrt((6 * volumeMm3) / Math.PI);
}

function partOf(
  own: Box,
  voxels: Int32Array,
  searched: Box,
  { shape, spacingMm }: LabelVolume,
  reachMm: number,
  random: Random,
): TruePart {
  const box = grown(own, searched, shape, spacingMm, reachMm);
  const inside = new Uint8Array(box.size[0] * box.size[1] * box.size[2]);
  for (const voxel of voxels) {
    const [x, y, z] = placeOf(voxel, searched.size);
    const at = (place: number, axis: number) => place + searched.origin[axis] - box.origin[axis];
    inside[at(x, 0) + box.size[0] * (at(y, 1) + box.size[1] * at(z, 2))] = 1;
  }
  const distanceMm = signedDistanceMm(inside, box.size, spacingMm);
  offsetWithinVoxels(distanceMm, box.size, spacingMm, random);
  const voxelMm3 = spacingMm[0] * spacingMm[1] * spacingMm[2];
  return { box, distanceMm, volumeMm3: voxels.length * voxelMm3 };
}

/** The logistic curve of this slope is the normal distribution function within .01. */
const normalSlope = 1.702;
const offsetCorrelationVoxels = 2;

function offsetWithinVoxels(
  distanceMm: Float64Array,
  size: Vector3,
  spacingMm: Vector3,
  random: Random,
): void {
  const smallest = Math.min(...spacingMm);
  const correlationMm = spacingMm.map((step) => offsetCorrelationVoxels * step) as unknown as Vector3;
  const field = smoothField({ size, spacingMm, correlationMm, random });
  // Just short of half a voxel, so that a voxel at that distance keeps its side.
  const amplitudeMm = 0.999 * smallest;
  for (let i = 0; i < distanceMm.length; i++) {
    if (!Number.isFinite(distanceMm[i])) continue;
    distanceMm[i] += amplitudeMm * (1 / (1 + exp(-normalSlope * field[i])) - 0.5);
  }
}

/** The part's box, in voxels of the volume, with room on all sides, within the volume. */
function grown(own: Box, searched: Box, shape: Vector3, spacingMm: Vector3, reachMm: number): Box {
  const low = [0, 1, 2].map((axis) =>
    Math.max(0, searched.origin[axis] + own.origin[axis] - Math.ceil(reachMm / spacingMm[axis]) - 1),
  );
  const high = [0, 1, 2].map((axis) =>
    Math.min(
      shape[axis],
      searched.origin[axis] + own.origin[axis] + own.size[axis] + Math.ceil(reachMm / spacingMm[axis]) + 1,
    ),
  );
  return {
    origin: [low[0], low[1], low[2]],
    size: [high[0] - low[0], high[1] - low[1], high[2] - low[2]],
  };
}

/** Bounding box of every label but 0, in one pass. */
function labelBoxes({ data, shape }: LabelVolume): Map<number, Box> {
  const [nx, ny, nz] = shape;
  const found = new Map<number, { low: number[]; high: number[] }>();
  for (let z = 0, i = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++) {
      for (let x = 0; x < nx; x++, i++) {
        if (data[i] === 0) continue;
        let box = found.get(data[i]);
        if (box === undefined) found.set(data[i], (box = { low: [x, y, z], high: [x, y, z] }));
        box.low[0] = Math.min(box.low[0], x);
        box.low[1] = Math.min(box.low[1], y);
        box.high[0] = Math.max(box.high[0], x);
        box.high[1] = Math.max(box.high[1], y);
        box.high[2] = z;
      }
    }
  }
  return new Map(
    [...found].map(([label, { low, high }]) => [
      label,
      {
        origin: [low[0], low[1], low[2]],
        size: [high[0] - low[0] + 1, high[1] - low[1] + 1, high[2] - low[2] + 1],
      },
    ]),
  );
}

function cutOut({ data, shape }: LabelVolume, label: number, { origin, size }: Box): Uint8Array {
  const inside = new Uint8Array(size[0] * size[1] * size[2]);
  for (let z = 0, i = 0; z < size[2]; z++) {
    for (let y = 0; y < size[1]; y++) {
      let from = origin[0] + shape[0] * (y + origin[1] + shape[1] * (z + origin[2]));
      for (let x = 0; x < size[0]; x++, i++, from++) inside[i] = data[from] === label ? 1 : 0;
    }
  }
  return inside;
}

function centreOf(inside: Uint8Array, { origin, size }: Box, spacingMm: Vector3): Vector3 {
  const sum = [0, 0, 0];
  let count = 0;
  for (let i = 0; i < inside.length; i++) {
    if (inside[i] === 0) continue;
    count++;
    for (const [axis, place] of placeOf(i, size).entries()) sum[axis] += place;
  }
  const at = (axis: number) => (origin[axis] + sum[axis] / count + 0.5) * spacingMm[axis];
  return [at(0), at(1), at(2)];
}

/** Mean of the centres of the parts' boxes: of bodies that were made about them. */
function meanCentre(parts: readonly TruePart[], spacingMm: Vector3): Vector3 {
  const at = (axis: number) =>
    parts.reduce((sum, { box }) => sum + (box.origin[axis] + box.size[axis] / 2) * spacingMm[axis], 0) /
    Math.max(1, parts.length);
  return [at(0), at(1), at(2)];
}

function placeOf(i: number, size: Vector3): [number, number, number] {
  return [i % size[0], Math.floor(i / size[0]) % size[1], Math.floor(i / (size[0] * size[1]))];
}

function countInside(distanceMm: Float64Array): number {
  let count = 0;
  for (let i = 0; i < distanceMm.length; i++) if (distanceMm[i] > 0) count++;
  return count;
}
