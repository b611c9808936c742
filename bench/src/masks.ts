import { createRandom, type Vector3 } from "@pgt/metrics";
import { type Displacement, displaced, drawOrgans, randomOrgans } from "./organs.ts";

/** Degrees of agreement of two annotations of the same organs. */
export const agreements = {
  near: { voxels: 0.3, relative: 0, dropped: 0 },
  usual: { voxels: 1, relative: 0.03, dropped: 0.03 },
  poor: { voxels: 2, relative: 0.3, dropped: 0.1 },
} as const satisfies Record<string, Displacement>;

/** `none`: the same masks, each with the next one's label: every element is far from its counterpart. */
export type Agreement = keyof typeof agreements | "none";

export interface Masks {
  readonly reference: Uint8Array;
  readonly prediction: Uint8Array;
}

export function organMasks(shape: Vector3, labels: number, agreement: Agreement, seed: number): Masks {
  const organs = randomOrgans(shape, labels, seed);
  const reference = drawOrgans(organs, shape);
  if (agreement === "none") {
    return { reference, prediction: reference.map((label) => (label === 0 ? 0 : (label % labels) + 1)) };
  }
  return {
    reference,
    prediction: drawOrgans(displaced(organs, shape, agreements[agreement], seed + 1), shape),
  };
}

/** A random label in a `share` of the voxels, drawn anew for each mask. */
export function noiseMasks(shape: Vector3, labels: number, share: number, seed: number): Masks {
  const [reference, prediction] = [0, 1].map((stream) => {
    const random = createRandom(seed, stream);
    const data = new Uint8Array(shape[0] * shape[1] * shape[2]);
    for (let i = 0; i < data.length; i++) {
      const draw = random.nextUint32() / 2 ** 32;
      if (draw < share) data[i] = 1 + Math.floor((draw / share) * labels);
    }
    return data;
  });
  return { reference: reference, prediction: prediction };
}

/** One label everywhere in both masks but for a box that the prediction lacks. */
export function fullMasks(shape: Vector3): Masks {
  const reference = new Uint8Array(shape[0] * shape[1] * shape[2]).fill(1);
  const prediction = reference.slice();
  clearBox(prediction, shape, shape.map((n) => Math.floor(n / 3)) as [number, number, number]);
  return { reference, prediction };
}

function clearBox(data: Uint8Array, shape: Vector3, from: Vector3): void {
  for (let z = from[2]; z < 2 * from[2]; z++) {
    for (let y = from[1]; y < 2 * from[1]; y++) {
      const row = shape[0] * (y + shape[1] * z);
      data.fill(0, row + from[0], row + 2 * from[0]);
    }
  }
}

/** A ball against the one voxel in its centre: every element of the ball is as far away as every other. */
export function ballAndCentre(shape: Vector3): Masks {
  const centre = shape.map((n) => Math.floor(n / 2)) as [number, number, number];
  const ball = {
    label: 1,
    centre,
    radius: shape.map((n) => 0.45 * n) as [number, number, number],
    waves: [],
  };
  const prediction = new Uint8Array(shape[0] * shape[1] * shape[2]);
  prediction[centre[0] + shape[0] * (centre[1] + shape[1] * centre[2])] = 1;
  return { reference: drawOrgans([ball], shape), prediction };
}

/** One label: a plate on the first slices against one on the last. */
export function plates(shape: Vector3): Masks {
  const reference = new Uint8Array(shape[0] * shape[1] * shape[2]);
  const prediction = reference.slice();
  const slices = 2 * shape[0] * shape[1];
  reference.fill(1, 0, slices);
  prediction.fill(1, prediction.length - slices);
  return { reference, prediction };
}
