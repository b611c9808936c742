import { noteText } from "@pgt/metrics";
import { type InputHash, type RunFolder, secondsSince, version } from "@pgt/runner";
import { jsonText, type SchemaDocument } from "../documents/json-text.ts";
import { type Table, tableFiles } from "../documents/table.ts";
import type { TableCheckReport, WorthReport } from "./worth-types.ts";

/** Schema of the JSON document of `worth`. */
export const worthSchema = "pgt.worth/2";
export const tableCheckSchema = "pgt.worth-check/1";

const cellsTable: Table<WorthReport> = {
  file: "cells.csv",
  columns: ["task", "dataset", "version", "metric", "mean", "sd", "status", "n", "expected", "seeds"],
  records: ({ cells }) => cells,
};

/** One row per version of labels, with its quality and the scores of what was trained on it. */
export const pointsTable: Table<WorthReport> = {
  file: "points.csv",
  columns: ["task", "dataset", "metric", "version", "quality", "downstream"],
  records: ({ points }) => points,
};

const quintilesTable: Table<WorthReport> = {
  file: "quintiles.csv",
  columns: ["task", "metric", "dataset", "version", "mean", "class", "status", "letters"],
  records: quintileRecords,
};

/** Findings of the forensic checks of tables. */
export const findingsTable: Table<Pick<WorthReport, "findings">> = {
  file: "findings.csv",
  columns: ["file", "kind", "task", "metric", "count", "of", "message"],
  records: ({ findings }) => findings,
};

/** The tables of `worth`. */
export const worthTables = [cellsTable, pointsTable, quintilesTable, findingsTable];

/** The JSON document of `worth`. */
export function worthDocument({ files: _, ...report }: WorthReport, version: string): SchemaDocument {
  return { schema: worthSchema, version, ...report };
}

/** The JSON document of the forensic checks alone. */
export function tableCheckDocument(report: TableCheckReport, version: string): SchemaDocument {
  return { schema: tableCheckSchema, version, ...report, notes: report.notes.map(noteText) };
}

/**
 * Writes the tables of `worth`, and run.json with all of it.
 *
 * @param startedMs of `performance.now()`.
 * @returns names of the files.
 */
export function writeWorth(
  directory: RunFolder,
  report: WorthReport,
  inputs: readonly InputHash[],
  startedMs: number,
): Promise<string[]> {
  const run = { inputs, durationSeconds: secondsSince(startedMs) };
  return directory.write(
    tableFiles(worthTables, report),
    jsonText({ ...worthDocument(report, version), ...run }),
  );
}

/** One record per cell of the quintile tables. */
function quintileRecords({ quintiles }: WorthReport): object[] {
  return quintiles.flatMap(({ task, metric, datasets, rows }) =>
    rows.flatMap(({ version, cells }) =>
      cells.map((cell, at) => ({ task, metric, dataset: datasets[at], version, ...cell })),
    ),
  );
}
