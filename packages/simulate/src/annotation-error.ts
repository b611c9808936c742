import { cbrt, exp, type LabelVolume, type Random, type Vector3 } from "@pgt/metrics";
import { maskComponents } from "./mask-components.ts";
import { signedDistanceMm } from "./signed-distance.ts";
import type { Box } from "./smooth-field.ts";
import { sliceAxis } from "./structure-mask.ts";

/** Kinds of errors that are put into a mask. */
export const errorKinds = ["border", "dropped", "invented"] as const;
export type ErrorKind = (typeof errorKinds)[number];

/** An error put into a mask, and where it is. */
export interface AnnotationError {
  readonly kind: ErrorKind;
  readonly label: number;
  /** Voxels that were changed, ascending. */
  readonly voxels: Uint32Array;
}

/** Displacement of a border at its middle, in parts of the structure's equivalent radius, and in mm at least. */
const displacement = { share: 0.4, leastMm: 3 } as const;
/** Sd of the bell by which the displacement falls off, in parts of the displacement. */
const spread = 1.2;
/** Share of the structure's slices that a dropped end takes where it has no second part. */
const droppedShare = 0.25;
/** Volume of an invented part as a share of the structure's, and in mm3 at least. */
const invention = { share: 0.15, leastMm3: 300, mostMm3: 20_000 } as const;

/**
 * Puts one error into a structure of a mask, in place (docs/methods/queue.md): a stretch of the border is moved in or out,
 * a part (or one end) is left out, or a ball is drawn beside it in the background. Null if the structure is too small for it.
 */
export function addError(
  volume: LabelVolume,
  label: number,
  kind: ErrorKind,
  random: Random,
): AnnotationError | null {
  const own = boxOf(volume, label);
  if (!own) return null;
  const changed = changeOf(volume, own, label, kind, random);
  if (changed.length === 0) return null;
  const voxels = Uint32Array.from(changed).sort();
  for (const voxel of voxels) volume.data[voxel] = volume.data[voxel] === label ? 0 : label;
  return { kind, label, voxels };
}

function changeOf(
  volume: LabelVolume,
  own: LabelBox,
  label: number,
  kind: ErrorKind,
  random: Random,
): number[] {
  if (kind === "border") return movedBorder(volume, own, label, random);
  if (kind === "dropped") return droppedPart(volume, own, label, random);
  return inventedPart(volume, own, random);
}

interface LabelBox extends Box {
  readonly voxels: number;
}

function boxOf({ data, shape: [nx, ny, nz] }: LabelVolume, label: number): LabelBox | null {
  const low = [nx, ny, nz];
  const high = [-1, -1, -1];
  let voxels = 0;
  for (let z = 0, i = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++) {
      for (let x = 0; x < nx; x++, i++) {
        if (data[i] !== label) continue;
        voxels++;
        if (x < low[0]) low[0] = x;
        if (x > high[0]) high[0] = x;
        if (y < low[1]) low[1] = y;
        if (y > high[1]) high[1] = y;
        if (z < low[2]) low[2] = z;
        if (z > high[2]) high[2] = z;
      }
    }
  }
  if (voxels === 0) return null;
  const size = low.map((first, axis) => high[axis] - first + 1);
  return { origin: [low[0], low[1], low[2]], size: [size[0], size[1], size[2]], voxels };
}

function radiusMm({ spacingMm: [x, y, z] }: LabelVolume, voxels: number): number {
  return cbrt((3 * voxels * x * y * z) / (4 * Math.PI));
}

/** { phi + d exp(-r^2 / 2 s^2) > 0 } around a voxel of the border, where it takes background or gives up the label. */
function movedBorder(volume: LabelVolume, own: LabelBox, label: number, random: Random): number[] {
  const centre = borderVoxel(volume, own, label, random);
  if (!centre) return [];
  const size = Math.max(displacement.leastMm, displacement.share * radiusMm(volume, own.voxels));
  const outwards = random.next() < 0.5;
  const sd = spread * size;
  const around = boxAround(centre, 2.5 * sd, volume);
  const cut = cutOut(volume, around);
  const inside = Uint8Array.from(cut, (id) => Number(id === label));
  const distance = signedDistanceMm(inside, around.size, volume.spacingMm);
  const changed: number[] = [];
  eachVoxel(around, volume, (i, voxel, ...place) => {
    const bell = exp(-(distanceMm(place, centre, volume) ** 2) / (2 * sd * sd));
    const moved = distance[i] + (outwards ? size : -size) * bell > 0;
    if (outwards ? moved && cut[i] === 0 : !moved && cut[i] === label) changed.push(voxel);
  });
  return changed;
}

