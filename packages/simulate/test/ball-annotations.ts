import type { LabelVolume, Vector3 } from "@pgt/metrics";
import { annotateCase, type RaterSimulation, trueCaseOfMask } from "../src/simulate-raters.ts";
import { type StructureNoise, structureNoise } from "../src/structure-noise.ts";

export const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
export const isSame = (a: LabelVolume, b: LabelVolume) =>
  Array.from(a.data).every((value, i) => value === b.data[i]);
const places = ({ data }: LabelVolume) => Uint8Array.from(data, (value) => (value === 1 ? 1 : 0));
export const count = (volume: LabelVolume) => places(volume).reduce((sum, value) => sum + value, 0);

/** A ball off the grid's centre lines, label 1. */
export function ball(radiusMm: number, shape: Vector3, spacingMm: Vector3): LabelVolume {
  const data = new Uint8Array(shape[0] * shape[1] * shape[2]);
  for (let i = 0; i < data.length; i++) {
    const at = [i % shape[0], Math.floor(i / shape[0]) % shape[1], Math.floor(i / (shape[0] * shape[1]))];
    const squares = at.map(
      (place, axis) => ((place - shape[axis] / 2 + 0.1 * (axis + 1)) * spacingMm[axis]) ** 2,
    );
    if (squares[0] + squares[1] + squares[2] < radiusMm * radiusMm) data[i] = 1;
  }
  return { data, shape, spacingMm };
}

export const overlap = (first: number, second: number, common: number) =>
  first + second === 0 ? null : (2 * common) / (first + second);

export function diceOf(a: LabelVolume, b: LabelVolume): number {
  const other = places(b);
  const common = places(a).reduce((sum, value, i) => sum + value * other[i], 0);
  return overlap(count(a), count(b), common)!;
}

export const truth = ball(11, [40, 40, 40], [1, 1, 1]);
/** Area of the ball in mm2: noise in mm is a volume over it. */
export const areaMm2 = 4 * Math.PI * 11 ** 2;

export function simulation(
  noise: Partial<StructureNoise>,
  parts: Partial<RaterSimulation> = {},
): RaterSimulation {
  const structures = [{ label: 1, name: "ball", noise: structureNoise({ correlationMm: 3, ...noise }) }];
  return { raters: 1, sessions: 1, structures, seed: 7, ...parts };
}

export function annotations(
  noise: Partial<StructureNoise>,
  parts: Partial<RaterSimulation> = {},
  mask = truth,
) {
  const plan = simulation(noise, parts);
  return [...annotateCase(trueCaseOfMask(mask, 0, plan), 0, plan)];
}
