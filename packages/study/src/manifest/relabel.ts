import { InputError, type LabelData, type LabelVolume, type Note, someOf } from "@pgt/metrics";
import { NameTable } from "../labels/label-names.ts";
import type { LabelKey, ResolvedLabelMap } from "./label-map.ts";

/** Reading of the masks of one entity: the names of its numbers, and what they become. */
export interface Relabelling {
  /** The entity, for messages and to tell relabellings apart. */
  readonly id: string;
  /** Names of its own numbers; the file's own table where absent. */
  readonly names?: ReadonlyMap<number, string>;
  readonly map?: ResolvedLabelMap;
  /** Labels of the study, id -> name. */
  readonly studyNames?: ReadonlyMap<number, string>;
}

/**
 * The volume with the labels of the study. Without a map only the names are set. Labels that the map does not name
 * become background, and `warnings` says which.
 *
 * @throws InputError E_LABELS if the map names labels and nothing says which numbers they are.
 */
export function relabelVolume(volume: LabelVolume, relabelling: Relabelling): LabelVolume {
  const { map, names = volume.labelNames, studyNames } = relabelling;
  if (!map) return names ? { ...volume, labelNames: names } : volume;
  const { targets, unknown } = unionTargets(map, new NameTable(names), (key) =>
    noNames(volume.source ?? "volume", relabelling.id, key),
  );
  const { data, leftOut } = relabelled(volume.data, targets);
  const faults = [
    ...(unknown.length > 0
      ? [`the label map of ${relabelling.id} names labels that the mask does not know: ${someOf(unknown)}.`]
      : []),
    ...(leftOut.length > 0
      ? [
          `not in the label map of ${relabelling.id}, left out: ${someOf(leftOut.map((id) => nameOf(id, names)))}.`,
        ]
      : []),
  ];
  const { source: file } = volume;
  const warnings = [
    ...(volume.warnings ?? []),
    ...faults.map((message): Note => ({ code: "N-MAP", ...(file !== undefined && { file }), message })),
  ];
  const { labelNames: _, ...grid } = volume;
  return { ...grid, data, ...(studyNames && { labelNames: studyNames }), warnings };
}

/** Class name -> number of the study, for masks of one file per class; `unknown` are names without a file. */
export function classTargets(
  map: ResolvedLabelMap,
  classes: Iterable<string>,
): { readonly targets: ReadonlyMap<string, number>; readonly unknown: readonly string[] } {
  const names = [...classes];
  const table = new NameTable(new Map(names.map((name, at) => [at + 1, name])));
  const targets = new Map<string, number>();
  const unknown: string[] = [];
  for (const { target, sources } of map.unions) {
    for (const source of sources) {
      const at = table.idOf(String(source));
      if (at === undefined) unknown.push(String(source));
      else if (target !== 0) targets.set(names[at - 1], target);
    }
  }
  return { targets, unknown };
}

/**
 * Number of the mask -> number of the study; `unknown` are labels that the map names and the table lacks.
 *
 * @param table of the mask.
 * @param noNames what is thrown where the map names a label and the table is empty.
 */
export function unionTargets(
  map: ResolvedLabelMap,
  table: NameTable,
  noNames: (key: LabelKey) => Error,
): { readonly targets: ReadonlyMap<number, number>; readonly unknown: readonly string[] } {
  const targets = new Map<number, number>();
  const unknown: string[] = [];
  for (const { target, sources } of map.unions) {
    for (const key of sources) {
      const id = typeof key === "number" ? key : table.idOf(key);
      if (id !== undefined) targets.set(id, target);
      else if (table.isEmpty) throw noNames(key);
      else unknown.push(String(key));
    }
  }
  return { targets, unknown };
}

function noNames(source: string, entity: string, key: LabelKey): InputError {
  return new InputError(
    "E_LABELS",
    source,
    `the label map of ${entity} names "${key}", and the file names no labels. Give the entity its labels (id: name) in the manifest, or write numbers in the map.`,
  );
}

function relabelled(
  data: LabelData,
  targets: ReadonlyMap<number, number>,
): { data: LabelData; leftOut: number[] } {
  const highest = Math.max(0, ...targets.values());
  const result = new (highest <= 0xff ? Uint8Array : highest <= 0xffff ? Uint16Array : Uint32Array)(
    data.length,
  );
  const leftOut = new Set<number>();
  let last = 0;
  let target = 0;
  for (let voxel = 0; voxel < data.length; voxel++) {
    const id = data[voxel];
    // Neighbours mostly have the same label.
    if (id !== last) {
      last = id;
      target = targets.get(id) ?? 0;
      if (target === 0 && id !== 0 && !targets.has(id)) leftOut.add(id);
    }
    result[voxel] = target;
  }
  return { data: result, leftOut: [...leftOut].sort((a, b) => a - b) };
}

function nameOf(id: number, names: ReadonlyMap<number, string> | undefined): string {
  const name = names?.get(id);
  return name === undefined ? String(id) : `${id} ${name}`;
}
