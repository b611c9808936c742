import type { FieldLabels, VoteField } from "@pgt/engine";
import {
  againstConsensus,
  againstOthers,
  type ConsensusVotes,
  type FusedPattern,
  fusePatterns,
  isDisputedAs,
  type MethodChoice,
  methodWarnings,
  type RaterCase,
  type Warning,
} from "@pgt/stats";
import type { CaseVotes } from "./case-votes.ts";
import type { ConsensusRequest } from "./consensus-settings.ts";
import type { ConsensusEstimate, ConsensusRow } from "./consensus-types.ts";
import { decidedLabels } from "./decided-labels.ts";
import { borderDeviation } from "./rater-deviation.ts";

/** The consensus of a case by one method. */
export interface FusedMask {
  readonly method: MethodChoice;
  readonly labels: FieldLabels;
  readonly rows: readonly ConsensusRow[];
  readonly estimates: readonly ConsensusEstimate[];
  readonly warnings: readonly Warning[];
}

/** The labels, weights and region of a case's votes. */
export function votesOfCase(
  { field, names }: CaseVotes,
  weights: readonly number[],
  regionMm: number | null,
): ConsensusVotes {
  const { patterns } = field;
  const found = new Set(patterns.flatMap(({ ratings }) => ratings));
  const labels = [...new Set([...found, ...names.keys()])]
    .filter((label) => label !== 0)
    .sort((a, b) => a - b);
  const all = patterns.reduce((sum, { voxels }) => sum + voxels, 0);
  const sizes = new Map<number | null, number>();
  const regionVoxels = (label: number | null): number => {
    if (regionMm === null) return all;
    const known = sizes.get(label);
    if (known !== undefined) return known;
    const isMarked = patterns.map(({ ratings }) =>
      ratings.some((one) => (label === null ? one !== 0 : one === label)),
    );
    const voxels = field.voxelsWithin(regionMm, isMarked);
    sizes.set(label, voxels);
    return voxels;
  };
  return { patterns, labels, weights, regionVoxels };
}

/** Fuses a case by one method. */
export function fuseCase(
  id: string,
  { field, names }: CaseVotes,
  votes: ConsensusVotes,
  raters: readonly string[],
  method: MethodChoice,
  { settings }: ConsensusRequest,
): FusedMask {
  const { tie, staplePrior, undecided } = settings;
  const decision = fusePatterns(votes, method, {
    tie,
    undecided: undecided ?? -1,
    ...(staplePrior !== null && { staplePrior }),
  });
  const labels = decidedLabels(field, decision, votes.weights);
  const fused = fusedPatterns(field, labels);
  const ml = field.voxelVolumeMm3 / 1000;
  const rows = votes.labels.map((label): ConsensusRow => {
    const voxels = sum(fused, (one) => one.fused === label);
    return {
      case: id,
      label,
      name: names.get(label) ?? String(label),
      method: method.text,
      voxels,
      volumeMl: voxels * ml,
      dissensusMl: sum(fused, ({ ratings }) => isDisputedAs(ratings, label)) * ml,
      undecided: sum(fused, ({ ratings, fused: one }) => one === undecided && ratings.includes(label)),
    };
  });
  const { estimates = [] } = decision;
  return {
    method,
    labels,
    rows,
    estimates: estimates.map((one) => ({ case: id, method: method.text, raters, ...one })),
    warnings: methodWarnings(votes, method, estimates),
  };
}

function sum(fused: readonly FusedPattern[], isCounted: (one: FusedPattern) => boolean): number {
  return fused.reduce((all, one) => all + (isCounted(one) ? one.voxels : 0), 0);
}

/** Voxels with each pattern of votes and fused label. */
function fusedPatterns(field: VoteField, { ofPattern, voxels, ofVoxel }: FieldLabels): FusedPattern[] {
  const left = field.patterns.map((pattern) => pattern.voxels);
  const single = new Map<string, FusedPattern & { voxels: number }>();
  voxels?.forEach((at, k) => {
    const pattern = field.patternAt(at);
    left[pattern]--;
    const key = `${pattern} ${ofVoxel![k]}`;
    const known = single.get(key);
    if (known) known.voxels++;
    else single.set(key, { ratings: field.patterns[pattern].ratings, fused: ofVoxel![k], voxels: 1 });
  });
  const whole = field.patterns.map(({ ratings }, pattern) => ({
    ratings,
    fused: ofPattern[pattern],
    voxels: left[pattern],
  }));
  return [...whole, ...single.values()];
}

/** Every rater of a case against its consensus, and against the others. A label that nobody marked is left out. */
export function ratersOfCase(
  id: string,
  { field, names }: CaseVotes,
  votes: ConsensusVotes,
  raters: readonly string[],
  { labels }: FusedMask,
): RaterCase[] {
  const fused = fusedPatterns(field, labels);
  const consensus = field.surfacesOf(labels);
  const marked = votes.labels.filter((label) =>
    votes.patterns.some(({ ratings }) => ratings.includes(label)),
  );
  return raters.flatMap((rater, k) => {
    const surfaces = field.surfacesOfRater(k);
    return marked.map((label): RaterCase => {
      const region = votes.regionVoxels(label);
      return {
        case: id,
        rater,
        label,
        name: names.get(label) ?? String(label),
        counts: againstConsensus(fused, k, label, region),
        leftOut: againstOthers(votes.patterns, k, label, votes.weights, region),
        deviation: borderDeviation(surfaces, consensus, label).summary,
      };
    });
  });
}
