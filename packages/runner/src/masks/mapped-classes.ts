import { alignTo, type ClassMask, layerClasses } from "@pgt/io";
import type { LabelVolume, Note } from "@pgt/metrics";
import { classTargets, type Relabelling } from "@pgt/study";
import type { InputHash } from "../platform/input-hash.ts";
import type { Mask } from "./mask-type.ts";
import { readLabelMapNoting } from "./read-label-map.ts";

/** One file per class, of which a label map makes the labels of the study; classes that become one label are united. */
export async function mappedClasses(
  source: string,
  files: ReadonlyMap<string, string>,
  { id, map, studyNames }: Relabelling,
  inputs: InputHash[] | null,
): Promise<Mask> {
  const { targets, unknown } = classTargets(map!, files.keys());
  const message = `the label map of ${id} names classes without a file: ${unknown.join(", ")}.`;
  const warning: Note = { code: "N-MAP", file: source, message };
  const layers = await layerClasses(unitedClasses(files, targets, studyNames, inputs));
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
  inputs: InputHash[] | null,
): AsyncGenerator<ClassMask> {
  for (const { label, paths } of filesByLabel(files, targets)) {
    let union: LabelVolume | undefined;
    for (const path of paths) {
      const volume = await readLabelMapNoting(path, inputs);
      union = union ? united(union, volume) : volume;
    }
    if (union) yield { label, name: names?.get(label) ?? String(label), volume: union };
  }
}

/** The files that each label is made of, by label. */
export function filesByLabel(
  files: ReadonlyMap<string, string>,
  targets: ReadonlyMap<string, number>,
): { readonly label: number; readonly paths: readonly string[] }[] {
  const labels = [...new Set(targets.values())].sort((a, b) => a - b);
  return labels.map((label) => ({
    label,
    paths: [...files].flatMap(([name, path]) => (targets.get(name) === label ? [path] : [])),
  }));
}

function united(first: LabelVolume, second: LabelVolume): LabelVolume {
  const { data } = alignTo({ reference: first, prediction: second });
  const union = Uint8Array.from(first.data, (label) => (label === 0 ? 0 : 1));
  for (let voxel = 0; voxel < union.length; voxel++) if (data[voxel] !== 0) union[voxel] = 1;
  return { ...first, data: union };
}
