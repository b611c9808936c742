import { checkOptions, foldNotes, type Note, OutputError, PgtError } from "@pgt/metrics";
import { type InputHash, type RunFolder, secondsSince } from "@pgt/runner";
import {
  type AnswerCounts,
  answerCounts,
  type BorderAnswers,
  flipProbabilities,
  fusePatterns,
  ofStudy,
  overlapSomewhere,
  parseMethod,
  patternsOfRegion,
  stapleMultiLabel,
  transitionMatrices,
  truthFreeNoise,
  twoRaterSolutions,
  type Warning,
} from "@pgt/stats";
import { type CaseFailure, caseGaps } from "@pgt/study";
import { type CaseVotes, readCaseVotes } from "../consensus/case-votes.ts";
import { defaultRegion, regionMmOf } from "../consensus/consensus-settings.ts";
import type { ConsensusStudy } from "../consensus/consensus-types.ts";
import { decidedLabels } from "../consensus/decided-labels.ts";
import { votesOfCase } from "../consensus/fuse-case.ts";
import { casesOfRaters, loadRaters, noOverlap, type RaterMask } from "../consensus/load-raters.ts";
import { jsonText } from "../documents/json-text.ts";
import { tableFiles } from "../documents/table.ts";
import { folderNames } from "../folder-names.ts";
import { comparedSets } from "../interval/compared-sets.ts";
import type { LoadedStudy } from "../interval/loaded-study.ts";
import { openRun } from "../open-run.ts";
import { borderAnswers } from "./border-answers.ts";
import { noiseDocument, noiseTables } from "./noise-document.ts";
import { type NoiseOptions, type NoiseReport, type NoiseSettings, noiseOptionKeys } from "./noise-types.ts";
import { PooledPatterns } from "./pooled-patterns.ts";
import { writeSoftLabels } from "./soft-labels.ts";

/** Distance from a border up to which answers are looked at where the region is the whole image. */
const defaultReachMm = 5;

/**
 * Noise of raters for training code (docs/methods/transition-noise.md): transition matrices against a consensus and
 * without one, and the probability of another answer by distance from the border. First sessions take part.
 *
 * @param study folders, or the path of a study manifest.
 * @throws UsageError for a setting, or fewer than two raters; InputError for a manifest or folder that cannot be read, and
 * E_OVERLAP if no two raters marked the same anywhere. Faults of single cases are in `failures`.
 */
export async function noise(
  study: ConsensusStudy | string,
  options: NoiseOptions = {},
): Promise<NoiseReport> {
  checkOptions(options, noiseOptionKeys);
  const { region = defaultRegion, labels } = options;
  const regionMm = regionMmOf(region);
  const loaded = await loadRaters(study, options, "an estimate of noise");
  const { match, raters, classIds } = comparedSets(loaded);
  const directory = await openRun(options, null);
  try {
    const cases = casesOfRaters(match.cases, raters);
    const settings: NoiseSettings = {
      region,
      reachMm: regionMm || defaultReachMm,
      labels: Array.isArray(labels) ? (labels as readonly number[]) : null,
    };
    const run = new NoiseRun(
      loaded,
      settings,
      regionMm,
      raters.map(({ id }) => id),
      folderNames(cases.map(({ id }) => id)),
      options,
      classIds,
    );
    for (const [done, { id, masks }] of cases.entries()) {
      options.signal?.throwIfAborted();
      await run.add(id, masks);
      options.onProgress?.({ done: done + 1, total: cases.length, case: id });
    }
    return await run.finish(study, caseGaps(match), directory);
  } finally {
    await directory?.close();
  }
}

/** Cases looked at so far. */
class NoiseRun {
  private readonly counts: AnswerCounts[] = [];
  private readonly answers: BorderAnswers[] = [];
  private readonly together = new PooledPatterns();
  private readonly names = new Map<number, string>([[0, "background"]]);
  private readonly notes: Note[] = [];
  private readonly failures: CaseFailure[] = [];
  private readonly files: string[] = [];
  private readonly inputs: (InputHash & { readonly case: string; readonly entity: string })[] = [];
  private readonly started = performance.now();
  private done = 0;
  private overlapping = 0;
  private complete = 0;
  private unsettled = 0;

  constructor(
    private readonly loaded: LoadedStudy,
    private readonly settings: NoiseSettings,
    private readonly regionMm: number | null,
    private readonly raters: readonly string[],
    private readonly fileNames: ReadonlyMap<string, string>,
    private readonly options: NoiseOptions,
    private readonly classIds: ReadonlyMap<string, number>,
  ) {}

