import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { intervalDocumentOf, intervalSchema, type SchemaDocument } from "@pgt/analysis/documents";
import type { StudyFolders } from "@pgt/core";
import { InputError, type MaskRow, type ScoreRow } from "@pgt/metrics";
import type { ReportFile } from "@pgt/report";
import { parse } from "csv-parse/sync";
import type { ReportableResult } from "./report-data.ts";
import { hasPage } from "./result-page.ts";

/** A finished run of `pgt interval`, read back. */
export interface SavedRun {
  readonly result: ReportableResult;
  readonly version: string;
  readonly study: StudyFolders | string | null;
  readonly raters?: readonly string[];
  readonly inputs: readonly ReportFile[];
}

type Document = Partial<Omit<ReportableResult, "study">> & {
  readonly study?: unknown;
  readonly schema?: unknown;
  readonly version?: string;
  readonly raters?: readonly string[];
  readonly inputs?: readonly ReportFile[];
};

const needed = ["settings", "bounds", "models", "warnings", "notes", "failures"] as const;

/** The JSON document of a run directory, or one that a command printed. */
export interface RunDocument {
  readonly path: string;
  readonly isFolder: boolean;
  readonly file: string;
  readonly document: SchemaDocument;
}

/** @throws InputError naming the file and what was expected in it. */
export async function readDocument(path: string): Promise<RunDocument> {
  const isFolder = (await stat(path).catch(() => null))?.isDirectory() === true;
  const file = isFolder ? join(path, "run.json") : path;
  return { path, isFolder, file, document: parseDocument(await readText(file), file) };
}

/**
 * A run of `pgt interval`: its folder (`run.json` with `rows.csv` and, if there, `masks.csv`), or the document that
 * `--format json` prints.
 *
 * @throws InputError naming the file and what was expected in it.
 */
export async function readRun({ path, isFolder, file, document: found }: RunDocument): Promise<SavedRun> {
  const document = found as Document;
  const rows = document.rows ?? (isFolder ? await readRows(join(path, "rows.csv")) : undefined);
  const missing = [...needed, "rows" as const].filter(
    (name) => (name === "rows" ? rows : document[name]) === undefined,
  );
  if (missing.length > 0) {
    throw new InputError(
      "E_HEADER",
      file,
      `expected the result of pgt interval; it lacks ${missing.join(", ")}`,
    );
  }
  const masks = document.masks ?? (isFolder ? await readMasks(join(path, "masks.csv")) : undefined);
  return {
    result: { ...(document as unknown as ReportableResult), rows: rows!, ...(masks && { masks }) },
    version: document.version ?? "",
    study: studyOf(document.study),
    ...(document.raters && { raters: document.raters }),
    inputs: document.inputs ?? [],
  };
}

async function readText(file: string): Promise<string> {
  return readFile(file, "utf8").catch((cause: NodeJS.ErrnoException) => {
    const isMissing = cause.code === "ENOENT";
    throw new InputError(
      isMissing ? "E_NOT_FOUND" : "E_UNREADABLE",
      file,
      isMissing
        ? "no such file; expected the folder that --out of a command wrote, or the output of its --format json"
        : `could not be read (${cause.message})`,
      { cause },
    );
  });
}

function parseDocument(text: string, file: string): RunDocument["document"] {
  let parsed: Partial<SchemaDocument> | null;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw new InputError("E_HEADER", file, `is not JSON (${(cause as Error).message})`, { cause });
  }
  const document =
    intervalDocumentOf(parsed) ?? (hasPage(parsed?.schema) ? (parsed as SchemaDocument) : null);
  if (document === null) {
    throw new InputError(
      "E_HEADER",
      file,
      `expected a document with schema ${intervalSchema}, pgt.quality/1, pgt.worth/1 or pgt.rank/1, found ${JSON.stringify(parsed?.schema ?? null)}`,
    );
  }
  return document;
}

/** Folders by id, or the path of a manifest; null for what is neither. */
function studyOf(study: unknown): SavedRun["study"] {
  if (typeof study === "string") return study;
  if (typeof study !== "object" || study === null) return null;
  const { raters } = study as Partial<StudyFolders>;
  return typeof raters === "object" && raters !== null ? (study as StudyFolders) : null;
}

const records = (text: string) =>
  parse(text, { columns: true, skip_empty_lines: true }) as Record<string, string>[];
const numberOrNull = (text: string | undefined) => (text === undefined || text === "" ? null : Number(text));

async function readRows(file: string): Promise<ScoreRow[] | undefined> {
  if (!(await stat(file).catch(() => null))) return undefined;
  return records(await readText(file)).map((row) => ({
    case: row.case,
    label: Number(row.label),
    name: row.name,
    metric: row.metric,
    a: row.a,
    aSession: Number(row.aSession),
    b: row.b,
    bSession: Number(row.bSession),
    value: numberOrNull(row.value),
    unit: row.unit,
    reason: row.reason === "" ? null : (row.reason as ScoreRow["reason"]),
  }));
}

async function readMasks(file: string): Promise<MaskRow[] | undefined> {
  if (!(await stat(file).catch(() => null))) return undefined;
  return records(await readText(file)).map((row) => ({
    case: row.case,
    label: Number(row.label),
    name: row.name,
    entity: row.entity,
    session: Number(row.session),
    volumeMl: Number(row.volumeMl),
    areaMm2: numberOrNull(row.areaMm2),
  }));
}
