import { didYouMean, InputError, isLabelNumber, largestLabel } from "@pgt/metrics";
import { NameTable } from "../labels/label-names.ts";
import type { YamlSource } from "./yaml-source.ts";

/** A label by its number or by its name. */
export type LabelKey = number | string;

/** Rule by which labels of an entity become those of the study. */
export interface LabelMap {
  /** Label of the study -> labels of the entity that it is made of. */
  readonly unions: readonly LabelUnion[];
  /** The file that it stands in, for messages. */
  readonly file: string;
  /** The fault of a source given for several targets, unless these are regions; absent without any. */
  readonly repeated?: InputError;
}

export interface LabelUnion {
  readonly target: LabelKey;
  readonly sources: readonly LabelKey[];
  /** Line and field, for messages. */
  readonly where: string;
}

/** `source: target`, or `target: [source, source]`; in a file of its own, or below `map`. */
export type RawLabelMap = Readonly<Record<string, unknown>>;

/**
 * Reads a label map that fits the schema.
 *
 * @param at path of the map in the document.
 * @throws InputError E_MANIFEST for a target that no mask can hold, and if several sources become one label without
 * being declared a union. A source that is given twice is a fault when the targets are known not to be regions (`resolveLabelMap`).
 */
export function readLabelMapping(
  source: YamlSource,
  raw: RawLabelMap,
  at: readonly (string | number)[],
): LabelMap {
  const isUnionAllowed = raw.union === true;
  const unions = new Map<LabelKey, LabelUnion & { readonly sources: LabelKey[] }>();
  const seen = new Map<LabelKey, string>();
  let repeated: InputError | undefined;
  for (const [key, value] of Object.entries(raw)) {
    if (key === "union" && typeof value === "boolean") continue;
    const path = [...at, key];
    const isList = Array.isArray(value);
    const target = isList ? labelKey(key) : labelKey(value as LabelKey);
    if (typeof target === "number" && !isLabelNumber(target)) {
      throw source.fault(
        path,
        `expected a label of the study from 0 (background) to ${largestLabel}, found ${target}`,
      );
    }
    const sources: LabelKey[] = (isList ? value : [key]).map(labelKey);
    for (const one of sources) {
      const before = seen.get(one);
      if (before !== undefined) {
        repeated ??= source.fault(
          path,
          `the source label ${quoted(one)} is given twice, for ${before} and here`,
        );
      }
      seen.set(one, quoted(target));
    }
    const known = unions.get(target);
    if (known && !isUnionAllowed) {
      const all = [...known.sources, ...sources];
      throw source.fault(
        path,
        `${all.map(quoted).join(" and ")} both become ${quoted(target)}. If their union is meant, write ${shownKey(target)}: [${all.map(shownKey).join(", ")}], or union: true beside them`,
      );
    }
    if (known) for (const one of sources) known.sources.push(one);
    else unions.set(target, { target, sources, where: source.whereIs(path) });
  }
  return { unions: [...unions.values()], file: source.file, ...(repeated && { repeated }) };
}

function labelKey(value: LabelKey): LabelKey {
  return typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;
}

function quoted(key: LabelKey): string {
  return typeof key === "number" ? String(key) : `"${key}"`;
}

function shownKey(key: LabelKey): string {
  return typeof key === "number" || /^[\w-]+$/.test(key) ? String(key) : JSON.stringify(key);
}

/** A label map with its targets as numbers of the study. */
export interface ResolvedLabelMap {
  readonly unions: readonly { readonly target: number; readonly sources: readonly LabelKey[] }[];
  /**
   * Structures that it makes, if some of them are regions: targets of `unions` are then the numbers that regions are
   * made of.
   */
  readonly made?: readonly (MappedStructure & { readonly sources: readonly LabelKey[] })[];
}

/** A label of the study, or a region that lists several ids. */
export interface MappedStructure {
  readonly label: number;
  readonly name: string;
  readonly ids: readonly number[];
}

/**
 * Finds the study's numbers of a map's targets. Where a target is a region, targets may share sources: each source
 * becomes a number of the study that lies in the same ones of the map's targets.
 *
 * @param names the study's labels, id -> name; undefined if the manifest gives none: targets are then numbers.
 * A label that becomes 0, the background, is left out without a word.
 * @param structures the study's labels and regions; absent if it has none.
 *
 * @throws InputError E_MANIFEST for a target that is no label of the study, a source given twice, or one that lies in
 * regions as no number of the study does.
 */
