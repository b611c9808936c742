/** The functions of the library, run by workers of the page. Files that a function writes are added to `files`. */
import { inWorker } from "./in-worker.ts";

export type * from "@pgt/analysis/capabilities";

/**
 * Forensic checks of tables of means: what in them cannot be, or hardly.
 *
 * @throws InputError E_TABLE for a file that is no such table; UsageError for names of `order` that are not in it.
 */
export const checkTables = inWorker("checkTables");

/** Compares many pairs of files; a pair that cannot be compared is named in `failures` and the others go on. */
export const compareMany = inWorker("compareMany");

/**
 * Compares two files, or two folders case by case (matched by file name, or one file per class). Cases that one
 * side lacks are named in `failures`, or treated as `missingPrediction` says.
 *
 * @throws InputError if a path cannot be read or holds no masks, and for any fault when there is only one pair;
 * UsageError for a setting.
 */
export const comparePaths = inWorker("comparePaths");

/**
 * Fuses the masks of several raters into one, by each of the methods asked for, and measures every rater against the
 * first of them (docs/methods/consensus.md). First sessions take part. With `out`, writes `masks/METHOD/CASE.nii.gz`, the
 * tables, run.json, and the maps asked for.
 *
 * @param study folders, or the path of a study manifest.
 * @throws UsageError for a setting, or fewer than two raters; InputError for a manifest or folder that cannot be read, and
 * E_OVERLAP if no two raters marked the same anywhere. Faults of single cases are in `failures`.
 */
export const consensus = inWorker("consensus");

/**
 * The pseudo-label data sets of equation 1 of Jaus et al. 2025: per generator one nnU-Net v2 raw data set with the
 * images of the base and the generator's masks in the base's label ids, the same split for all of them, and a record
 * `pgt-derive.json`. A data set appears when it is complete; one of whose cases fail is not written, and the cases are
 * named in `failures`.
 *
 * @throws UsageError, InputError for what concerns the base, a map or the split; OutputError.
 */
export const derive = inWorker("derive");

/**
 * Finds, for each case and structure asked for, the three slices in which the raters' first annotations differ most:
 * outlines as runs, cut to a window that holds the structure. Slices lie along the axis of largest spacing (the last
 * such axis if several). What cannot be read is left out and named in `notes`.
 *
 * @param study folders, or the path of a study manifest, as for `interval`.
 * @throws InputError for a manifest or folder that cannot be read.
 */
export const disagreementSlices = inWorker("disagreementSlices");

/**
 * Measures a queue on errors of known place, which are put into masks: the share of its first items that show one, and the
 * errors found by the number of items looked at, against random order (docs/methods/queue.md). Each mode by itself.
 *
 * @param study folders, or the path of a manifest; null for simulated masks.
 * @throws as `queue`.
 */
export const evaluateQueue = inWorker("evaluateQueue");

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
export const interval = inWorker("interval");

/**
 * Noise of raters for training code (docs/methods/transition-noise.md): transition matrices against a consensus and
 * without one, and the probability of another answer by distance from the border. First sessions take part.
 *
 * @param study folders, or the path of a study manifest.
 * @throws UsageError for a setting, or fewer than two raters; InputError for a manifest or folder that cannot be read, and
 * E_OVERLAP if no two raters marked the same anywhere. Faults of single cases are in `failures`.
 */
export const noise = inWorker("noise");

/**
 * The boxes around masks that a promptable model is given, per slice and structure (MedSAM's input; the pseudo labels
 * of an interactive generator in equation 1 of Jaus et al. 2025), one file per case and form.
 *
 * @throws UsageError for a setting; InputError for a folder without masks; OutputError.
 */
export const prompts = inWorker("prompts");

/**
 * Proposes a study manifest from the names of the files in a folder: YAML with comments on what a person must check.
 *
 * @param options.manifest where the manifest will lie: its paths are relative to that. Default: in the folder.
 * @param options.caseIs a case, as its name stands in a path; where the names alone do not tell cases from raters.
 * @param options.raterIs the same, a rater.
 * @throws InputError if the folder cannot be read, or holds no two sets of masks with a case in common.
 */
export const proposeStudy = inWorker("proposeStudy");

