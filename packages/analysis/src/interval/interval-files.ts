import type { InputHash, RunFolder } from "@pgt/runner";
import {
  boundsCsv,
  jsonFile,
  masksCsv,
  modelsCsv,
  scoreCsv,
  scoreParquet,
  secondsSince,
  version,
} from "@pgt/runner";
import { intervalSchema } from "./interval-document.ts";
import type { IntervalReport } from "./interval-types.ts";

/**
 * Writes the tables of a report and run.json.
 *
 * @param startedMs of `performance.now()`; the duration is the only field of run.json that differs between two runs
 * of the same study.
 * @returns names of the files.
 */
export function writeInterval(
  directory: RunFolder,
  report: IntervalReport,
  inputs: readonly InputHash[],
  startedMs: number,
): Promise<string[]> {
  const { rows, masks, bounds, models, files: _, ...rest } = report;
  const tables = {
    "rows.csv": scoreCsv(rows),
    "rows.parquet": scoreParquet(rows),
    ...(masks.length > 0 && { "masks.csv": masksCsv(masks) }),
    "bounds.csv": boundsCsv(bounds),
    "models.csv": modelsCsv(models),
  };
  const raters = [...new Set(report.entities.filter(({ role }) => role === "rater").map(({ id }) => id))];
  const run = {
    schema: intervalSchema,
    version,
    ...rest,
    raters,
    bounds,
    models,
    inputs,
    durationSeconds: secondsSince(startedMs),
  };
  return directory.write(tables, jsonFile(run));
}
