import type { LabelVolume, Vector3 } from "@pgt/metrics";
import {
  anatomyStructures,
  annotateCase,
  type SimulatedImage,
  simulateImage,
  structureNoise,
  trueCaseOfAnatomy,
} from "@pgt/simulate";
import type { DemoSite } from "./demo-sites.ts";

/** Small enough for a network to be trained in seconds; slices are as large as its patches. */
export const demoGrid = {
  shape: [32, 32, 16] as Vector3,
  spacingMm: [2, 2, 4] as Vector3,
};

/** Labels of the built-in anatomy, the paired organ as two and without its lesion. */
export const demoLabels: ReadonlyMap<number, string> = new Map([
  [1, "liver"],
  [2, "right_kidney"],
  [3, "aorta"],
  [4, "left_kidney"],
]);
const [paired, second] = [2, 4];

export interface DemoCase {
  readonly image: SimulatedImage;
  readonly labels: LabelVolume;
  readonly truth: LabelVolume;
}

/** One patient of a site: the image, the labels that the site has drawn, and what is truly there. */
export function demoCase(site: DemoSite, index: number, seed: number): DemoCase {
  const noise = structureNoise(site.annotation);
  const structures = anatomyStructures
    .filter(({ label }) => label <= demoLabels.size - 1)
    .map(({ label, name }) => ({ label, name, noise }));
  const simulation = { raters: 1, sessions: 1, structures, seed: seed + site.seedOffset };
  const one = trueCaseOfAnatomy(demoGrid, index, simulation);
  const [{ volume }] = annotateCase(one, index, simulation);
  return {
    image: simulateImage(one, index, simulation.seed, site.image),
    labels: withoutEnd(withPair(volume), site.leftOut),
    truth: withPair(one.truth),
  };
}

/** Gives the second of the paired organs, which lies in the other half, a label of its own. */
function withPair(volume: LabelVolume): LabelVolume {
  const [width, height] = volume.shape;
  const isSecond = (voxel: number) => Math.floor(voxel / width) % height >= height / 2;
  const data = volume.data.map((label, voxel) => (label === paired && isSecond(voxel) ? second : label));
  return { ...volume, data, labelNames: demoLabels };
}

/** Leaves out the slices at one end of a structure: so large a share of those that it is in. */
function withoutEnd(volume: LabelVolume, leftOut: DemoSite["leftOut"]): LabelVolume {
  if (leftOut === null) return volume;
  const { shape } = volume;
  const area = shape[0] * shape[1];
  const data = volume.data.slice();
  const [label] = [...demoLabels].find(([, name]) => name === leftOut.name)!;
  const slices = Array.from({ length: shape[2] }, (_, z) => z).filter((z) =>
    data.subarray(z * area, (z + 1) * area).includes(label),
  );
  const count = Math.round(leftOut.share * slices.length);
  for (const z of leftOut.end === "upper" ? slices.slice(-count) : slices.slice(0, count)) {
    for (let i = z * area; i < (z + 1) * area; i++) if (data[i] === label) data[i] = 0;
  }
  return { ...volume, data };
}