export function resolveLabelMap(
  map: LabelMap,
  names: ReadonlyMap<number, string> | undefined,
  structures: readonly MappedStructure[] = [],
): ResolvedLabelMap {
  const regions = new RegionTable(structures);
  if (map.unions.some(({ target }) => regions.of(target) !== undefined)) {
    return resolveRegionMap(map, names, structures, regions);
  }
  if (map.repeated) throw map.repeated;
  const idOf = targetIds(map.file, names);
  return { unions: map.unions.map((union) => ({ target: idOf(union), sources: union.sources })) };
}

class RegionTable {
  private readonly table: NameTable;
  private readonly byLabel: ReadonlyMap<number, MappedStructure>;

  constructor(structures: readonly MappedStructure[]) {
    const regions = structures.filter(({ ids }) => ids.length > 1);
    this.table = new NameTable(new Map(regions.map(({ label, name }) => [label, name])));
    this.byLabel = new Map(regions.map((region) => [region.label, region]));
  }

  of(target: LabelKey): MappedStructure | undefined {
    return typeof target === "string" ? this.byLabel.get(this.table.idOf(target) ?? -1) : undefined;
  }

  get names(): string[] {
    return [...this.byLabel.values()].map(({ name }) => name);
  }
}

function targetIds(
  file: string,
  names: ReadonlyMap<number, string> | undefined,
  regionNames: readonly string[] = [],
): (union: LabelUnion) => number {
  const table = new NameTable(names);
  return ({ target, where }) => {
    const id = typeof target === "number" ? target : table.idOf(target);
    if (id === 0 || (id !== undefined && (names === undefined || names.has(id)))) return id;
    const known = [...[...(names ?? [])].map(([label, name]) => `${label} ${name}`), ...regionNames].join(
      ", ",
    );
    const advice =
      names === undefined
        ? "the study names no labels: give them in the manifest (labels), or write the number"
        : `the labels of the study are ${known}.${didYouMean(String(target), [...names.values(), ...regionNames])}`;
    throw new InputError(
      "E_MANIFEST",
      file,
      `${where}: ${quoted(target)} is no label of the study; ${advice}`,
    );
  };
}

function resolveRegionMap(
  map: LabelMap,
  names: ReadonlyMap<number, string> | undefined,
  structures: readonly MappedStructure[],
  regions: RegionTable,
): ResolvedLabelMap {
  const idOf = targetIds(map.file, names, regions.names);
  const targets = map.unions.map((union) => {
    const region = regions.of(union.target);
    if (region) return { ...region, sources: union.sources };
    const id = idOf(union);
    return { label: id, name: names?.get(id) ?? String(id), ids: [id], sources: union.sources };
  });
  const made = targets.filter(({ label }) => label !== 0);
  const regionsOf = membership(made, ({ ids }) => ids);
  const numbers = new Map<string, number>();
  for (const id of structures.flatMap(({ ids }) => ids)) {
    const places = regionsOf.get(id);
    if (id !== 0 && places !== undefined && !numbers.has(places)) numbers.set(places, id);
  }
  const placesOf = membership(made, ({ sources }) => sources);
  const unions = new Map<number, LabelKey[]>();
  for (const one of new Set(targets.flatMap(({ sources }) => sources))) {
    const places = placesOf.get(one);
    const number = places === undefined ? 0 : numbers.get(places);
    if (number === undefined) {
      const listed = (isIn: boolean) =>
        made
          .filter(({ sources }) => sources.includes(one) === isIn)
          .map(({ name }) => name)
          .join(" and ");
      const others = listed(false);
      throw new InputError(
        "E_MANIFEST",
        map.file,
        `${quoted(one)} is to be in ${listed(true)}${others === "" ? "" : ` and not in ${others}`}, and no number of the reference is. Give each region all labels that it is made of: ${structures.map(({ name, ids }) => `${name} [${ids.join(", ")}]`).join(", ")}`,
      );
    }
    const sources = unions.get(number);
    if (sources) sources.push(one);
    else unions.set(number, [one]);
  }
  return { unions: [...unions].map(([target, sources]) => ({ target, sources })), made };
}

/** Positions of the structures that each of the keys lies in, as text. */
function membership<Made, Key>(
  made: readonly Made[],
  keysOf: (one: Made) => Iterable<Key>,
): Map<Key, string> {
  const places = new Map<Key, string>();
  for (const [at, one] of made.entries()) {
    for (const key of new Set(keysOf(one))) places.set(key, `${places.get(key) ?? ""} ${at}`);
  }
  return places;
}
