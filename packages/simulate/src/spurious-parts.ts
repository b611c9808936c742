import { cbrt, exp, type Random, type Vector3 } from "@pgt/metrics";
import type { Grid } from "./body.ts";
import { poisson } from "./poisson.ts";
import type { Box } from "./smooth-field.ts";
import { boundingBox, type StructureMask } from "./structure-mask.ts";
import type { StructureNoise } from "./structure-noise.ts";
import type { TrueStructure } from "./true-structure.ts";

/** Sd of the logarithm of a false part's volume. */
const volumeSpread = 0.5;
/** False parts lie at most this far from the structure's box; anywhere if the case does not have it. */
const nearMm = 20;

/** Adds a Poisson number of ellipsoids; null in, none added: null out. */
export function addSpuriousParts(
  mask: StructureMask | null,
  structure: TrueStructure,
  grid: Grid,
  { rate, volumeMm3 }: StructureNoise["spurious"],
  random: Random,
): StructureMask | null {
  const count = poisson(rate, random);
  if (count === 0) return mask;
  const within = searchBox(structure, grid);
  const shapes = Array.from({ length: count }, () => ellipsoid(volumeMm3, within, grid, random));
  const box = boundingBox([...(mask ? [mask.box] : []), ...shapes.map((shape) => shape.box)]);
  const inside = new Uint8Array(box.size[0] * box.size[1] * box.size[2]);
  if (mask) paintBox(inside, box, mask.box, (i) => mask.inside[i] !== 0);
  for (const { box: own, holds } of shapes) paintBox(inside, box, own, (_, x, y, z) => holds(x, y, z));
  return { box, inside };
}

interface Ellipsoid {
  readonly box: Box;
  /** Size of a voxel of the grid. */
  readonly holds: (x: number, y: number, z: number) => boolean;
}

function ellipsoid(medianMm3: number, within: Box, { shape, spacingMm }: Grid, random: Random): Ellipsoid {
  const volumeMm3 = medianMm3 * exp(volumeSpread * random.normal());
  const stretch = [1, 2, 3].map(() => exp(0.2 * random.normal()));
  const radius = cbrt((3 * volumeMm3) / (4 * Math.PI * stretch[0] * stretch[1] * stretch[2]));
  // Never less than one voxel.
  const semiAxes = stretch.map((one, axis) => Math.max(radius * one, 0.51 * spacingMm[axis]));
  const centre = [0, 1, 2].map((axis) => within.origin[axis] + random.nextBelow(within.size[axis]));
  const low = centre.map((at, axis) => Math.max(0, Math.floor(at - semiAxes[axis] / spacingMm[axis])));
  const high = centre.map((at, axis) =>
    Math.min(shape[axis], Math.ceil(at + semiAxes[axis] / spacingMm[axis]) + 1),
  );
  const share = (place: number, axis: number) => ((place - centre[axis]) * spacingMm[axis]) / semiAxes[axis];
  return {
    box: { origin: [low[0], low[1], low[2]], size: [high[0] - low[0], high[1] - low[1], high[2] - low[2]] },
    holds: (x, y, z) => share(x, 0) ** 2 + share(y, 1) ** 2 + share(z, 2) ** 2 <= 1,
  };
}

function searchBox({ parts }: TrueStructure, { shape, spacingMm }: Grid): Box {
  if (parts.length === 0) return { origin: [0, 0, 0], size: shape };
  const { origin, size } = boundingBox(parts.map(({ box }) => box));
  const low = origin.map((at, axis) => Math.max(0, at - Math.ceil(nearMm / spacingMm[axis])));
  const high = origin.map((at, axis) =>
    Math.min(shape[axis], at + size[axis] + Math.ceil(nearMm / spacingMm[axis])),
  );
  const extent = high.map((end, axis) => end - low[axis]) as unknown as Vector3;
  return { origin: low as unknown as Vector3, size: extent };
}

function paintBox(
  inside: Uint8Array,
  box: Box,
  own: Box,
  holds: (i: number, x: number, y: number, z: number) => boolean,
): void {
  const [ox, oy, oz] = own.origin;
  for (let z = 0, i = 0; z < own.size[2]; z++) {
    for (let y = 0; y < own.size[1]; y++) {
      let to =
        ox - box.origin[0] + box.size[0] * (y + oy - box.origin[1] + box.size[1] * (z + oz - box.origin[2]));
      for (let x = 0; x < own.size[0]; x++, i++, to++) if (holds(i, x + ox, y + oy, z + oz)) inside[to] = 1;
    }
  }
}