function borderVoxel(volume: LabelVolume, own: LabelBox, label: number, random: Random): Vector3 | null {
  const { data, shape } = volume;
  const [nx, ny] = shape;
  const found: number[] = [];
  eachVoxel(own, volume, (_, voxel, x, y, z) => {
    if (data[voxel] !== label) return;
    const neighbours = [
      x > 0 ? voxel - 1 : voxel,
      x < nx - 1 ? voxel + 1 : voxel,
      y > 0 ? voxel - nx : voxel,
      y < ny - 1 ? voxel + nx : voxel,
      z > 0 ? voxel - nx * ny : voxel,
      z < shape[2] - 1 ? voxel + nx * ny : voxel,
    ];
    if (neighbours.some((one) => data[one] === 0)) found.push(voxel);
  });
  return found.length === 0 ? null : placeOf(found[random.nextBelow(found.length)], shape);
}

/** A part that is not the largest; of a structure in one part the end along the slice axis. */
function droppedPart(volume: LabelVolume, own: LabelBox, label: number, random: Random): number[] {
  const inside = Uint8Array.from(cutOut(volume, own), (id) => Number(id === label));
  const [, ...others] = maskComponents(inside, own.size).filter(
    ({ voxels }, k) => k === 0 || 20 * voxels.length > own.voxels,
  );
  const changed: number[] = [];
  const part = others.length > 0 ? new Set(others[random.nextBelow(others.length)].voxels) : null;
  const axis = sliceAxis(volume.spacingMm);
  const slices = Math.max(1, Math.round(droppedShare * own.size[axis]));
  const isLow = random.next() < 0.5;
  const isEnd = (place: number) => {
    const at = place - own.origin[axis];
    return isLow ? at < slices : at >= own.size[axis] - slices;
  };
  eachVoxel(own, volume, (i, voxel, ...place) => {
    if (inside[i] === 1 && (part ? part.has(i) : isEnd(place[axis]))) changed.push(voxel);
  });
  return changed;
}

/** Tries to find a middle in the background. */
const inventionTries = 50;

/** A ball in the background, whose middle lies there near the structure's box. */
function inventedPart(volume: LabelVolume, own: LabelBox, random: Random): number[] {
  const { spacingMm, shape, data } = volume;
  const structureMm3 = own.voxels * spacingMm[0] * spacingMm[1] * spacingMm[2];
  const volumeMm3 = Math.min(invention.mostMm3, Math.max(invention.leastMm3, invention.share * structureMm3));
  const radius = cbrt((3 * volumeMm3) / (4 * Math.PI));
  const draw = (axis: number) => {
    const room = Math.ceil((2 * radius) / spacingMm[axis]);
    const first = Math.max(0, own.origin[axis] - room);
    return first + random.nextBelow(Math.min(shape[axis], own.origin[axis] + own.size[axis] + room) - first);
  };
  const changed: number[] = [];
  for (let tries = 0; tries < inventionTries && changed.length === 0; tries++) {
    const centre: Vector3 = [draw(0), draw(1), draw(2)];
    if (data[centre[0] + shape[0] * (centre[1] + shape[1] * centre[2])] !== 0) continue;
    eachVoxel(boxAround(centre, radius, volume), volume, (_, voxel, ...place) => {
      if (data[voxel] === 0 && distanceMm(place, centre, volume) <= radius) changed.push(voxel);
    });
  }
  return changed;
}

function distanceMm(a: Vector3, b: Vector3, { spacingMm }: LabelVolume): number {
  return Math.hypot(...spacingMm.map((spacing, axis) => (a[axis] - b[axis]) * spacing));
}

function boxAround(centre: Vector3, reachMm: number, { shape, spacingMm }: LabelVolume): Box {
  const reach = spacingMm.map((spacing) => Math.ceil(reachMm / spacing));
  const low = centre.map((at, axis) => Math.max(0, at - reach[axis]));
  const size = centre.map((at, axis) => Math.min(shape[axis], at + reach[axis] + 1) - low[axis]);
  return { origin: [low[0], low[1], low[2]], size: [size[0], size[1], size[2]] };
}

function cutOut(volume: LabelVolume, box: Box): Int32Array {
  const cut = new Int32Array(box.size[0] * box.size[1] * box.size[2]);
  eachVoxel(box, volume, (i, voxel) => {
    cut[i] = volume.data[voxel];
  });
  return cut;
}

function eachVoxel(
  { origin, size }: Box,
  { shape }: Pick<LabelVolume, "shape">,
  look: (i: number, voxel: number, x: number, y: number, z: number) => void,
): void {
  for (let z = 0, i = 0; z < size[2]; z++) {
    for (let y = 0; y < size[1]; y++) {
      const row = origin[0] + shape[0] * (origin[1] + y + shape[1] * (origin[2] + z));
      for (let x = 0; x < size[0]; x++, i++) look(i, row + x, origin[0] + x, origin[1] + y, origin[2] + z);
    }
  }
}

function placeOf(voxel: number, [nx, ny]: Vector3): Vector3 {
  const row = Math.floor(voxel / nx);
  return [voxel - row * nx, row % ny, Math.floor(row / ny)];
}
