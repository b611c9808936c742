import { checkOptions, defaultSeed, UsageError } from "@pgt/metrics";
import type { InputHash, OutputOptions, RunFolder, RunKey, ScoredShard } from "@pgt/runner";
import { join, pairsByCase, planKey, platform, secondsSince } from "@pgt/runner";
import { qualityChoices } from "@pgt/stats";
import { tableFiles } from "../documents/table.ts";
import { folderNames } from "../folder-names.ts";
import { openRun } from "../open-run.ts";
import { loadQualityFolders } from "./folder-quality.ts";
import type { LoadedQuality } from "./loaded-quality.ts";
import { loadQualityManifest } from "./manifest-quality.ts";
import { checkSummaryPattern, nnunetSummaryFiles } from "./nnunet-summaries.ts";
import { datasetFiles, qualityRunText, qualityTables } from "./quality-document.ts";
import { qualitySettings } from "./quality-settings.ts";
import {
  type NnunetSummaryFile,
  type QualityFolders,
  type QualityOptions,
  type QualityReport,
  type QualityStudy,
  type QualitySummaries,
  qualityOptionKeys,
} from "./quality-types.ts";
import { type DatasetQuality, matchQuality, runQuality } from "./run-quality.ts";
import { qualityOfSummaries } from "./summary-scores.ts";

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
export function quality(study: QualityStudy, options: QualityOptions = {}): Promise<QualityReport> {
  return qualityOf(study, options);
}

/** The same. @param shards folders that hold what is compared already, by the folder of a data set. */
export async function qualityOf(
  study: QualityStudy,
  options: QualityOptions,
  shards: (folder: string | undefined) => readonly ScoredShard[] = () => [],
): Promise<QualityReport> {
  checkOptions(options, qualityOptionKeys);
  const started = performance.now();
  const choices = qualityChoices(givenChoices(options));
  refuseReference(study, options);
  if (typeof study === "object" && "summaries" in study) {
    const found = await qualityOfSummaries(study, options, choices);
    const settings = qualitySettings(
      [{ dataset: found.dataset.dataset, plan: found.plan, unions: [] }],
      choices,
      true,
    );
    const { dataset } = found.dataset;
    const read = found.inputs.map((input) => ({ ...input, dataset }));
    return writeReport(reportOf([found], settings), [], read, options, started);
  }
  const { settings, matched } = await preparedQuality(study, options);
  const total = matched.reduce((sum, one) => sum + one.matched.pairs.length, 0);
  const runs: FinishedRun[] = [];
  const opened: (RunFolder | null)[] = [];
  let done = 0;
  try {
    for (const { study: one, matched: pairs, folder, key } of matched) {
      const directory = await openRun(outputOf(options, folder), "quality", key, shards(folder));
      opened.push(directory);
      const before = done;
      const { onProgress } = options;
      const result = await runQuality(
        one,
        pairs,
        {
          ...options,
          ...(onProgress && {
            onProgress: (progress) => onProgress({ ...progress, done: before + progress.done, total }),
          }),
        },
        choices,
        directory?.journal ?? undefined,
      );
      done += pairs.pairs.length;
      runs.push({ loaded: one, result, directory, groups: [...pairsByCase(pairs.pairs).values()] });
    }
    return await writeReport(
      reportOf(
        runs.map(({ result }) => result),
        settings,
      ),
      runs,
      options.out === undefined || options.signal?.aborted ? [] : await inputsOf(runs),
      options,
      started,
    );
  } finally {
    for (const directory of opened) await directory?.close();
  }
}

/** The datasets of masks and what is compared with what; masks are not read. @throws as `quality`. */
export async function preparedQuality(
  study: Exclude<QualityStudy, QualitySummaries>,
  options: QualityOptions,
) {
  checkOptions(options, qualityOptionKeys);
  refuseReference(study, options);
  const loaded = await loadAll(study, options);
  checkNames(loaded, options);
  const settings = qualitySettings(loaded, qualityChoices(givenChoices(options)));
  const folders = datasetFolders(loaded);
  const matched = loaded.map((one) => ({
    ...{ study: one, matched: matchQuality(one) },
    ...{ folder: folders.get(one.dataset), key: keyOf(one) },
  }));
  return { settings, matched };
}

function refuseReference(study: QualityStudy, { reference }: QualityOptions): void {
  if (reference === undefined || typeof study !== "object" || Array.isArray(study)) return;
  throw new UsageError(
    "E_REFERENCE",
    "reference: a consensus is fused of the raters of a study; give its manifest (pgt init FOLDER proposes one) in place of folders or summaries",
  );
}

/** Folder of each dataset in that of the run; none for a single dataset, which has no folder of its own. */
function datasetFolders(loaded: readonly LoadedQuality[]): ReadonlyMap<string, string> {
  const datasets = loaded.map(({ dataset }) => dataset);
  return folderNames(datasets.length > 1 ? datasets : []);
}

interface FinishedRun {
  readonly loaded: LoadedQuality;
  readonly result: DatasetQuality;
  readonly directory: RunFolder | null;
  readonly groups: readonly Parameters<NonNullable<RunFolder["journal"]>["recall"]>[0][];
}

function givenChoices({ absent, absentInReference, ddof, order }: QualityOptions) {
  return {
    ...(absent !== undefined && { absent }),
    ...(absentInReference !== undefined && { absentInReference }),
    ...(ddof !== undefined && { ddof }),
    ...(order !== undefined && { order }),
  };
}

