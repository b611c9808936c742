import { createRandom, type Random, type Vector3 } from "@pgt/metrics";

/** An ellipsoid whose rows along x wave with y and z. Lengths in voxels. */
export interface Organ {
  readonly label: number;
  readonly centre: Vector3;
  readonly radius: Vector3;
  readonly waves: readonly Wave[];
}

/** Shift and widening of a row, each a sine of y and z with this amplitude. */
interface Wave {
  readonly perY: number;
  readonly perZ: number;
  readonly phase: number;
  readonly shift: number;
  readonly widen: number;
}

/** Differences of a copy of an organ: random displacement and growth, and new waves on its surface. */
export interface Displacement {
  readonly voxels: number;
  /** Sizes in parts of the radius. */
  readonly relative: number;
  /** Share of organs that the copy lacks. */
  readonly dropped: number;
}

const LARGEST = 0.3;

/** `labels` organs of many sizes, spread over a volume that they fill by about a third. */
export function randomOrgans(shape: Vector3, labels: number, seed: number): Organ[] {
  return Array.from({ length: labels }, (_, k) => {
    const random = createRandom(seed, k);
    const part = Math.min(LARGEST, (0.34 / Math.cbrt(labels)) * Math.exp(0.4 * random.normal()));
    const radius = shape.map((n) => Math.max(1.5, n * part * Math.exp(0.2 * random.normal()))) as Triple;
    const centre = shape.map((n, axis) => {
      const margin = Math.min(radius[axis], 0.45 * n);
      return margin + random.next() * (n - 2 * margin);
    }) as Triple;
    return { label: k + 1, centre, radius, waves: randomWaves(random, shape, 0.06 * radius[0]) };
  });
}

/** Another annotation of the same organs. */
export function displaced(organs: readonly Organ[], shape: Vector3, by: Displacement, seed: number): Organ[] {
  return organs.flatMap((organ) => {
    const random = createRandom(seed, organ.label);
    if (random.next() < by.dropped) return [];
    const amount = (axis: number) => by.voxels + by.relative * organ.radius[axis];
    const centre = organ.centre.map((c, axis) => c + amount(axis) * random.normal()) as Triple;
    const radius = organ.radius.map((r, axis) =>
      Math.max(1, r + 0.5 * amount(axis) * random.normal()),
    ) as Triple;
    return [
      { ...organ, centre, radius, waves: [...organ.waves, ...randomWaves(random, shape, amount(0) / 2)] },
    ];
  });
}

type Triple = [number, number, number];

function randomWaves(random: Random, shape: Vector3, amplitude: number): Wave[] {
  return [2, 5, 11].map((cycles) => ({
    perY: (2 * Math.PI * cycles * random.next()) / shape[1],
    perZ: (2 * Math.PI * cycles * random.next()) / shape[2],
    phase: 2 * Math.PI * random.next(),
    shift: (amplitude * random.normal()) / cycles,
    widen: (amplitude * random.normal()) / cycles,
  }));
}

/** Draws organs row by row, later ones over earlier ones: time is that of the rows, not of the voxels. */
export function drawOrgans(organs: readonly Organ[], shape: Vector3): Uint8Array {
  const data = new Uint8Array(shape[0] * shape[1] * shape[2]);
  for (const organ of organs) {
    const { centre, radius } = organ;
    const range = (axis: number) => [
      Math.max(0, Math.ceil(centre[axis] - radius[axis])),
      Math.min(shape[axis] - 1, Math.floor(centre[axis] + radius[axis])),
    ];
    const [y0, y1] = range(1) as [number, number];
    const [z0, z1] = range(2) as [number, number];
    for (let z = z0; z <= z1; z++) for (let y = y0; y <= y1; y++) drawRow(data, shape, organ, y, z);
  }
  return data;
}

function drawRow(data: Uint8Array, shape: Vector3, organ: Organ, y: number, z: number): void {
  const { centre, radius, waves, label } = organ;
  const rest = 1 - ((y - centre[1]) / radius[1]) ** 2 - ((z - centre[2]) / radius[2]) ** 2;
  if (rest <= 0) return;
  const round = Math.sqrt(rest);
  let middle = centre[0];
  let half = radius[0] * round;
  for (const { perY, perZ, phase, shift, widen } of waves) {
    const sine = Math.sin(perY * y + perZ * z + phase);
    middle += shift * sine;
    half += widen * round * sine;
  }
  const from = Math.max(0, Math.ceil(middle - half));
  const to = Math.min(shape[0], Math.floor(middle + half) + 1);
  const row = shape[0] * (y + shape[1] * z);
  if (from < to) data.fill(label, row + from, row + to);
}
