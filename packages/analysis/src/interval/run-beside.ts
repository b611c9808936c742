import type { Convention, MaskRow } from "@pgt/metrics";
import type { Settings } from "@pgt/runner";
import { dirname, join, readText, runFileName } from "@pgt/runner";
import { parse } from "csv-parse/sync";
import { intervalDocumentOf } from "./interval-document.ts";
import type { StudyCase, StudyMember } from "./interval-types.ts";

/** What run.json beside a table of pgt knows of it. */
export interface RunBeside {
  readonly name?: string;
  readonly settings: Settings;
  readonly entities: readonly StudyMember[];
  readonly cases: readonly StudyCase[];
  readonly derivedFrom?: Readonly<Record<string, readonly string[]>>;
  /** Of masks.csv. */
  readonly masks: readonly MaskRow[];
}

/** Null if there is none, or none of an interval. */
export async function runBeside(table: string): Promise<RunBeside | null> {
  const text = await readText(join(dirname(table), runFileName)).catch(() => null);
  if (text === null || !/^rows\.(csv|parquet)$/.test(table.replace(/^.*[\\/]/, ""))) return null;
  try {
    const run = intervalDocumentOf(JSON.parse(text)) as Partial<RunBeside> | null;
    if (!run || !isConvention(run.settings?.convention)) return null;
    if (!Array.isArray(run.entities) || !Array.isArray(run.cases)) return null;
    return { ...(run as RunBeside), masks: await masksBeside(table) };
  } catch {
    return null;
  }
}

async function masksBeside(table: string): Promise<MaskRow[]> {
  const text = await readText(join(dirname(table), "masks.csv")).catch(() => "");
  const records: Record<string, string>[] = parse(text, { columns: true, skip_empty_lines: true });
  return records.map(({ case: id, label, name, entity, session, volumeMl, areaMm2 }) => ({
    ...{ case: id, label: Number(label), name: name, entity: entity, session: Number(session) },
    volumeMl: Number(volumeMl),
    areaMm2: areaMm2 ? Number(areaMm2) : null,
  }));
}

function isConvention(value: Convention | undefined): boolean {
  return typeof value?.boundary === "string";
}
