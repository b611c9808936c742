import { alignTo, type ClassMask, layerClasses } from "@pgt/io";
import type { LabelVolume, Note } from "@pgt/metrics";
import { classTargets, type Relabelling } from "@pgt/study";
import type { Mask } from "./mask-type.ts";
import { readLabelMap } from "./read-label-map.ts";

/** One file per class, of which a label map makes the labels of the study; classes that become one label are united. */
export async function mappedClasses(
  source: string,
  files: ReadonlyMap<string, string>,
  { id, map, studyNames }: Relabelling,
): Promise<Mask> {
  const { targets, unknown } = classTargets(map!, files.keys());
  const message = `the label map of ${id} names classes without a file: ${unknown.join(", ")}.`;
  const warning: Note = { code: "N-MAP", file: source, message };
  const layers = await layerClasses(unitedClasses(files, targets, studyNames));
  return {
    layers: layers.map((layer, at) => ({
      ...layer,
      source,
      warnings: [...(layer.warnings ?? []), ...(at === 0 && unknown.length > 0 ? [warning] : [])],
    })),
    byName: false,
    source,
  };
}

async function* unitedClasses(
  files: ReadonlyMap<string, string>,
  targets: ReadonlyMap<string, number>,
  names: ReadonlyMap<number, string> | undefined,
): AsyncGenerator<ClassMask> {
  for (const label of [...new Set(targets.values())].sort((a, b) => a - b)) {
    let union: LabelVolume | undefined;
    for (const [name, path] of files) {
      if (targets.get(name) !== label) continue;
      const volume = await readLabelMap(path);
      union = union ? united(union, volume) : volume;
    }
    if (union) yield { label, name: names?.get(label) ?? String(label), volume: union };
  }
}

function united(first: LabelVolume, second: LabelVolume): LabelVolume {
  const { data } = alignTo({ reference: first, prediction: second });
  const union = Uint8Array.from(first.data, (label) => (label === 0 ? 0 : 1));
  for (let voxel = 0; voxel < union.length; voxel++) if (data[voxel] !== 0) union[voxel] = 1;
  return { ...first, data: union };
}
