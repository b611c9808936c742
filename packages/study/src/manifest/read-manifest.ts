import { isLabelNumber, largestLabel } from "@pgt/metrics";
import schema from "../../schema/study.schema.json" with { type: "json" };
import { type RawClusters, readClusters } from "./case-clusters.ts";
import { checkSchema, type Schema } from "./check-schema.ts";
import { type LabelMap, type RawLabelMap, readLabelMapping } from "./label-map.ts";
import type { EntityKind, EntityRole, ManifestConvention, StudyEntity, StudyManifest } from "./manifest.ts";
import { readYaml, type YamlSource } from "./yaml-source.ts";

/** The published JSON Schema of a study manifest. */
export const studySchema: Schema = schema;

/**
 * Reads a study manifest, YAML or JSON, within the bounds of `readYaml`.
 *
 * @param file its path, for messages.
 * @throws InputError E_MANIFEST naming file, line and field, what was expected and what was found.
 */
export function readManifest(text: string, file: string): StudyManifest {
  const source = readYaml(text, file);
  checkSchema(source, studySchema);
  const raw = source.value as RawManifest;
  const entities = raw.entities.map((entity, at) => readEntity(source, entity, at));
  checkEntities(source, entities);
  const clusterOf = raw.clusters === undefined ? undefined : readClusters(source, raw.clusters);
  return {
    file,
    ...(raw.name !== undefined && { name: raw.name }),
    ...(raw.labels !== undefined && { labels: readNames(source, raw.labels, ["labels"]) }),
    ...(raw.metrics && { metrics: raw.metrics }),
    convention: readConvention(raw.convention),
    ...(raw.worstCase !== undefined && { worstCase: raw.worstCase }),
    ...(clusterOf && { clusterOf }),
    entities,
  };
}

/**
 * Reads a label map in a file of its own, within the bounds of `readYaml`.
 *
 * @throws InputError E_MANIFEST as for a manifest.
 */
export function readLabelMapFile(text: string, file: string): LabelMap {
  const source = readYaml(text, file);
  checkSchema(source, { $ref: "#/$defs/labelMap", $defs: studySchema.$defs ?? {} });
  return readLabelMapping(source, source.value as RawLabelMap, []);
}

interface RawEntity {
  readonly id: string | number;
  readonly role: EntityRole;
  readonly session?: number;
  readonly masks: string;
  readonly kind?: EntityKind;
  readonly labels?: RawNames;
  readonly map?: RawLabelMap | string;
  readonly derivedFrom?: string | number | readonly (string | number)[];
  readonly group?: string | number;
}

type RawNames = string | Readonly<Record<string, string>>;
type RawConvention =
  | ManifestConvention["convention"]
  | (Omit<ManifestConvention, "convention"> & { readonly preset?: ManifestConvention["convention"] });

interface RawManifest {
  readonly name?: string;
  readonly labels?: RawNames;
  readonly metrics?: readonly string[];
  readonly convention?: RawConvention;
  readonly worstCase?: "diagonal" | "none" | number;
  readonly clusters?: RawClusters;
  readonly entities: readonly RawEntity[];
}

function readEntity(source: YamlSource, raw: RawEntity, at: number): StudyEntity {
  const { labels, map, derivedFrom = [], group } = raw;
  const path = ["entities", at];
  return {
    id: String(raw.id),
    role: raw.role,
    session: raw.session ?? 1,
    masks: { text: raw.masks },
    kind: raw.kind ?? "labels",
    ...(labels !== undefined && { labels: readNames(source, labels, [...path, "labels"]) }),
    ...(map !== undefined && {
      map: typeof map === "string" ? map : readLabelMapping(source, map, [...path, "map"]),
    }),
    derivedFrom: [derivedFrom].flat().map(String),
    ...(group !== undefined && { group: String(group) }),
  };
}

function readNames(
  source: YamlSource,
  raw: RawNames,
  path: readonly (string | number)[],
): ReadonlyMap<number, string> | string {
  if (typeof raw === "string") return raw;
  const names = new Map<number, string>();
  const ids = new Map<string, number>();
  for (const [id, name] of Object.entries(raw)) {
    if (Number(id) === 0) continue;
    if (!isLabelNumber(Number(id)))
      throw source.fault([...path, id], `expected a label up to ${largestLabel}, found ${id}`);
    const other = ids.get(name);
    if (other !== undefined) throw source.fault([...path, id], `"${name}" is the name of label ${other} too`);
    names.set(Number(id), name);
    ids.set(name, Number(id));
  }
  if (names.size === 0) throw source.fault(path, "expected a label other than 0, the background; found none");
  return names;
}

function readConvention(raw: RawConvention | undefined): ManifestConvention {
  if (raw === undefined) return {};
  if (typeof raw === "string") return { convention: raw };
  const { preset, ...settings } = raw;
  return { ...settings, ...(preset !== undefined && { convention: preset }) };
}

function checkEntities(source: YamlSource, entities: readonly StudyEntity[]): void {
  const seen = new Map<string, number>();
  const roles = new Map<string, EntityRole>();
  const kinds = new Map<string, EntityKind>();
  const ids = new Set(entities.map(({ id }) => id));
  for (const [at, { id, session, role, kind, derivedFrom }] of entities.entries()) {
    const fault = (field: string, message: string) => source.fault(["entities", at, field], message);
    const twice = seen.get(`${session} ${id}`);
    if (twice !== undefined) {
      throw fault(
        "id",
        `"${id}" has session ${session} twice (entities[${twice}] too). Give a repeat the next session, or another maker another id`,
      );
    }
    seen.set(`${session} ${id}`, at);
    const known = roles.get(id) ?? role;
    if (known !== role)
      throw fault("role", `"${id}" is a ${known} above and a ${role} here: expected one role`);
    roles.set(id, role);
    if (kind === "probabilities" && role !== "model")
      throw fault("kind", `"${id}" is a ${role}: expected probabilities of a model alone`);
    const knownKind = kinds.get(id) ?? kind;
    if (knownKind !== kind)
      throw fault("kind", `"${id}" has ${knownKind} above and ${kind} here: expected one kind`);
    kinds.set(id, kind);
    for (const other of derivedFrom) {
      if (other === id) throw fault("derivedFrom", `"${id}" cannot be derived from itself`);
      if (!ids.has(other)) {
        const all = [...ids].filter((one) => one !== id).join(", ");
        throw fault("derivedFrom", `there is no entity "${other}"; the others are ${all || "none"}`);
      }
    }
  }
}
