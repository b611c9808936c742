import type { Convention, MaskRow } from "@pgt/metrics";
import type { Settings } from "@pgt/runner";
import { dirname, join, readText, runFileName } from "@pgt/runner";
import { maskRowsOf, masksTable } from "../documents/score-tables.ts";
import { intervalDocumentOf } from "./interval-document.ts";
import type { StudyCase, StudyMember } from "./interval-types.ts";

/** Facts about a table in the run.json beside it. */
export interface RunBeside {
  readonly name?: string;
  readonly settings: Settings;
  readonly entities: readonly StudyMember[];
  readonly cases: readonly StudyCase[];
  readonly derivedFrom?: Readonly<Record<string, readonly string[]>>;
  /** Rows of masks.csv. */
  readonly masks: readonly MaskRow[];
}

/** Null if there is none, or none of an interval. */
export async function runBeside(table: string): Promise<RunBeside | null> {
  const text = await readText(join(dirname(table), runFileName)).catch(() => null);
  if (text === null || !/^rows\.(csv|parquet)$/.test(table.replace(/^.*[\\/]/, ""))) return null;
  const masks = await readText(join(dirname(table), masksTable.file)).catch(() => "");
  try {
    const run = intervalDocumentOf(JSON.parse(text)) as Partial<RunBeside> | null;
    if (!run || !isConvention(run.settings?.convention)) return null;
    if (!Array.isArray(run.entities) || !Array.isArray(run.cases)) return null;
    return { ...(run as RunBeside), masks: maskRowsOf(masks) };
  } catch {
    return null;
  }
}

function isConvention(value: Convention | undefined): boolean {
  return typeof value?.boundary === "string";
}
