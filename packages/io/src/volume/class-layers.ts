import { InputError, type LabelVolume } from "@pgt/metrics";
import { alignTo } from "./align.ts";

/** One class of a case that is stored as one binary mask per class. */
export interface ClassMask {
  readonly label: number;
  readonly name: string;
  readonly volume: LabelVolume;
}

/**
 * Puts binary masks together into as few label maps as possible: one where no two overlap, more where they do, so
 * that no class loses a voxel. A voxel belongs to a class where its mask is not 0. Takes the masks one at a time,
 * so that only one of them is held beside the result.
 *
 * @throws InputError E_GEOM if the masks lie on different grids, E_LABELS for a class number that is not 1..65535.
 */
export async function layerClasses(
  masks: AsyncIterable<ClassMask> | Iterable<ClassMask>,
): Promise<LabelVolume[]> {
  const layers: Layer[] = [];
  let first: LabelVolume | undefined;
  for await (const { label, name, volume } of masks) {
    first ??= { ...volume, data: new Uint8Array(0) };
    const { data } =
      volume === first ? volume : alignTo({ reference: gridOf(first, volume), prediction: volume });
    if (!(label >= 1 && label <= 65535)) {
      throw new InputError(
        "E_LABELS",
        volume.source ?? name,
        `a class number from 1 to 65535 was expected, found ${label}`,
      );
    }
    const inside = voxelsInside(data);
    let layer = layers.find((candidate) => isFree(candidate.data, inside));
    if (!layer) layers.push((layer = { data: new Uint16Array(data.length), names: new Map() }));
    for (const voxel of inside) layer.data[voxel] = label;
    layer.names.set(label, name);
  }
  return layers.map(({ data, names }) => ({ ...first!, data: narrow(data), labelNames: names }));
}

interface Layer {
  readonly data: Uint16Array;
  readonly names: Map<number, string>;
}

/** The first mask's grid as a volume that others can be aligned to. */
function gridOf(first: LabelVolume, { data }: LabelVolume): LabelVolume {
  return { ...first, data };
}

function voxelsInside(data: LabelVolume["data"]): Uint32Array {
  let count = 0;
  for (let i = 0; i < data.length; i++) if (data[i] !== 0) count++;
  const inside = new Uint32Array(count);
  let at = 0;
  for (let i = 0; i < data.length; i++) if (data[i] !== 0) inside[at++] = i;
  return inside;
}

function isFree(layer: Uint16Array, inside: Uint32Array): boolean {
  for (const voxel of inside) if (layer[voxel] !== 0) return false;
  return true;
}

function narrow(data: Uint16Array): Uint8Array | Uint16Array {
  let largest = 0;
  for (let i = 0; i < data.length; i++) if (data[i] > largest) largest = data[i];
  return largest <= 255 ? Uint8Array.from(data) : data;
}
