import type {
  CasePair,
  Comparison,
  DemoOptions,
  DemoStudy,
  Derived,
  DeriveOptions,
  DesignReport,
  DesignStudyOptions,
  DisagreementSlices,
  IntervalOptions,
  IntervalReport,
  MeasureOptions,
  OutputOptions,
  PromptOptions,
  PromptReport,
  QualityOptions,
  QualityReport,
  QualityStudy,
  RankOptions,
  RankReport,
  RunOptions,
  SimulatedStudyOptions,
  SliceRequest,
  StructureMasks,
  StructureMasksOptions,
  StudyFolders,
  TableCheckReport,
  TableCheckSettings,
  WorthOptions,
  WorthReport,
  WrittenStudy,
} from "@pgt/analysis";
import type { LabelVolume, ScoreRow } from "@pgt/metrics";
import type { FolderLayout } from "@pgt/study";
import { type FileTree, fileTree } from "./file-tree.ts";
import { type MaskInput, placeMasks } from "./mask-inputs.ts";
import { type CallOptions, callWorker } from "./page-worker.ts";

/** Where paths lead. */
export interface InFiles {
  readonly files: FileTree;
}

type Call = Pick<CallOptions, "files" | "signal">;

/**
 * Compares two label maps: every metric of every structure.
 *
 * @throws UsageError for a metric or setting that does not exist; InputError for a file, geometry or label fault.
 */
export async function compare(
  pair: { readonly reference: MaskInput; readonly prediction: MaskInput },
  options: MeasureOptions & Call = {},
): Promise<Comparison> {
  const { reference, prediction } = pair;
  const { files, masks } = placeMasks({ reference, prediction }, options.files);
  return callWorker("compare", [masks], { ...options, files });
}

/** Reads a label map: NIfTI-1 or -2, compressed or not; of a `.hdr`/`.img` pair, a path in `files`. */
export async function readLabelMap(
  mask: Exclude<MaskInput, LabelVolume>,
  options: Call = {},
): Promise<LabelVolume> {
  const { files, masks } = placeMasks({ mask }, options.files);
  return callWorker("readLabelMap", [masks.mask], { ...options, files });
}

/** Compares many pairs of files; a pair that cannot be compared is named in `failures` and the others go on. */
export async function compareMany(
  pairs: readonly CasePair[],
  options: RunOptions & InFiles,
): Promise<Comparison> {
  return callWorker("compareMany", [pairs], options);
}

/** Compares two files, or two folders case by case, as `comparePaths` of the Node library. */
export async function comparePaths(
  reference: string,
  prediction: string,
  options: RunOptions & OutputOptions & { readonly layout?: FolderLayout } & InFiles,
): Promise<Comparison> {
  return callWorker("comparePaths", [reference, prediction], options);
}

/** The PGT interval of a study given by folders, by its manifest, or by a score table. */
export async function interval(
  study: StudyFolders | string,
  options: IntervalOptions & InFiles,
): Promise<IntervalReport> {
  return callWorker("interval", [study], options);
}

/** Label quality of versions of a dataset's labels. */
export async function quality(
  study: QualityStudy,
  options: QualityOptions & InFiles,
): Promise<QualityReport> {
  return callWorker("quality", [study], options);
}

/** Whether better labels paid, from tables. */
export async function worth(
  paths: string | readonly string[],
  options: WorthOptions & InFiles & Call,
): Promise<WorthReport> {
  return callWorker("worth", [paths], options);
}

/** Forensic checks of tables of means. */
export async function checkTables(
  paths: string | readonly string[],
  options: TableCheckSettings & InFiles & Call,
): Promise<TableCheckReport> {
  return callWorker("checkTables", [paths], options);
}

/** Ranks algorithms by per-case values, and says how stable the ranking is. */
export async function rank(source: string, options: RankOptions & InFiles & Call): Promise<RankReport> {
  return callWorker("rank", [source], options);
}

/** Proposes a study manifest from the names of the files in a folder: YAML with comments on what a person must check. */
export async function proposeStudy(
  folder: string,
  options: { readonly manifest?: string } & InFiles & Call,
): Promise<string> {
  return callWorker("proposeStudy", [folder], options);
}

/** The slices in which the raters differ most. */
export async function disagreementSlices(
  study: StudyFolders | string,
  wanted: readonly SliceRequest[],
  options: IntervalOptions & InFiles,
): Promise<DisagreementSlices> {
  return callWorker("disagreementSlices", [study, wanted], options);
}

/**
 * The masks of one structure in one case by everybody who has it, on one grid, one byte a voxel, cut to the smallest box
 * that holds them and a margin in mm. What could not be read or aligned is left out and named in `notes`.
 *
 * @throws InputError for a manifest that cannot be read, or a case that nobody has.
 */
export async function structureMasks(
  study: StudyFolders | string,
  wanted: SliceRequest,
  options: StructureMasksOptions & InFiles,
): Promise<StructureMasks> {
  return callWorker("structureMasks", [study, wanted], options);
}

/** How wide the intervals of a study would be with other sizes. */
export async function simulateDesign(
  from: string,
  options: DesignStudyOptions & InFiles & Call,
): Promise<DesignReport> {
  return callWorker("simulateDesign", [from], options);
}

/**
 * Adds to `files`, per generator, an nnU-Net v2 raw data set with the images of the base and the generator's masks as its
 * labels. Its images are the files of the base, under a second path.
 */
export async function derive(options: DeriveOptions & InFiles): Promise<Derived> {
  return callWorker("derive", [], options);
}

/** Boxes around masks that a promptable model is given; their files are added to `files`. */
export async function prompts(masks: string, options: PromptOptions & InFiles): Promise<PromptReport> {
  return callWorker("prompts", [masks], options);
}

/** Adds a small simulated study with known truth to `files`: the files that the Node library writes, voxel for voxel. */
export async function writeDemoStudy(
  folder: string,
  options: DemoOptions & InFiles & Call,
): Promise<DemoStudy> {
  return callWorker("writeDemoStudy", [folder], options);
}

/** Simulates annotators and adds their masks to `files`. */
export async function writeSimulatedStudy(
  folder: string,
  options: SimulatedStudyOptions & InFiles,
): Promise<WrittenStudy> {
  return callWorker("writeSimulatedStudy", [folder], options);
}

/** The score table as `rows.csv` or `rows.parquet` of a run. */
export async function scoreTable(rows: readonly ScoreRow[], form: "csv" | "parquet"): Promise<Blob> {
  return callWorker("scoreTable", [rows, form]);
}

/** The files of a zip archive. @throws InputError for one that cannot be read, or holds files that are encrypted or damaged. */
export async function filesOfZip(archive: Blob): Promise<FileTree> {
  return fileTree(await callWorker("entriesOfZip", [archive]));
}
