import { didYouMean, InputError } from "@pgt/metrics";
import { NameTable } from "../label-names.ts";
import type { YamlSource } from "./yaml-source.ts";

/** A label by its number or by its name. */
export type LabelKey = number | string;

/** How the labels of an entity become those of the study. */
export interface LabelMap {
  /** Label of the study -> labels of the entity that it is made of. */
  readonly unions: readonly LabelUnion[];
  /** The file that it stands in, for messages. */
  readonly file: string;
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
 * @throws InputError E_MANIFEST if several sources become one label without being declared a union, or a source is
 * given twice.
 */
export function readLabelMapping(
  source: YamlSource,
  raw: RawLabelMap,
  at: readonly (string | number)[],
): LabelMap {
  const isUnionAllowed = raw.union === true;
  const unions = new Map<LabelKey, LabelUnion>();
  const seen = new Map<LabelKey, string>();
  for (const [key, value] of Object.entries(raw)) {
    if (key === "union" && typeof value === "boolean") continue;
    const path = [...at, key];
    const isList = Array.isArray(value);
    const target = isList ? labelKey(key) : labelKey(value as LabelKey);
    const sources = (isList ? value : [key]).map(labelKey);
    for (const one of sources) {
      const before = seen.get(one);
      if (before !== undefined) {
        throw source.fault(path, `the source label ${quoted(one)} is given twice, for ${before} and here`);
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
    const where = known?.where ?? source.whereIs(path);
    unions.set(target, { target, sources: [...(known?.sources ?? []), ...sources], where });
  }
  return { unions: [...unions.values()], file: source.file };
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
}

/**
 * Finds the study's numbers of a map's targets.
 *
 * @param names the study's labels, id -> name; undefined if the manifest gives none: targets are then numbers.
 * A label that becomes 0, the background, is left out without a word.
 *
 * @throws InputError E_MANIFEST for a target that is no label of the study.
 */
export function resolveLabelMap(
  map: LabelMap,
  names: ReadonlyMap<number, string> | undefined,
): ResolvedLabelMap {
  const table = new NameTable(names);
  const unions = map.unions.map(({ target, sources, where }) => {
    const id = typeof target === "number" ? target : table.idOf(target);
    if (id === 0) return { target: 0, sources };
    if (id !== undefined && (names === undefined || names.has(id))) return { target: id, sources };
    const known = [...(names ?? [])].map(([label, name]) => `${label} ${name}`).join(", ");
    const advice =
      names === undefined
        ? "the study names no labels: give them in the manifest (labels), or write the number"
        : `the labels of the study are ${known}.${didYouMean(String(target), names.values())}`;
    throw new InputError(
      "E_MANIFEST",
      map.file,
      `${where}: ${quoted(target)} is no label of the study; ${advice}`,
    );
  });
  return { unions };
}
