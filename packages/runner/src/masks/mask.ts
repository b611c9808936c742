import { alignTo, type ClassMask, layerClasses } from "@pgt/io";
import type { LabelVolume } from "@pgt/metrics";
import { type MaskSource, relabelVolume, type StoredMask } from "@pgt/study";
import type { InputHash } from "../platform/input-hash.ts";
import { fusedMask } from "./fusion.ts";
import { mappedClasses } from "./mapped-classes.ts";
import type { Mask } from "./mask-type.ts";
import { readLabelMapNoting } from "./read-label-map.ts";

export function maskOf(volume: LabelVolume): Mask {
  return { layers: [volume], byName: false, source: volume.source ?? "volume" };
}

/**
 * @param classIds class name -> id, the same in every case of a run.
 * @param isHashed its files are hashed as they are read.
 * @param readPart reads a mask that it is fused of. Default: from its files.
 */
export async function readMask(
  source: MaskSource,
  classIds: ReadonlyMap<string, number>,
  isHashed = false,
  readPart = (part: StoredMask): Promise<Mask> => readMask(part, classIds, isHashed),
): Promise<Mask> {
  const inputs: InputHash[] | null = isHashed ? [] : null;
  if (source.kind === "fused") {
    const mask = await fusedMask(source, async (part) => {
      const read = await readPart(part);
      inputs?.push(...(read.inputs ?? []));
      return read;
    });
    return inputs ? { ...mask, inputs } : mask;
  }
  const mask = await maskFrom(source, classIds, inputs);
  return inputs ? { ...mask, inputs } : mask;
}

async function maskFrom(
  source: StoredMask,
  classIds: ReadonlyMap<string, number>,
  inputs: InputHash[] | null,
): Promise<Mask> {
  const { relabelling } = source;
  if (source.kind === "file") {
    const volume = await readLabelMapNoting(source.path, inputs);
    return maskOf(relabelling ? relabelVolume(volume, relabelling) : volume);
  }
  if (relabelling?.map) return mappedClasses(source.path, source.files, relabelling, inputs);
  const layers = await layerClasses(readClasses(source.files, classIds, inputs));
  return {
    layers: layers.map((layer) => ({ ...layer, source: source.path })),
    byName: true,
    source: source.path,
  };
}

async function* readClasses(
  files: ReadonlyMap<string, string>,
  classIds: ReadonlyMap<string, number>,
  inputs: InputHash[] | null,
): AsyncGenerator<ClassMask> {
  for (const [name, path] of files) {
    yield { label: classIds.get(name) ?? 0, name, volume: await readLabelMapNoting(path, inputs) };
  }
}

/** The prediction's layers on the reference's axes. */
export function alignMasks(reference: Mask, prediction: Mask): Mask {
  const grid = reference.layers[0];
  return {
    ...prediction,
    layers: prediction.layers.map((layer) => alignTo({ reference: grid, prediction: layer })),
  };
}

export function labelNamesOf(mask: Mask): ReadonlyMap<number, string> | undefined {
  const tables = mask.layers.flatMap(({ labelNames }) => (labelNames ? [...labelNames] : []));
  return tables.length > 0 ? new Map(tables) : undefined;
}
