import { type InputHash, type RunFolder, secondsSince, version } from "@pgt/runner";
import { jsonText, type SchemaDocument } from "../documents/json-text.ts";
import { scoreFiles } from "../documents/score-tables.ts";
import { type Table, tableFiles } from "../documents/table.ts";
import type { UncertaintyReport } from "./uncertainty-types.ts";

/** Schema of the JSON document of uncertainties. */
export const uncertaintySchema = "pgt.uncertainty/1";

const summaryTable: Table<UncertaintyReport> = {
  file: "summary.csv",
  columns: [
    ...["source", "label", "name", "metric", "unit", "mean", "low", "high", "sd", "median", "n", "expected"],
  ],
  records: ({ summary }) => summary,
};

const reliabilityTable: Table<UncertaintyReport> = {
  file: "reliability.csv",
  columns: ["source", "label", "name", "low", "high", "voxels", "meanProbability", "meanShare"],
  records: ({ reliability }) => reliability,
};

const energyTable: Table<UncertaintyReport> = {
  file: "energy.csv",
  columns: [
    ...["case", "label", "name", "source", "samples", "between", "withinSamples", "withinRaters"],
    ...["withinSamplesUnbiased", "withinRatersUnbiased"],
  ],
  records: ({ energy }) => energy,
};

/** The tables of uncertainties, beside their score table. */
export const uncertaintyTables = [summaryTable, reliabilityTable, energyTable];

/** The JSON document of uncertainties. */
export function uncertaintyDocument(report: UncertaintyReport, version: string): SchemaDocument {
  const { settings, files: _, ...rest } = report;
  return { schema: uncertaintySchema, version, settings, ...rest };
}

/**
 * Writes the tables of uncertainties and run.json.
 *
 * @param inputs files that were read.
 * @param startedMs of `performance.now()`.
 * @returns names of the files.
 */
export function writeUncertainty(
  directory: RunFolder,
  report: UncertaintyReport,
  inputs: readonly InputHash[],
  startedMs: number,
): Promise<string[]> {
  const tables = { ...scoreFiles(report.rows), ...tableFiles(uncertaintyTables, report) };
  const run = { inputs, durationSeconds: secondsSince(startedMs) };
  return directory.write(tables, jsonText({ schema: uncertaintySchema, version, ...report, ...run }));
}
