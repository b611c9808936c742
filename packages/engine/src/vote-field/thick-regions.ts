import type { Vector3 } from "@pgt/metrics";

/** Bytes of a voxel in the box of the voxels looked at. */
const kept = { given: 1, thick: 2, taken: 3 } as const;

/**
 * The connected parts (26 neighbours) of what is left of some voxels where everything thinner than twice `radiusMm` is
 * taken away: the union of all balls of that radius, of voxel centres, that lie in them (a morphological opening).
 * Nothing lies outside of the box. O(voxels x voxels of a ball); most balls are left at the first voxel that is missing.
 *
 * @param voxels of a box of `size`, x fastest, ascending.
 * @returns the voxels of each, ascending.
 */
export function thickRegions(
  voxels: Uint32Array,
  size: Vector3,
  spacingMm: Vector3,
  radiusMm: number,
): Uint32Array[] {
  if (voxels.length === 0) return [];
  const window = new Window(voxels, size);
  const reach = spacingMm.map((mm, axis) => Math.min(size[axis] - 1, Math.floor(radiusMm / mm + 1e-9)));
  const axes = axesOf(reach);
  // A ball may have far more voxels than there are where these are small: few centres hold its axes, and mostly none.
  const centres = voxels.filter((at) => window.holdsAll(at, axes));
  const ball = centres.length > 0 ? ballOf(spacingMm, radiusMm, reach) : [];
  for (const at of centres) if (window.holdsAll(at, ball)) window.thicken(at, ball);
  const regions: Uint32Array[] = [];
  for (const at of voxels) {
    const region = window.flood(at);
    if (region) regions.push(region);
  }
  return regions;
}

type Step = readonly [x: number, y: number, z: number];

/** Steps along the axes, nearest first. */
function axesOf(reach: readonly number[]): Step[] {
  const longest = Math.max(...reach);
  return Array.from({ length: longest }, (_, k) => k + 1).flatMap((far) =>
    reach.flatMap((most, axis): Step[] => {
      if (far > most) return [];
      const step = [0, 1, 2].map((other) => (other === axis ? far : 0)) as unknown as Step;
      return [step, step.map((one) => -one) as unknown as Step];
    }),
  );
}

/** Steps to the voxels whose centre is at most so far away, nearest first. @param reach of the box along each axis. */
function ballOf(spacingMm: Vector3, radiusMm: number, reach: readonly number[]): Step[] {
  const steps: { readonly step: Step; readonly mm: number }[] = [];
  for (let z = -reach[2]; z <= reach[2]; z++) {
    for (let y = -reach[1]; y <= reach[1]; y++) {
      for (let x = -reach[0]; x <= reach[0]; x++) {
        const mm = Math.hypot(x * spacingMm[0], y * spacingMm[1], z * spacingMm[2]);
        if (mm <= radiusMm + 1e-9) steps.push({ step: [x, y, z], mm });
      }
    }
  }
  return steps.sort((a, b) => a.mm - b.mm).map(({ step }) => step);
}

/** The smallest box around the voxels, with a byte for each of its own. */
class Window {
  private readonly from: Vector3;
  private readonly to: Vector3;
  private readonly bytes: Uint8Array;

  constructor(
    voxels: Uint32Array,
    private readonly size: Vector3,
  ) {
    const low = [...size];
    const high = [0, 0, 0];
    for (const at of voxels) {
      for (const [axis, place] of this.placeOf(at).entries()) {
        low[axis] = Math.min(low[axis], place);
        high[axis] = Math.max(high[axis], place);
      }
    }
    this.from = [low[0], low[1], low[2]];
    this.to = [high[0], high[1], high[2]];
    this.bytes = new Uint8Array(low.reduce((product, first, axis) => product * (high[axis] - first + 1), 1));
    for (const at of voxels) this.bytes[this.indexOf(...this.placeOf(at))] = kept.given;
  }

  holdsAll(at: number, ball: readonly Step[]): boolean {
    const [x, y, z] = this.placeOf(at);
    return ball.every(
      ([i, j, k]) => this.isOutside(x + i, y + j, z + k) || this.byte(x + i, y + j, z + k) > 0,
    );
  }

  thicken(at: number, ball: readonly Step[]): void {
    const [x, y, z] = this.placeOf(at);
    for (const [i, j, k] of ball) {
      if (!this.isOutside(x + i, y + j, z + k)) this.bytes[this.indexOf(x + i, y + j, z + k)] = kept.thick;
    }
  }

  /** The voxels connected to one, each of which is given once; null if it is not thick, or given already. */
  flood(start: number): Uint32Array | null {
    const take = (x: number, y: number, z: number): boolean => {
      if (this.byte(x, y, z) !== kept.thick) return false;
      this.bytes[this.indexOf(x, y, z)] = kept.taken;
      return true;
    };
    if (!take(...this.placeOf(start))) return null;
    const [nx, ny] = this.size;
    const found = [start];
    for (let next = 0; next < found.length; next++) {
      const [x, y, z] = this.placeOf(found[next]);
      for (let k = z - 1; k <= z + 1; k++) {
        for (let j = y - 1; j <= y + 1; j++) {
          for (let i = x - 1; i <= x + 1; i++) if (take(i, j, k)) found.push(i + nx * (j + ny * k));
        }
      }
    }
    return Uint32Array.from(found).sort();
  }

  private placeOf(at: number): [number, number, number] {
    const row = Math.floor(at / this.size[0]);
    const z = Math.floor(row / this.size[1]);
    return [at - row * this.size[0], row - z * this.size[1], z];
  }

  /** Nothing lies there, neither of the voxels nor of their absence. */
  private isOutside(x: number, y: number, z: number): boolean {
    const [nx, ny, nz] = this.size;
    return x < 0 || y < 0 || z < 0 || x >= nx || y >= ny || z >= nz;
  }

  private byte(x: number, y: number, z: number): number {
    const { from, to } = this;
    const isIn = x >= from[0] && y >= from[1] && z >= from[2] && x <= to[0] && y <= to[1] && z <= to[2];
    return isIn ? this.bytes[this.indexOf(x, y, z)] : 0;
  }

  private indexOf(x: number, y: number, z: number): number {
    const { from, to } = this;
    return x - from[0] + (to[0] - from[0] + 1) * (y - from[1] + (to[1] - from[1] + 1) * (z - from[2]));
  }
}
