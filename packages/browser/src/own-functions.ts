import type { Comparison, MeasureOptions } from "@pgt/analysis";
import type { LabelVolume, ScoreRow } from "@pgt/metrics";
import { type FileTree, fileTree } from "./file-tree.ts";
import { type MaskInput, placeMasks } from "./mask-inputs.ts";
import { runInWorker, type TaskOptions } from "./run-in-worker.ts";

type FileOptions = Pick<TaskOptions, "files" | "signal">;

/**
 * Compares two label maps: every metric of every structure.
 *
 * @throws UsageError for a metric or setting that does not exist; InputError for a file, geometry or label fault.
 */
export async function compare(
  pair: { readonly reference: MaskInput; readonly prediction: MaskInput },
  options: MeasureOptions & FileOptions = {},
): Promise<Comparison> {
  const { reference, prediction } = pair;
  const { files, masks } = placeMasks({ reference, prediction }, options.files);
  return runInWorker("compare", [masks], { ...options, files });
}

/** Reads a label map: NIfTI-1 or -2, compressed or not; of a `.hdr`/`.img` pair, a path in `files`. */
export async function readLabelMap(
  mask: Exclude<MaskInput, LabelVolume>,
  options: FileOptions = {},
): Promise<LabelVolume> {
  const { files, masks } = placeMasks({ mask }, options.files);
  return runInWorker("readLabelMap", [masks.mask], { ...options, files });
}

/** The score table as `rows.csv` or `rows.parquet` of a run. */
export async function scoreTable(rows: readonly ScoreRow[], form: "csv" | "parquet"): Promise<Blob> {
  return runInWorker("scoreTable", [rows, form]);
}

/** The files of a zip archive. @throws InputError for one that cannot be read, or holds files that are encrypted or damaged. */
export async function filesOfZip(archive: Blob): Promise<FileTree> {
  return fileTree(await runInWorker("entriesOfZip", [archive]));
}
