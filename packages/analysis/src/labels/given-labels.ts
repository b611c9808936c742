import { ownValue, UsageError } from "@pgt/metrics";
import type { InputHash, Plan } from "@pgt/runner";
import type { Relabelling, StoredMask } from "@pgt/study";
import { type EntityLabels, plainMaps, relabellingOf, withRelabelling } from "./entity-labels.ts";
import { namesOf, ownNames, readLabelMapNamed, readLabelTable } from "./label-tables.ts";

/** Label maps and names of labels that are given for sets of masks, by the id of a set. */
export interface GivenLabels {
  /** Id -> file of a label map, the map itself (`255:1,254:2`), or the id of a preset map. */
  readonly maps?: Readonly<Record<string, string>>;
  /** Id -> names of its labels: a dataset.json, a dseg.tsv, or the id of a preset. */
  readonly names?: Readonly<Record<string, string>>;
}

/** Masks of one maker whose labels may be given other numbers. */
export interface LabelledSet {
  readonly id: string;
  readonly cases: ReadonlyMap<string, StoredMask>;
}

/** @throws UsageError for a map or names of a set that does not exist. */
export function checkGivenIds(
  { maps = {}, names = {} }: GivenLabels,
  ids: readonly string[],
  of: string,
): void {
  for (const [option, given] of [
    ["map", maps],
    ["names", names],
  ] as const) {
    const unknownName = Object.keys(given).find((id) => !ids.includes(id));
    if (unknownName === undefined) continue;
    throw new UsageError(
      "E_ENTITIES",
      `${option} ${unknownName}: there is no ${of} of that id; there are ${ids.join(", ")}`,
    );
  }
}

/**
 * Reads what is given for one set of masks.
 *
 * @param names of its labels that lie beside the masks; @param inputs takes the hashes of the files that are read.
 */
export async function readEntityLabels(
  id: string,
  given: GivenLabels,
  inputs: InputHash[],
  names?: string,
): Promise<EntityLabels> {
  const named = ownValue(given.names ?? {}, id) ?? names;
  const table = named === undefined ? undefined : await readLabelTable(named, inputs);
  const map = ownValue(given.maps ?? {}, id);
  const mapping = map === undefined ? undefined : await readLabelMapNamed(map, inputs);
  return {
    id,
    ...(table && { names: table.names }),
    ...(table?.file !== undefined &&
      table.regions?.length && { regions: { file: table.file, structures: table.regions } }),
    ...(mapping && { map: mapping.map, isPreset: mapping.isPreset }),
  };
}

/** Sets of masks with the labels that are given for them, and the rules as plain data. */
export interface RelabelledSets<S> {
  readonly sets: readonly S[];
  /** Undefined where nothing is given: masks are read as they are. */
  readonly labelling: unknown;
}

/**
 * Gives each set its map and names. Targets of maps are labels of the plan where it names them, else of the first set.
 * Hashes of the files that say so are added to `inputs`.
 *
 * @throws InputError for a file, a target that is no label, or a source that the set does not name.
 */
export async function relabelledSets<S extends LabelledSet>(
  sets: readonly S[],
  given: GivenLabels,
  { dataset }: Pick<Plan, "dataset">,
  inputs: InputHash[],
): Promise<RelabelledSets<S>> {
  const ids = [...new Set(sets.map(({ id }) => id))];
  const labels = new Map<string, EntityLabels>();
  for (const id of ids) labels.set(id, await readEntityLabels(id, given, inputs));
  const [first] = sets;
  const hasMap = [...labels.values()].some(({ map }) => map);
  const studyNames = dataset
    ? namesOf(dataset)
    : hasMap
      ? (labels.get(first.id)!.names ?? (await ownNames(first.cases)))
      : undefined;
  const relabellings: Relabelling[] = [];
  const relabelled: S[] = [];
  for (const set of sets) {
    const one = labels.get(set.id)!;
    const own = one.map && !one.names ? await ownNames(set.cases) : undefined;
    const relabelling = relabellingOf(one, studyNames, own, dataset?.labels);
    if (relabelling) relabellings.push(relabelling);
    relabelled.push({ ...set, cases: withRelabelling(set.cases, relabelling) });
  }
  return {
    sets: relabelled,
    labelling: relabellings.length > 0 ? plainMaps(relabellings) : undefined,
  };
}
