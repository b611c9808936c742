import { checkOptions } from "@pgt/metrics";
import { checkTable, tableMetric } from "@pgt/stats";
import { printedCells } from "./table-scale.ts";
import { refuseUnknownVersions } from "./worth-roles.ts";
import { readWorthTable } from "./worth-rows.ts";
import type { WorthTable } from "./worth-table.ts";
import {
  type FileFinding,
  type TableCheckReport,
  type TableCheckSettings,
  tableCheckOptionKeys,
} from "./worth-types.ts";

export const defaultQualityTask = "label quality";

/**
 * Forensic checks of tables of means: what in them cannot be, or hardly.
 *
 * @throws InputError E_TABLE for a file that is no such table; UsageError for names of `order` that are not in it.
 */
export async function checkTables(
  paths: string | readonly string[],
  options: TableCheckSettings = {},
): Promise<TableCheckReport> {
  checkOptions(options, tableCheckOptionKeys);
  const { qualityTask = defaultQualityTask, order } = options;
  const tables = await Promise.all([paths].flat().map((path) => readWorthTable(path, qualityTask)));
  refuseUnknownVersions([...new Set(tables.flatMap(({ rows }) => rows.map((row) => row.version)))], options);
  return {
    settings: { qualityTask, order: order ?? null },
    sources: tables.map(({ file, kind, rows }) => ({ file, kind, rows: rows.length })),
    findings: tables.flatMap((table) => findingsOf(table, qualityTask, order)),
    notes: tables
      .filter(({ kind }) => kind !== "means")
      .map(({ file }) => ({
        code: "N-TABLE",
        file,
        message: "{file} holds values of single cases, which the checks of means are not for.",
      })),
  };
}

/** Findings of a table of means; none for other tables. */
export function findingsOf(
  table: WorthTable,
  qualityTask: string,
  order: readonly string[] | undefined,
): FileFinding[] {
  if (table.kind !== "means") return [];
  const metricOf = (metric: string) => tableMetric(metric);
  return checkTable(printedCells(table), { metricOf, qualityTask, order }).map((finding) => ({
    ...finding,
    file: table.file,
  }));
}
