import { parse, stringify } from "yaml";
import { madeFrom } from "./made-from.ts";
import type { EntityLine, Proposed, StudyTable } from "./study-table.ts";
import { typedLabels } from "./typed-labels.ts";

/** Manifest taken apart, not validated: the library does that when the study runs. */
export interface OpenedManifest {
  readonly table: StudyTable;
  /** Metrics as written; undefined where the manifest names none. */
  readonly metrics: readonly string[] | undefined;
  readonly convention: unknown;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads a study manifest as a table.
 *
 * @param folder that its patterns are relative to.
 * @throws Error for a text that is no YAML or has no list of entities.
 */
export function openManifest(text: string, folder: string): OpenedManifest {
  const raw: unknown = parse(text);
  if (!isFields(raw) || !Array.isArray(raw.entities)) {
    throw new Error("not a study manifest: expected a map with a list of entities");
  }
  const { pgt: _, name, entities, metrics, convention, ...rest } = raw;
  const checks = entityChecks(text);
  const table: StudyTable = {
    name: typeof name === "string" ? name : "",
    ...(typeof name === "string" && { proposedName: name }),
    folder,
    lines: (entities as readonly unknown[])
      .filter(isFields)
      .map((entity, key) => lineOf(entity, key, checks)),
    checks: studyChecks(text),
    rest,
  };
  return { table, metrics: isTexts(metrics) ? metrics : undefined, convention };
}

function lineOf(entity: Fields, key: number, checks: readonly string[]): EntityLine {
  const { id, role, session, masks, ...rest } = entity;
  const proposed: Proposed = {
    included: true,
    id: String(id ?? ""),
    role: (role as EntityLine["role"]) ?? "rater",
    session: typeof session === "number" ? session : 1,
    masks: String(masks ?? ""),
    rest,
  };
  return { key, ...proposed, check: checks[key] ?? "", proposed };
}

/** Writes the manifest of a table: it is what is run, and what the command line reads. */
export function manifestText(
  table: StudyTable,
  { metrics, convention }: { readonly metrics: readonly string[]; readonly convention: unknown },
): string {
  const entities = table.lines
    .filter(({ included }) => included)
    .map(({ id, role, session, masks, rest: { derivedFrom, ...rest } }) => ({
      id,
      role,
      ...(session > 1 && { session }),
      masks,
      ...rest,
      ...originOf(derivedFrom),
    }));
  const { labels: given, ...rest } = table.rest;
  const labels = typeof given === "string" ? typedLabels(given) : given;
  const manifest = {
    pgt: 1,
    ...(table.name !== "" && { name: table.name }),
    ...(labels !== undefined && { labels }),
    ...rest,
    metrics,
    convention,
    entities,
  };
  return stringify(manifest, { lineWidth: 0 });
}

/** Writes the origin of a set; a single id stays a text where it was one. */
function originOf(derivedFrom: unknown): { readonly derivedFrom?: string | readonly string[] } {
  const ids = madeFrom(derivedFrom);
  if (ids.length === 0) return {};
  return { derivedFrom: ids.length === 1 && !Array.isArray(derivedFrom) ? ids[0] : ids };
}

/** Reads the remarks `# CHECK` of a proposed manifest, of each entity in turn. */
function entityChecks(text: string): string[] {
  const lines = text.split("\n").filter((line) => /^ {2}- \{/.test(line));
  return lines.map((line) => /# CHECK (.*)$/.exec(line)?.[1] ?? "");
}

function studyChecks(text: string): string[] {
  return text.split("\n").flatMap((line) => /^# CHECK (.*)$/.exec(line)?.[1] ?? []);
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}
