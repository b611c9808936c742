import { intervalSchema } from "@pgt/analysis/documents";
import type { IntervalReport } from "@pgt/browser";

/** The document of `pgt interval --format json`: what is not finite is null. */
export function runJson(report: IntervalReport, version: string): string {
  const { name, settings, rows, bounds, models, warnings, notes, failures, files: _, ...rest } = report;
  const document = {
    schema: intervalSchema,
    ...{ version, name, settings, rows, bounds, models, warnings, notes, failures },
    ...rest,
  };
  return `${JSON.stringify(document, (_key, value) => (typeof value === "number" && !Number.isFinite(value) ? null : value), 1)}\n`;
}
