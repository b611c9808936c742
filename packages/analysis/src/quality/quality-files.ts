import { tableColumns } from "@pgt/metrics";
import type { RunFiles } from "@pgt/runner";
import { csvFile, jsonFile, masksCsv, scoreCsv, scoreParquet, version } from "@pgt/runner";
import type { QualityReport } from "./quality-types.ts";
import type { DatasetQuality } from "./run-quality.ts";

/** Name of the task under which `pgt worth` finds label quality in a table. */
export const qualityTask = "label quality";

/** The score table of one dataset: per case, label, metric and generator. */
export function scoreFiles({ rows, scores }: DatasetQuality): RunFiles {
  return {
    "rows.csv": scoreCsv(rows),
    "rows.parquet": scoreParquet(rows),
    ...(scores.masks.length > 0 && { "masks.csv": masksCsv(scores.masks) }),
  };
}

/** Tables of a report. Values are fractions. */
export function qualityTables(report: Omit<QualityReport, "files">): RunFiles {
  const { cells, organs, comparisons, contrasts, droppedLabels, sensitivity } = report;
  return {
    "quality.csv": csvFile(
      tableColumns.quality,
      cells.map(({ interval, ...cell }) => ({ ...cell, low: interval.low, high: interval.high })),
    ),
    "organs.csv": csvFile(
      "dataset,generator,metric,unit,label,name,common,mean,sd,n,expected,substituted,inReference,referenceKnown,undefined".split(
        ",",
      ),
      organs.map(({ undefined: reasons, common, ...organ }) => ({
        ...organ,
        common: String(common),
        undefined: reasonsText(reasons),
      })),
    ),
    "comparisons.csv": csvFile(
      "dataset,metric,unit,a,b,difference,low,high,degreesOfFreedom,p,pHolm,n,paired,expected,better".split(
        ",",
      ),
      comparisons.map((row) => ({ ...row })),
    ),
    ...(contrasts.length > 0 && {
      "contrasts.csv": csvFile(
        "dataset,metric,unit,name,difference,low,high,degreesOfFreedom,p,pHolm,n,paired,expected".split(","),
        contrasts.map((row) => ({ ...row })),
      ),
    }),
    "dropped-labels.csv": csvFile(
      "dataset,label,name,lackedBy,reason".split(","),
      droppedLabels.map((row) => ({ ...row, lackedBy: row.lackedBy.join(" ") })),
    ),
    ...(sensitivity.length > 0 && {
      "sensitivity.csv": csvFile(
        "dataset,generator,metric,mean,withDropped,added".split(","),
        sensitivity.map((row) => ({ ...row, added: row.added.map(({ name }) => name).join(" ") })),
      ),
    }),
    "versions.csv": csvFile("version,dataset,task,label,case,metric,value".split(","), versionRows(report)),
  };
}

export function runJson(
  report: Omit<QualityReport, "files">,
  run: Readonly<Record<string, unknown>>,
): Iterable<string> {
  const { rows: _, ...rest } = report;
  return jsonFile({ schema: "pgt.quality/1", version, ...rest, ...run });
}

/** The long table that `pgt worth` reads: values of single cases and organs, as measured; those that are undefined are in rows.csv. */
function versionRows({ rows }: Omit<QualityReport, "files">): Readonly<Record<string, unknown>>[] {
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
