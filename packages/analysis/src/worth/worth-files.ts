import { tableColumns } from "@pgt/metrics";
import type { InputHash, RunFolder } from "@pgt/runner";
import { csvFile, jsonFile, secondsSince, version } from "@pgt/runner";
import type { WorthReport } from "./worth-types.ts";

const cellColumns = [
  "task",
  "dataset",
  "version",
  "metric",
  "mean",
  "sd",
  "status",
  "n",
  "expected",
  "seeds",
];
const quintileColumns = ["task", "metric", "dataset", "version", "mean", "class", "status", "letters"];

/**
 * Writes the tables of a report, and run.json with all of it.
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
  const { files: _, ...rest } = report;
  const tables = {
    "cells.csv": csvFile(cellColumns, asRecords(report.cells)),
    "points.csv": csvFile(tableColumns.points, asRecords(report.points)),
    "quintiles.csv": csvFile(quintileColumns, quintileRecords(report)),
    "findings.csv": csvFile(tableColumns.findings, asRecords(report.findings)),
  };
  const run = { schema: "pgt.worth/1", version, ...rest, inputs, durationSeconds: secondsSince(startedMs) };
  return directory.write(tables, jsonFile(run));
}

/** One record per cell of the quintile tables. */
function quintileRecords({ quintiles }: WorthReport): Record<string, unknown>[] {
  return quintiles.flatMap(({ task, metric, datasets, rows }) =>
    rows.flatMap(({ version, cells }) =>
      cells.map((cell, at) => ({ task, metric, dataset: datasets[at], version, ...cell })),
    ),
  );
}

function asRecords(items: readonly object[]): Record<string, unknown>[] {
  return items.map((item) => ({ ...item }));
}
