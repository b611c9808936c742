import type { Random, Vector3 } from "@pgt/metrics";
import { type Blob, type Body, ellipsoidProfile, type Grid, sampleBlob } from "./body.ts";

export interface SimulatedOrgan {
  readonly label: number;
  readonly name: string;
  /** Correlation length of boundary noise on this organ. */
  readonly correlationMm: number;
}

/** The labels of a simulated study. */
export const simulatedOrgans = [
  { label: 1, name: "large_organ", correlationMm: 5 },
  { label: 2, name: "paired_organ", correlationMm: 4 },
  { label: 3, name: "vessel", correlationMm: 3 },
  { label: 4, name: "lesion", correlationMm: 2.5 },
] as const satisfies readonly SimulatedOrgan[];

/** Every fourth case has no lesion. */
export function hasLesion(caseIndex: number): boolean {
  return caseIndex % 4 !== 3;
}

/** The true structures of one case: one large body, two paired ones, a tube, a lesion; apart from each other. */
export function simulateAnatomy(grid: Grid, caseIndex: number, random: Random): Body[] {
  const extentMm = grid.shape.map((n, axis) => n * grid.spacingMm[axis]) as unknown as Vector3;
  const place = (fraction: Vector3): Vector3 => {
    const at = (axis: number) => fraction[axis] * extentMm[axis] + 1.5 * (2 * random.next() - 1);
    return [at(0), at(1), at(2)];
  };
  const size = (fraction: Vector3): Vector3 => {
    const factor = 0.93 + 0.14 * random.next();
    return [
      fraction[0] * extentMm[0] * factor,
      fraction[1] * extentMm[1] * factor,
      fraction[2] * extentMm[2] * factor,
    ];
  };
  const ellipsoid = (centre: Vector3, semiAxes: Vector3, deformation: Blob["deformation"]): Blob => {
    const halfSizeMm = size(semiAxes);
    return { centreMm: place(centre), halfSizeMm, profileMm: ellipsoidProfile(halfSizeMm), deformation };
  };
  const [large, paired, vessel, lesion] = simulatedOrgans;
  const firm = { sdMm: 1, correlationMm: 10 };
  const plan: [SimulatedOrgan, Blob][] = [
    [large, ellipsoid([0.3, 0.4, 0.5], [0.17, 0.23, 0.24], { sdMm: 1.2, correlationMm: 12 })],
    [paired, ellipsoid([0.72, 0.23, 0.5], [0.1, 0.11, 0.16], firm)],
    [paired, ellipsoid([0.72, 0.77, 0.5], [0.1, 0.11, 0.16], firm)],
    [vessel, tube(place([0.7, 0.5, 0.5]), size([0.055, 0.055, 0.3]), random)],
    [lesion, ellipsoid([0.3, 0.82, 0.5], [0.055, 0.055, 0.055], { sdMm: 0.5, correlationMm: 5 })],
  ];
  return plan.map(([organ, blob]) => ({
    label: organ.label,
    correlationMm: organ.correlationMm,
    exists: organ !== lesion || hasLesion(caseIndex),
    ...sampleBlob(blob, grid, random),
  }));
}

/** A tube along z with round ends and a bent centre line. */
function tube(centreMm: Vector3, sizeMm: Vector3, random: Random): Blob {
  const radius = Math.min(sizeMm[0], sizeMm[1]);
  const half = sizeMm[2];
  const bendMm = () => 3 * (random.next() - 0.5);
  const [bendX, bendY] = [bendMm(), bendMm()];
  const profileMm = (x: number, y: number, z: number) => {
    const along = z / half;
    const dx = x - bendX * (1 - along * along);
    const dy = y - bendY * (1 - along * along);
    const dz = Math.max(0, Math.abs(z) - half);
    return radius - Math.sqrt(dx * dx + dy * dy + dz * dz);
  };
  return {
    centreMm,
    halfSizeMm: [radius + 2, radius + 2, half + radius],
    profileMm,
    deformation: { sdMm: 0.4, correlationMm: 8 },
  };
}
