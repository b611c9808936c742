import { checkOptions, UsageError } from "@pgt/metrics";
import { isFolder } from "@pgt/runner";
import { loadFolders } from "./folder-study.ts";
import { intervalOfTable } from "./interval-of-table.ts";
import {
  type IntervalOptions,
  type IntervalReport,
  intervalOptionKeys,
  type StudyFolders,
} from "./interval-types.ts";
import type { LoadedStudy } from "./loaded-study.ts";
import { loadManifest, ofInterval } from "./manifest-study.ts";
import { runStudy } from "./run-study.ts";

/**
 * The PGT interval of a study (Kofler et al. 2023): agreement between raters bounds the Peak Ground Truth below,
 * agreement of raters with their own repeats bounds it above; models are placed on it.
 *
 * @param study folders of raters, repeats and models; or the path of a study manifest (YAML or JSON), of a score
 * table (CSV or Parquet), or of a run directory, whose table is read.
 * @throws UsageError for fewer than one pair of annotations to compare, or an id given twice; InputError for a
 * manifest or table that is not one, and for a folder that cannot be read or shares no case with the others. Faults of
 * single masks are in `failures`.
 */
export async function interval(
  study: StudyFolders | string,
  options: IntervalOptions = {},
): Promise<IntervalReport> {
  checkOptions(options, intervalOptionKeys);
  if (typeof study === "string" && (await isTable(study))) return intervalOfTable(study, options);
  return runStudy(await loadStudy(study, options), study, options);
}

/** @throws as `interval`; also UsageError for a score table, which has no masks. */
export async function loadStudy(
  study: StudyFolders | string,
  options: IntervalOptions,
): Promise<LoadedStudy> {
  if (typeof study !== "string") return loadFolders(study, options);
  if (!(await isTable(study))) return loadManifest(study, options, ofInterval);
  throw new UsageError("E_SHARD", `${study}: scores are there already; masks can be split into shards`);
}

async function isTable(path: string): Promise<boolean> {
  return /\.(csv|tsv|parquet)$/i.test(path) || (await isFolder(path));
}
