import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import {
  comparisonSchema,
  experimentSchema,
  intervalSchema,
  maskRowsOf,
  masksTable,
  noiseSchema,
  qualitySchema,
  queueSchema,
  rankSchema,
  resultDocumentOf,
  type SchemaDocument,
  scoreFileNames,
  scoreRowsOf,
  uncertaintySchema,
  worthSchema,
} from "@pgt/analysis/documents";
import type { StudyFolders } from "@pgt/core";
import { InputError } from "@pgt/metrics";
import type { ReportFile } from "@pgt/report";
import type { ReportableResult } from "./report-data.ts";

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
  const rows =
    document.rows ?? (isFolder ? await readIfThere(join(path, scoreFileNames.csv), scoreRowsOf) : undefined);
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
  const masks =
    document.masks ?? (isFolder ? await readIfThere(join(path, masksTable.file), maskRowsOf) : undefined);
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
  const document = resultDocumentOf(parsed);
  if (document === null) {
    throw new InputError(
      "E_HEADER",
      file,
      `expected a document with schema ${comparisonSchema}, ${intervalSchema}, ${qualitySchema}, ${worthSchema}, ${rankSchema}, ${queueSchema}, ${uncertaintySchema}, ${experimentSchema} or ${noiseSchema}, found ${JSON.stringify(parsed?.schema ?? null)}`,
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

async function readIfThere<Row>(file: string, rowsOf: (text: string) => Row[]): Promise<Row[] | undefined> {
  if (!(await stat(file).catch(() => null))) return undefined;
  return rowsOf(await readText(file));
}
