import { createRandom, type LabelVolume } from "@pgt/metrics";

export const ballLabels = 12;

/** Balls of several labels, moved a little by `shift`; large enough that the command takes workers. */
export function balls(seed: number, shift: number, side = 160): LabelVolume {
  const random = createRandom(seed, 0);
  const data = new Uint8Array(side ** 3);
  for (let label = 1; label <= ballLabels; label++) {
    const [x, y, z] = [0, 0, 0].map(() => 20 + random.nextBelow(side - 40));
    const radius = 6 + random.nextBelow(14);
    for (let k = -radius; k <= radius; k++)
      for (let j = -radius; j <= radius; j++)
        for (let i = -radius; i <= radius; i++)
          if (i * i + j * j + k * k < radius * radius)
            data[x + i + shift + side * (y + j + side * (z + k))] = label;
  }
  return { data, shape: [side, side, side], spacingMm: [1, 1, 1.5] };
}