/**
 * Label quality: how similar the masks of generators (versions of a dataset's labels) are to a reference, per organ
 * and over organs, as in Jaus et al. 2025, equations 2 to 4 (docs/methods/label-quality.md).
 *
 * @param study paths of study manifests, one per dataset; folders of one dataset; or summary.json files of nnU-Net.
 * @returns fractions, with intervals, comparisons of generators, and what was left out and why. Cases that a
 * generator lacks are in `failures`.
 * @throws UsageError for options that do not exist or contradict each other; InputError for a manifest, label map or
 * folder at fault.
 */
export const quality = inWorker("quality");

/**
 * Lists the regions of a study to annotate again or next, with their slices and the reason in words, the most worthwhile
 * first (docs/methods/queue.md). First sessions take part; a reference counts as a rater. With `write`, the first regions
 * are written as annotation tasks.
 *
 * @param study folders, or the path of a study manifest.
 * @throws UsageError for a setting, or if raters and models permit no mode that is asked for; InputError for a manifest or
 * folder that cannot be read, and E_OVERLAP if no two masks share a label anywhere. Faults of single cases are in `failures`.
 */
export const queue = inWorker("queue");

/**
 * Ranks algorithms by per-case values, and says how stable the ranking is (docs/methods/ranking.md).
 *
 * @param source a score table (CSV or Parquet), a run directory, or challengeR's long table (`Task, TestCase,
 * Algorithm, MetricValue`).
 * @throws InputError E_TABLE for a table that is not one; UsageError for fewer than two algorithms, for challengeR's
 * table without `better`, and for a number in place of missing values of several metrics.
 */
export const rank = inWorker("rank");

/**
 * The design calculator: how wide the intervals of a study would be with another rater, another session, more cases,
 * or the sizes asked for.
 *
 * @param from a score table (CSV or Parquet), a run directory, or a study manifest, which is measured first.
 * @throws UsageError for sizes that no study has; InputError for a table that is not one.
 */
export const simulateDesign = inWorker("simulateDesign");

/**
 * The masks of one structure in one case of a study, by everybody who has the case, as the interval compares them: of
 * one file per class, with their labels mapped and matched, regions united, and on the grid of the first mask (turned
 * where they are stored in another axis order or direction; nothing is resampled). They are read one by one, and only
 * the box is kept of each. `onProgress` is told of every mask.
 *
 * @param study folders, or the path of a study manifest, as for `interval`.
 * @throws InputError for a manifest or folder that cannot be read, E_CASES if nobody has the case, or E_TOO_LARGE if
 * memory cannot hold the box of all masks.
 */
export const structureMasks = inWorker("structureMasks");

/**
 * Probability maps and samples of models against several raters: calibration, soft overlap, distances between
 * distributions, scores of the volume, and the largest mean Dice to the raters that any mask reaches
 * (docs/methods/uncertainty.md).
 *
 * @param study folders, or the path of a study manifest, whose models are samples, or maps where their `kind` says so.
 * @throws UsageError for fewer than two raters, or an id given twice; InputError for a manifest or folder that cannot be
 * read or shares no case with the others. Faults of single files are in `failures`.
 */
export const uncertainty = inWorker("uncertainty");

/**
 * Judges if better labels paid: the quality of versions of a dataset's labels against the scores of models trained on
 * them, from tables of means or of cases (CSV, Parquet, or the run directory of a comparison of labels).
 *
 * @throws InputError E_TABLE for what is no such table; UsageError for names that are not in it.
 */
export const worth = inWorker("worth");

/**
 * Writes a small simulated study with known truth: three raters who annotate every case twice, three models, and
 * the true masks, as `.nii.gz` in a folder each. The same seed gives the same files.
 *
 * @throws OutputError if the folder cannot be written.
 */
export const writeDemoStudy = inWorker("writeDemoStudy");

/**
 * Simulates annotators (docs/methods/simulation.md) and writes their masks: `truth`, `raters/ID`, the second session
 * in `repeats/ID`, the third in `repeats3/ID` ..., `images` if they are asked for, and `study.yaml`. The same options give the same files.
 *
 * @throws UsageError for parameters out of range, or a fit without masks; InputError for masks that cannot be read;
 * OutputError if the folder cannot be written.
 */
export const writeSimulatedStudy = inWorker("writeSimulatedStudy");
