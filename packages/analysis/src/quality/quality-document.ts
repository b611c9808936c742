import { type RunFiles, version } from "@pgt/runner";
import { jsonText, type SchemaDocument } from "../documents/json-text.ts";
import { masksTableIfAny, scoreFiles } from "../documents/score-tables.ts";
import { type Table, tableFiles } from "../documents/table.ts";
import type { QualityReport } from "./quality-types.ts";
import type { DatasetQuality } from "./run-quality.ts";

/** Schema of the JSON document of label quality. */
export const qualitySchema = "pgt.quality/2";
/** Name of the task under which `pgt worth` finds label quality in a table. */
export const qualityTask = "label quality";

/** One row per dataset, metric and generator. Values are fractions, as in every table here. */
export const qualityTable: Table<QualityReport> = {
  file: "quality.csv",
  columns: [
    ...["dataset", "generator", "metric", "unit", "mean", "rmsSd", "caseMeanSd", "low", "high"],
    ...["organs", "n", "expected", "substituted", "rank"],
  ],
  records: ({ cells }) =>
    cells.map(({ interval, ...cell }) => ({ ...cell, low: interval.low, high: interval.high })),
};

const organsTable: Table<QualityReport> = {
  file: "organs.csv",
  columns: [
    ...["dataset", "generator", "metric", "unit", "label", "name", "common", "mean", "sd", "n", "expected"],
    ...["substituted", "inReference", "referenceKnown", "undefined"],
  ],
  records: ({ organs }) =>
    organs.map(({ undefined: reasons, common, ...organ }) => ({
      ...organ,
      common: String(common),
      undefined: reasonsText(reasons),
    })),
};

const testColumns = [
  "difference",
  "low",
  "high",
  "degreesOfFreedom",
  "p",
  "pHolm",
  "n",
  "paired",
  "expected",
];

const comparisonsTable: Table<QualityReport> = {
  file: "comparisons.csv",
  columns: ["dataset", "metric", "unit", "a", "b", ...testColumns, "better"],
  records: ({ comparisons }) => comparisons,
};

const contrastsTable: Table<QualityReport> = {
  file: "contrasts.csv",
  columns: ["dataset", "metric", "unit", "name", ...testColumns],
  records: ({ contrasts }) => contrasts,
  isOptional: true,
};

const droppedLabelsTable: Table<QualityReport> = {
  file: "dropped-labels.csv",
  columns: ["dataset", "label", "name", "lackedBy", "reason"],
  records: ({ droppedLabels }) => droppedLabels.map((row) => ({ ...row, lackedBy: row.lackedBy.join(" ") })),
};

const sensitivityTable: Table<QualityReport> = {
  file: "sensitivity.csv",
  columns: ["dataset", "generator", "metric", "mean", "withDropped", "added"],
  records: ({ sensitivity }) =>
    sensitivity.map((row) => ({ ...row, added: row.added.map(({ name }) => name).join(" ") })),
  isOptional: true,
};

const versionsTable: Table<QualityReport> = {
  file: "versions.csv",
  columns: ["version", "dataset", "task", "label", "case", "metric", "value"],
  records: versionRows,
};

/** The tables of label quality, beside the score tables of its datasets. */
export const qualityTables = [
  ...[qualityTable, organsTable, comparisonsTable, contrastsTable, droppedLabelsTable],
  ...[sensitivityTable, versionsTable],
];

/** The score table of one dataset: per case, label, metric and generator. */
export function datasetFiles({ rows, scores }: DatasetQuality): RunFiles {
  return { ...scoreFiles(rows), ...tableFiles([masksTableIfAny], scores) };
}

/** The JSON document of label quality. The values of single cases are in the folder of its run. */
export function qualityDocument(report: QualityReport, version: string): SchemaDocument {
  const { rows: _, files: __, summaryFiles: ___, ...rest } = report;
  return { schema: qualitySchema, version, ...rest };
}

/** The text of run.json. */
export function qualityRunText(
  report: QualityReport,
  run: Readonly<Record<string, unknown>>,
): Iterable<string> {
  return jsonText({ ...qualityDocument(report, version), ...run });
}

/** The document of a run of `pgt quality`, as far as others read it; null if it is another, or none. */
export function qualityDocumentOf(parsed: unknown): Pick<QualityReport, "cells" | "datasets"> | null {
  const { schema } = (parsed ?? {}) as Partial<SchemaDocument>;
  const isQuality = typeof schema === "string" && schema.startsWith("pgt.quality/");
  return isQuality ? (parsed as Pick<QualityReport, "cells" | "datasets">) : null;
}

/** The long table that `pgt worth` reads: values of single cases and organs, as measured; those that are undefined are in rows.csv. */
function versionRows({ rows }: QualityReport): object[] {
  return rows
    .filter(({ value }) => value !== null)
    .map(({ b, dataset, name, case: id, metric, value }) => ({
      version: b,
      dataset,
      task: qualityTask,
      label: name,
      case: id,
      metric,
      value,
    }));
}

function reasonsText(reasons: Readonly<Record<string, number>>): string {
  return Object.entries(reasons)
    .map(([reason, n]) => `${reason} ${n}`)
    .join("; ");
}
