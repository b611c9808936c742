import { parse, stringify } from "yaml";
import type { EntityLine, StudyTable } from "./study-table.ts";

/** A manifest taken apart. Whether it is valid is for the library to say, when the study runs. */
export interface OpenedManifest {
  readonly table: StudyTable;
  /** As written; undefined where it names none. */
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
  return {
    key,
    included: true,
    id: String(id ?? ""),
    role: (role as EntityLine["role"]) ?? "rater",
    session: typeof session === "number" ? session : 1,
    masks: String(masks ?? ""),
    check: checks[key] ?? "",
    rest,
  };
}

/** The manifest of a table: what is run, and what the command line reads. */
export function manifestText(
  table: StudyTable,
  { metrics, convention }: { readonly metrics: readonly string[]; readonly convention: unknown },
): string {
  const entities = table.lines
    .filter(({ included }) => included)
    .map(({ id, role, session, masks, rest }) => ({
      id,
      role,
      ...(session > 1 && { session }),
      masks,
      ...rest,
    }));
  const manifest = {
    pgt: 1,
    ...(table.name !== "" && { name: table.name }),
    ...table.rest,
    metrics,
    convention,
    entities,
  };
  return stringify(manifest, { lineWidth: 0 });
}

/** What a proposed manifest says must be looked at, of each entity in turn. */
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
