import { InputError } from "@pgt/metrics";
import { dirname, type InputHash, isFile, isFolder, join, readText, runFileName } from "@pgt/runner";
import { scoreFilesInOrder } from "../documents/score-tables.ts";
import { qualityDocumentOf } from "../quality/quality-document.ts";
import { readRawTable } from "../score-table/raw-table.ts";
import { worthTableOfQuality } from "./quality-run.ts";
import { findWorthColumns, type WorthColumnName } from "./worth-columns.ts";
import type { WorthRow, WorthTable } from "./worth-table.ts";

const notANumber = /^(|na|n\/a|nan|null|none|-|—)$/i;

/**
 * Reads a table of means or of cases, CSV or Parquet, or the rows of a run directory whose entities in column b are the
 * versions: those are of the quality task, and of the dataset that run.json names. Hashes of the files are added to
 * `inputs`. Time and memory are linear in the rows, within the bounds of `readRawTable`.
 *
 * @throws InputError E_TABLE naming the line and column at fault.
 */
export async function readWorthTable(
  path: string,
  qualityTask: string,
  inputs?: InputHash[],
): Promise<WorthTable> {
  const isRunFolder = await isFolder(path);
  const run = isRunFolder ? await runOf(path, inputs) : null;
  const quality = qualityDocumentOf(run);
  if (quality) return worthTableOfQuality(quality, join(path, runFileName), qualityTask);
  const file = isRunFolder ? await rowsOfRun(path) : path;
  const table = await readRawTable(file, inputs);
  const isScores = ["a", "b"].every((name) => table.columns.includes(name));
  const dataset = isScores ? await datasetOfRun(dirname(file), inputs) : null;
  const known: WorthColumnName[] = isScores
    ? ["task", ...(dataset === null ? [] : (["dataset"] as const))]
    : [];
  const { kind, places } = findWorthColumns(table.columns, file, known);
  const rows = table.rows.map(({ place, values }): WorthRow => {
    const text = (column: WorthColumnName) => {
      const at = places.get(column);
      const value = at === undefined ? undefined : values[at];
      return value === null || value === undefined ? "" : String(value).trim();
    };
    const named = (column: WorthColumnName, otherwise = "") => {
      const found = text(column) || otherwise;
      if (found !== "") return found;
      throw new InputError("E_TABLE", file, `${place}, column ${column}: expected a name; found nothing`);
    };
    const plain = (column: WorthColumnName) =>
      table.decimalComma ? text(column).replace(/^(-?\d+),(\d+)$/, "$1.$2") : text(column);
    const number = (column: WorthColumnName) => {
      const written = plain(column);
      if (notANumber.test(written)) return null;
      const value = Number(written);
      if (Number.isFinite(value)) return value;
      throw new InputError(
        "E_TABLE",
        file,
        `${place}, column ${column}: expected a number, or nothing and a status; found ${JSON.stringify(written)}`,
      );
    };
    const column = kind === "means" ? "mean" : "value";
    return {
      place,
      ...{ task: named("task", isScores ? qualityTask : ""), dataset: named("dataset", dataset ?? "") },
      ...{ version: named("version"), metric: named("metric") },
      ...{ value: number(column), valueText: plain(column), sd: number("sd"), sdText: plain("sd") },
      ...{ status: text("status"), n: number("n"), expected: number("expected"), step: number("step") },
      ...{ label: kind === "cases" ? named("label") : "", case: kind === "cases" ? named("case") : "" },
      ...{ split: text("split") || null, recipe: text("recipe") || null, seed: text("seed") || null },
      prompted: /^(reference|yes|true|1)$/i.test(text("prompt")),
    };
  });
  if (rows.length === 0) throw new InputError("E_TABLE", file, "no rows below the names of the columns");
  return { file, kind, rows };
}

async function rowsOfRun(folder: string): Promise<string> {
  for (const name of scoreFilesInOrder) {
    const file = join(folder, name);
    if (await isFile(file)) return file;
  }
  throw new InputError(
    "E_TABLE",
    folder,
    "expected a run directory with rows.csv or rows.parquet, or a table",
  );
}

async function datasetOfRun(folder: string, inputs?: InputHash[]): Promise<string | null> {
  const { dataset } = ((await runOf(folder, inputs)) ?? {}) as { readonly dataset?: unknown };
  return typeof dataset === "string" && dataset !== "" ? dataset : null;
}

async function runOf(folder: string, inputs?: InputHash[]): Promise<unknown> {
  const text = await readText(join(folder, runFileName), inputs).catch(() => null);
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}
