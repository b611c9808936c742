import { checkOptions, InputError } from "@pgt/metrics";
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
import { CaseLoop, raterCases } from "../consensus/case-loop.ts";
import type { CaseVotes } from "../consensus/case-votes.ts";
import type { ConsensusStudy } from "../consensus/consensus-types.ts";
import { decidedLabels } from "../consensus/decided-labels.ts";
import { votesOfCase } from "../consensus/fuse-case.ts";
import { loadRaters } from "../consensus/load-raters.ts";
import { folderNames } from "../folder-names.ts";
import { openRun } from "../open-run.ts";
import { defaultRegion, regionMmOf } from "../region.ts";
import { borderAnswers } from "./border-answers.ts";
import { noiseDocument, noiseTables } from "./noise-document.ts";
import { type NoiseOptions, type NoiseReport, type NoiseSettings, noiseOptionKeys } from "./noise-types.ts";
import { PooledPatterns } from "./pooled-patterns.ts";
import { writeSoftLabels } from "./soft-labels.ts";

/** Distance from a border up to which answers are looked at where the region is the whole image. */
const defaultReachMm = 5;
/** Labels of a matrix, background among them. */
const labelsAtMost = 512;

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
  const sets = raterCases(loaded);
  const directory = await openRun(options, "noise", null);
  try {
    const settings: NoiseSettings = {
      region,
      reachMm: regionMm || defaultReachMm,
      labels: Array.isArray(labels) ? (labels as readonly number[]) : null,
    };
    const loop = new CaseLoop(loaded, sets, "noise", options);
    const fileNames = folderNames(sets.cases.map(({ id }) => id));
    const run = new NoiseRun(settings, regionMm, sets.makers, fileNames, options, loop.files);
    await loop.each(settings.reachMm, (...one) => run.add(...one));
    const report = { study, settings, ...run.results(), ...loop.findings() };
    return await loop.write<NoiseReport>(directory, report, noiseTables, noiseDocument);
  } finally {
    await directory?.close();
  }
}

/** @throws InputError; matrices of all pairs of more labels, for each rater and case, are beyond memory and use. */
function tooManyLabels(found: number): InputError {
  const message = `expected at most ${labelsAtMost - 1} labels, which make a transition matrix, found ${found}: is one of them an image? Name the labels to look at (--labels)`;
  return new InputError("E_LABELS", "masks", message);
}

/** Cases looked at so far. */
class NoiseRun {
  private readonly counts: AnswerCounts[] = [];
  private readonly answers: BorderAnswers[] = [];
  private readonly together = new PooledPatterns();
  private readonly names = new Map<number, string>([[0, "background"]]);
  private done = 0;
  private complete = 0;
  private unsettled = 0;

  constructor(
    private readonly settings: NoiseSettings,
    private readonly regionMm: number | null,
    private readonly raters: readonly string[],
    private readonly fileNames: ReadonlyMap<string, string>,
    private readonly options: NoiseOptions,
    private readonly files: string[],
  ) {}

  async add(id: string, read: CaseVotes, raters: readonly string[]): Promise<boolean> {
    const place = { case: id, raters };
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
    if (labels.length > labelsAtMost) throw tooManyLabels(votes.labels.length);
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
    this.done++;
    return overlapSomewhere(votes);
  }

  results(): Omit<NoiseReport, "study" | "settings" | "notes" | "failures"> {
    const labels = [...this.names.keys()].sort((a, b) => Number(a !== 0) - Number(b !== 0) || a - b);
    return {
      labels: labels.map((label) => ({ label, name: this.names.get(label)! })),
      transitions: transitionMatrices(this.counts),
      truthFree: this.truthFree(labels),
      twoRaters: this.twoRaters(labels),
      flips: flipProbabilities(this.answers),
      cases: this.done,
      warnings: this.warnings(),
    };
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
