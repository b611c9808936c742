import { checkOptions, type Note, OutputError, PgtError } from "@pgt/metrics";
import { labelUseWarnings, pooledBins, summariseUncertainty } from "@pgt/stats";
import { absentNotes, type CaseFailure } from "@pgt/study";
import { RunVocabulary } from "../labels/case-labels.ts";
import { IdenticalMasks } from "../labels/identical-masks.ts";
import { mapInManifest } from "../labels/label-check.ts";
import { openRun } from "../open-run.ts";
import { defaultRegion, regionMmOf } from "../region.ts";
import { RepeatedNotes } from "../repeated-notes.ts";
import { type CaseUncertainty, caseUncertainty, type UncertaintyRun } from "./case-uncertainty.ts";
import { type LoadedSets, loadSets } from "./load-sets.ts";
import { writeUncertainty } from "./uncertainty-document.ts";
import { softNotes } from "./uncertainty-notes.ts";
import type {
  UncertaintyInputs,
  UncertaintyOptions,
  UncertaintyReport,
  UncertaintySource,
} from "./uncertainty-types.ts";
import { uncertaintyOptionKeys } from "./uncertainty-types.ts";

/**
 * Probability maps and samples of models against several raters: calibration, soft overlap, distances between
 * distributions, scores of the volume, and the largest mean Dice to the raters that any mask reaches
 * (docs/methods/uncertainty.md).
 *
 * @param study folders, or the path of a study manifest, whose models are samples, or maps where their `kind` says so.
 * @throws UsageError for fewer than two raters, or an id given twice; InputError for a manifest or folder that cannot be
 * read or shares no case with the others. Faults of single files are in `failures`.
 */
export async function uncertainty(
  study: UncertaintyInputs | string,
  options: UncertaintyOptions = {},
): Promise<UncertaintyReport> {
  checkOptions(options, uncertaintyOptionKeys);
  const started = performance.now();
  const { region = defaultRegion } = options;
  const regionMm = regionMmOf(region);
  const sets = await loadSets(study, options);
  const directory = await openRun(options, "uncertainty", null);
  try {
    const isHashed = options.out !== undefined;
    const run = {
      sets,
      regionMm,
      vocabulary: new RunVocabulary(),
      identical: new IdenticalMasks(),
      isHashed,
    };
    const { done, failures } = await eachCase(run, options);
    const report = reportOf(study, run, region, done, failures);
    if (directory === null) return report;
    const inputs = [...sets.inputs, ...done.flatMap((one) => one.inputs)];
    return { ...report, files: await writeUncertainty(directory, report, inputs, started) };
  } finally {
    await directory?.close();
  }
}

function reportOf(
  study: UncertaintyInputs | string,
  { sets, identical }: UncertaintyRun,
  region: string,
  done: readonly CaseUncertainty[],
  failures: readonly CaseFailure[],
): UncertaintyReport {
  const predictions = sets.sources.map(({ id, kind }): UncertaintySource => {
    const counts = done.flatMap(({ samples }) => samples.get(id) ?? []);
    return { id, kind, samples: counts.length > 0 ? Math.max(...counts) : null };
  });
  const rows = done.flatMap((one) => one.rows);
  return {
    settings: { labels: sets.plan.settings.labels, region },
    study,
    raters: sets.raters.map(({ id }) => id),
    predictions,
    cases: done.map(({ case: id, raters }) => ({ case: id, raters })),
    rows,
    summary: summariseUncertainty(rows),
    reliability: pooledBins(done.flatMap(({ calibration }) => calibration)),
    energy: done.flatMap(({ energy }) => energy),
    notes: [
      ...sets.notes,
      ...labelNotes(sets, done),
      ...identical.notes(),
      ...fileNotes(done),
      ...softNotes(done, predictions),
    ],
    failures,
  };
}

async function eachCase(
  run: UncertaintyRun,
  { signal, onProgress }: UncertaintyOptions,
): Promise<{ readonly done: readonly CaseUncertainty[]; readonly failures: readonly CaseFailure[] }> {
  const { sets } = run;
  const done: CaseUncertainty[] = [];
  const failures: CaseFailure[] = [];
  for (const id of sets.cases) {
    signal?.throwIfAborted();
    try {
      done.push(await caseUncertainty(id, run));
    } catch (error) {
      if (!(error instanceof PgtError) || error instanceof OutputError) throw error;
      failures.push({ case: id, comparison: "uncertainty", code: error.code, message: error.message });
    }
    onProgress?.({ done: done.length + failures.length, total: sets.cases.length, case: id });
  }
  return { done, failures };
}

function fileNotes(done: readonly CaseUncertainty[]) {
  const repeated = new RepeatedNotes();
  for (const { case: id, notes } of done) repeated.add(id, notes);
  return [...repeated].map(({ note, cases }) => ({ ...note, case: cases[0], others: cases.length - 1 }));
}

/** @throws InputError E_LABELS if no label asked for is in any rater's mask. */
function labelNotes({ plan, raters, sources }: LoadedSets, done: readonly CaseUncertainty[]): Note[] {
  if (done.length === 0) return [];
  const all = (of: "found" | "present") => new Set(done.flatMap(({ used }) => [...used[of]]));
  const models = sources.filter(({ kind }) => kind === "samples").map(({ id }) => id);
  const makers = { raters: raters.map(({ id }) => id), models };
  const masks = done.flatMap(({ marked }) => marked);
  return [
    ...absentNotes(plan, all("found"), all("present")),
    ...labelUseWarnings({ masks, ...makers }, mapInManifest),
  ];
}
