import { didYouMean, InputError, type Note, someOf } from "@pgt/metrics";
import {
  type DatasetLabels,
  type LabelMap,
  type MappedStructure,
  type NamedLabel,
  normaliseLabelName,
  type Relabelling,
  resolveLabelMap,
  type StoredMask,
} from "@pgt/study";

/** Labels that those of an entity become. */
export interface EntityLabels {
  readonly id: string;
  /** Names of its own numbers, where something says them. */
  readonly names?: ReadonlyMap<number, string>;
  /** Regions of the dataset.json that names them. */
  readonly regions?: { readonly file: string; readonly structures: readonly MappedStructure[] };
  readonly map?: LabelMap;
  /** A preset map lists names of several versions of a tool: those that a mask lacks are no fault. */
  readonly isPreset?: boolean;
}

const listedLabels = 12;

/**
 * The labels of a dataset that nobody has named, from the map of its reference: numbers keep their number, names get
 * the next free ones.
 */
export function labelsOfTargets(map: LabelMap): DatasetLabels {
  const taken = new Set(map.unions.flatMap(({ target }) => (typeof target === "number" ? [target] : [])));
  let next = 1;
  const labels = map.unions.flatMap(({ target }) => {
    if (target === 0) return [];
    if (typeof target === "number") return [{ label: target, name: String(target), ids: [target] }];
    while (taken.has(next)) next++;
    taken.add(next);
    return [{ label: next, name: target, ids: [next] }];
  });
  return { labels, source: `the targets of ${map.file}` };
}

/**
 * Way in which the masks of an entity are to be read, or undefined if as they are.
 *
 * @param studyNames labels of the dataset; @param structures its labels and regions.
 * @throws InputError E_MANIFEST for a target that is no label of the dataset, E_LABELS for a source that the entity
 * does not name.
 */
export function relabellingOf(
  { id, names, map, isPreset }: EntityLabels,
  studyNames: ReadonlyMap<number, string> | undefined,
  ownTable: ReadonlyMap<number, string> | undefined,
  structures: readonly MappedStructure[] = [],
): Relabelling | undefined {
  if (!map) return names && { id, names };
  checkTargets(map, studyNames, structures);
  const table = names ?? ownTable;
  if (isPreset !== true || !table || table.size === 0) checkSources(id, map, table);
  return {
    id,
    ...(names && { names }),
    map: resolveLabelMap(map, studyNames, structures),
    ...(studyNames && { studyNames }),
  };
}

function checkTargets(
  map: LabelMap,
  studyNames: ReadonlyMap<number, string> | undefined,
  structures: readonly MappedStructure[],
): void {
  if (!studyNames) return;
  const names = [...new Set([...studyNames.values(), ...structures.map(({ name }) => name)])];
  const known = new Set(names.map(normaliseLabelName));
  for (const { target, where } of map.unions) {
    if (target === 0 || (typeof target === "number" && studyNames.has(target))) continue;
    if (typeof target === "string" && known.has(normaliseLabelName(target))) continue;
    throw new InputError(
      "E_MANIFEST",
      map.file,
      `${where}: "${target}" is no label of the reference, which has ${someOf(names, listedLabels)}.${didYouMean(String(target), names)} If the reference's labels are to be united too, give it a map of its own (--map reference=FILE, or map: in the manifest)`,
    );
  }
}

/**
 * A source that a map spells wrong would leave a part of the organ out, so it is no matter for a warning.
 *
 * @param table names of the entity's own labels; undefined or empty if nothing says them.
 */
export function checkSources(
  id: string,
  map: { readonly unions: LabelMap["unions"]; readonly file: string },
  table: ReadonlyMap<number, string> | undefined,
): void {
  const names = [...(table?.values() ?? [])];
  const known = new Set(names.map(normaliseLabelName));
  for (const { sources, where } of map.unions) {
    const unknownName = sources.find((one) => typeof one === "string" && !known.has(normaliseLabelName(one)));
    if (unknownName === undefined) continue;
    if (names.length === 0) throw namelessLabels(id, map.file, `${where}: "${unknownName}"`);
    const message = `${where}: "${unknownName}" is no label of ${id}, which has ${someOf(names, listedLabels)}.${didYouMean(String(unknownName), names)} Correct the name or take it out of the map`;
    throw new InputError("E_LABELS", map.file, message);
  }
}

function namelessLabels(id: string, file: string, what: string): InputError {
  return new InputError(
    "E_LABELS",
    file,
    `${what} is a name, and the masks of ${id} name no labels. Write their numbers (4: liver), or name them (--names ${id}=FILE, or labels: in the manifest)`,
  );
}

/** Labels that a map can make, by the numbers of the dataset. */
export function mappedLabels(
  { map }: Relabelling,
  studyNames: ReadonlyMap<number, string> | undefined,
): NamedLabel[] | undefined {
  if (map?.made) return map.made.map(({ label, name }) => ({ label, name }));
  return map?.unions
    .filter(({ target }) => target !== 0)
    .map(({ target }) => ({ label: target, name: studyNames?.get(target) ?? String(target) }));
}

/** `kidneys = kidney_left + kidney_right in fast`, for every union of several labels. */
export function unionsInWords({ id, map, studyNames }: Relabelling): string[] {
  const unions =
    map?.made ??
    map?.unions.map(({ target, sources }) => ({ label: target, name: studyNames?.get(target), sources }));
  return (unions ?? [])
    .filter(({ label, sources }) => label !== 0 && sources.length > 1)
    .map(({ label, name, sources }) => `${name ?? label} = ${sources.join(" + ")} in ${id}`);
}

export function withRelabelling(
  cases: ReadonlyMap<string, StoredMask>,
  relabelling: Relabelling | undefined,
): ReadonlyMap<string, StoredMask> {
  if (!relabelling) return cases;
  return new Map([...cases].map(([id, source]) => [id, { ...source, relabelling }]));
}

export function plainMaps(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_, one) => (one instanceof Map ? [...one] : one)));
}

/**
 * Regions that a generator's own dataset.json defines otherwise than the reference: its masks are then read by the
 * reference's.
 */
export function differingRegions(
  { id, regions, map }: EntityLabels,
  structures: readonly MappedStructure[] = [],
): Note[] {
  if (!regions || map) return [];
  return regions.structures.flatMap(({ name, ids }) => {
    const known = structures.find((one) => normaliseLabelName(one.name) === normaliseLabelName(name));
    const isSame = known && known.ids.length === ids.length && known.ids.every((one) => ids.includes(one));
    if (isSame) return [];
    const there = known
      ? `which is [${known.ids.join(", ")}] in the reference`
      : "which the reference does not have";
    return [
      {
        code: "W-REGION",
        file: regions.file,
        message: `{file} names the region ${name} [${ids.join(", ")}] of ${id}, ${there}: its masks are read without it. Say in a label map (--map ${id}=FILE) what each label of the reference is made of.`,
      },
    ];
  });
}