async function loadAll(
  study: string | readonly string[] | QualityFolders,
  options: QualityOptions,
): Promise<LoadedQuality[]> {
  if (typeof study === "object" && "reference" in study) return [await loadQualityFolders(study, options)];
  const paths = [study].flat();
  if (paths.length === 0) throw new UsageError("E_ENTITIES", "quality needs a study; none is given");
  const loaded: LoadedQuality[] = [];
  for (const path of paths) {
    const one = await loadQualityManifest(path, options);
    const duplicate = loaded.find(({ dataset }) => dataset === one.dataset);
    if (duplicate) {
      throw new UsageError(
        "E_ENTITIES",
        `${String(duplicate.study)} and ${path} both name the dataset "${one.dataset}": give each a name of its own (name: in the manifest)`,
      );
    }
    loaded.push(one);
  }
  return loaded;
}

function checkNames(
  loaded: readonly LoadedQuality[],
  { prompted, splits, nnunetSummary }: QualityOptions,
): void {
  const ids = new Set(loaded.flatMap(({ generators }) => generators.map(({ id }) => id)));
  const named = [...(prompted ?? []), ...(typeof splits === "object" ? Object.keys(splits) : [])];
  const unknownName = named.find((id) => !ids.has(id));
  if (unknownName !== undefined) {
    throw new UsageError(
      "E_ENTITIES",
      `there is no generator "${unknownName}"; the generators are ${[...ids].join(", ")}`,
    );
  }
  if (nnunetSummary === undefined) return;
  checkSummaryPattern(
    nnunetSummary,
    Math.max(...loaded.map(({ generators }) => generators.length)),
    loaded.length,
  );
}

/**
 * Everything that the values rest on besides the masks; the choices of aggregation are made anew from the stored
 * values.
 */
function keyOf({ plan, reference, generators, labelling, fused }: LoadedQuality): RunKey {
  const entities = [reference, ...generators].map(({ id, role }) => `${role} ${id}`);
  return { command: "quality", ...planKey(plan), entities, labelling, ...(fused && { fused }) };
}

/** @param name of the folder of one of several datasets. */
function outputOf({ out, fresh }: QualityOptions, name: string | undefined): OutputOptions {
  if (out === undefined) return {};
  return { out: name === undefined ? out : join(out, name), ...(fresh && { fresh }) };
}

function reportOf(
  runs: readonly DatasetQuality[],
  settings: QualityReport["settings"],
): Omit<QualityReport, "files"> {
  const of = <T>(field: (run: DatasetQuality) => readonly T[]) =>
    runs.flatMap((run) => field(run).map((one) => ({ ...one, dataset: run.dataset.dataset })));
  return {
    settings,
    seed: defaultSeed,
    datasets: runs.map(({ dataset }) => dataset),
    cells: runs.flatMap((run) => run.quality.cells),
    organs: runs.flatMap((run) => run.quality.organs),
    comparisons: runs.flatMap((run) => run.quality.comparisons),
    contrasts: runs.flatMap((run) => run.quality.contrasts),
    droppedLabels: of(({ common }) => common.dropped),
    sensitivity: runs.flatMap((run) => run.quality.sensitivity),
    warnings: runs.flatMap(({ warnings }) => warnings),
    notes: of(({ notes }) => notes),
    failures: of(({ failures }) => failures),
    rows: of(({ rows }) => rows),
  };
}

async function writeReport(
  found: Omit<QualityReport, "files">,
  runs: readonly FinishedRun[],
  inputs: readonly DatasetInput[],
  options: QualityOptions,
  started: number,
): Promise<QualityReport> {
  const { out, fresh, signal, nnunetSummary, nnunetNan } = options;
  if (signal?.aborted) return found;
  const summaries: NnunetSummaryFile[] = [];
  if (nnunetSummary !== undefined) {
    const results = runs.map(({ result }) => result);
    for (const { text, ...summary } of nnunetSummaryFiles(nnunetSummary, results, nnunetNan === true)) {
      await platform().output.writeFile(summary.path, [text]);
      summaries.push(summary);
    }
  }
  const report = nnunetSummary === undefined ? found : { ...found, summaryFiles: summaries };
  if (out === undefined) return report;
  const own = runs.length === 1 ? runs[0].directory : null;
  const scoreTables: string[] = [];
  const names = datasetFolders(runs.map(({ loaded }) => loaded));
  if (!own) {
    for (const { directory, result, loaded } of runs) {
      const name = names.get(loaded.dataset)!;
      const single = reportOf([result], found.settings);
      const written = await directory!.write(
        { ...datasetFiles(result), ...tableFiles(qualityTables, single) },
        qualityRunText(single, { inputs: inputs.filter((one) => one.dataset === loaded.dataset) }),
      );
      scoreTables.push(...written.map((file) => `${name}/${file}`));
    }
  }
  const top = own ?? (await openRun({ out, ...(fresh && { fresh }) }, "quality", null));
  const tables = { ...(own && datasetFiles(runs[0].result)), ...tableFiles(qualityTables, found) };
  const files = await top!.write(
    tables,
    qualityRunText(found, { inputs, durationSeconds: secondsSince(started) }),
  );
  return { ...report, files: [...scoreTables, ...files] };
}

/** A file, as it was read, of one of the datasets. */
interface DatasetInput extends InputHash {
  readonly dataset: string;
}

async function inputsOf(runs: readonly FinishedRun[]): Promise<DatasetInput[]> {
  const inputs: DatasetInput[] = [];
  for (const { loaded, result, directory, groups } of runs) {
    const masks = await directory!.journal!.inputsOf(groups);
    const { dataset } = loaded;
    inputs.push(...[...loaded.inputs, ...result.inputs, ...masks].map((input) => ({ ...input, dataset })));
  }
  return inputs;
}