  async add(id: string, masks: readonly RaterMask[]): Promise<void> {
    try {
      const read = await readCaseVotes(
        masks.map(({ source }) => source),
        this.loaded.plan,
        this.classIds,
        { marginMm: this.settings.reachMm, isHashed: this.options.out !== undefined },
      );
      const raters = masks.map(({ rater }) => rater);
      read.inputs.forEach((files, k) => {
        this.inputs.push(...files.map((file) => ({ case: id, entity: raters[k], ...file })));
      });
      await this.addVotes({ case: id, raters }, read);
      this.notes.push(...read.notes);
    } catch (error) {
      if (!(error instanceof PgtError) || error instanceof OutputError) throw error;
      this.failures.push({ case: id, comparison: "noise", code: error.code, message: error.message });
    }
  }

  private async addVotes(place: { case: string; raters: readonly string[] }, read: CaseVotes): Promise<void> {
    const { field, names } = read;
    const weights = place.raters.map(() => 1);
    const votes = votesOfCase(read, weights, this.regionMm);
    for (const label of votes.labels) this.names.set(label, names.get(label) ?? String(label));
    // First, since a case whose soft labels are too large fails as a whole.
    const { out, soft } = this.options;
    if (soft && out !== undefined) {
      this.files.push(...(await writeSoftLabels(this.fileNames.get(place.case)!, read, votes, out)));
    }
    const labels = [0, ...votes.labels];
    const patterns = patternsOfRegion(votes);
    const { probability, converged } = stapleMultiLabel(patterns, labels, weights);
    if (!converged) this.unsettled++;
    this.counts.push(...answerCounts(place, patterns, labels, probability));
    const majority = fusePatterns(votes, parseMethod("majority"), { tie: "sdf", undecided: -1 });
    const named = votes.labels.map((label) => ({ label, name: this.names.get(label)! }));
    const consensus = decidedLabels(field, majority, weights);
    this.answers.push(...borderAnswers(place, field, consensus, named, this.settings.reachMm));
    if (place.raters.length === this.raters.length) {
      this.together.add(patterns);
      this.complete++;
    }
    if (overlapSomewhere(votes)) this.overlapping++;
    this.done++;
  }

  async finish(
    study: ConsensusStudy | string,
    gaps: readonly Note[],
    directory: RunFolder | null,
  ): Promise<NoiseReport> {
    if (this.done > 0 && this.overlapping === 0) throw noOverlap(this.loaded);
    const labels = [...this.names.keys()].sort((a, b) => Number(a !== 0) - Number(b !== 0) || a - b);
    const report: NoiseReport = {
      study,
      settings: this.settings,
      labels: labels.map((label) => ({ label, name: this.names.get(label)! })),
      transitions: transitionMatrices(this.counts),
      truthFree: this.truthFree(labels),
      twoRaters: this.twoRaters(labels),
      flips: flipProbabilities(this.answers),
      cases: this.done,
      warnings: this.warnings(),
      notes: [...this.loaded.notes, ...gaps, ...foldNotes(this.notes)],
      failures: this.failures,
    };
    if (!directory) return report;
    const files = [...this.files];
    const written = await directory.write(
      tableFiles(noiseTables, report),
      jsonText({
        ...noiseDocument({ ...report, files }),
        inputs: this.inputs,
        durationSeconds: secondsSince(this.started),
      }),
    );
    return { ...report, files: [...files, ...written] };
  }

  private truthFree(labels: readonly number[]): NoiseReport["truthFree"] {
    if (this.raters.length < 3 || this.complete === 0) return null;
    return { ...truthFreeNoise(this.raters, labels, this.together.patterns), cases: this.complete };
  }

  private twoRaters(labels: readonly number[]): NoiseReport["twoRaters"] {
    if (this.raters.length !== 2 || this.complete === 0) return [];
    return labels.slice(1).map((label) => {
      const voxels = this.together.ofTwo(label);
      return {
        label,
        name: this.names.get(label)!,
        voxels: voxels.both + voxels.either + voxels.neither,
        ...twoRaterSolutions(voxels),
      };
    });
  }

  private warnings(): Warning[] {
    const found: Warning[] = [];
    if (this.raters.length === 2) {
      const message =
        "two raters do not tell who errs: the consensus that the matrices rest on is a matter of its prior, and without a reference a whole set of matrices explains their answers.";
      found.push(ofStudy("W-TWORATERS", message));
    }
    if (this.unsettled > 0) {
      const message = `STAPLE has not come to rest in ${this.unsettled} of ${this.done} cases.`;
      found.push(ofStudy("W-UNSETTLED", message));
    }
    return found;
  }
}
