import type { VotePattern } from "@pgt/metrics";
import { type BinaryVotes, binaryVotes } from "./binary-votes.ts";
import type { MethodChoice } from "./consensus-methods.ts";
import type { ConsensusVotes, LabelEstimate, PatternDecision, TieRule } from "./consensus-types.ts";
import { maxExpectedDice } from "./expected-dice.ts";
import { majority, thresholded, votesOf, weightSlack } from "./majority.ts";
import { simple, simpleOfBratsToolkit } from "./simple.ts";
import { staple } from "./staple.ts";
import { stapleMultiLabel } from "./staple-multilabel.ts";

export interface FuseOptions {
  readonly tie: TieRule;
  /** The label that says so, which no rater uses. */
  readonly undecided: number;
  /** Prior of binary STAPLE; by default the mean share of votes. */
  readonly staplePrior?: number;
}

/** Decides every pattern of votes by a method. */
export function fusePatterns(
  votes: ConsensusVotes,
  method: MethodChoice,
  options: FuseOptions,
): PatternDecision {
  const { id, least = 1 } = method;
  switch (id) {
    case "majority":
      return majority(votes, options.tie, options.undecided);
    case "intersection":
      return thresholded(votes, (sum, all) => sum >= all - weightSlack);
    case "union":
      return thresholded(votes, (sum) => sum > 0);
    case "at-least:N":
      return thresholded(votes, (sum) => sum >= least - weightSlack);
    case "staple":
    case "staple-itk":
      return stapleOfEach(votes, id === "staple", options.staplePrior);
    case "staple-multilabel":
    case "staple-multilabel-itk":
      return stapleOfAll(votes, id === "staple-multilabel", options);
    case "simple":
    case "simple-btk":
      return simpleOfEach(votes, id === "simple");
    case "sba":
    case "median-sdf":
      return bySignedDistance(votes, id === "sba" ? "mean" : "median");
    case "expected-dice":
      return expectedDiceOfEach(votes);
  }
}

/** Label of the largest support among those that claim a pattern; 0 if none does. */
function strongest(claims: readonly { readonly label: number; readonly support: number }[]): number {
  let best = { label: 0, support: -Infinity };
  for (const claim of claims) if (claim.support > best.support + weightSlack) best = claim;
  return best.label;
}

function eachLabel<T>(votes: ConsensusVotes, of: (binary: BinaryVotes, label: number) => T) {
  return votes.labels.map((label) => {
    const binary = binaryVotes(votes.patterns, label, votes.regionVoxels(label));
    return { label, binary, result: of(binary, label) };
  });
}

function stapleOfEach(votes: ConsensusVotes, guarded: boolean, prior: number | undefined): PatternDecision {
  const { weights } = votes;
  const results = eachLabel(votes, (binary) =>
    staple(binary, { guarded, weights, ...(prior !== undefined && { prior }) }),
  );
  return {
    labels: votes.patterns.map((_, pattern) =>
      pattern === 0
        ? 0
        : strongest(
            results.flatMap(({ label, binary, result }) => {
              const support = result.probability[binary.of[pattern]];
              return support >= 0.5 - 1e-12 ? { label, support } : [];
            }),
          ),
    ),
    estimates: results.map(({ label, binary, result }): LabelEstimate => {
      const { sensitivity, specificity, steps, converged } = result;
      const regionVoxels = binary.patterns.reduce((sum, { voxels }) => sum + voxels, 0);
      return {
        label,
        sensitivity,
        specificity,
        prior: result.prior,
        iterations: steps,
        converged,
        regionVoxels,
      };
    }),
  };
}

/** The patterns, with the voxels of the region that nobody marked in place of all of the image. */
export function patternsOfRegion({ patterns, regionVoxels }: ConsensusVotes): VotePattern[] {
  const marked = patterns.slice(1).reduce((sum, { voxels }) => sum + voxels, 0);
  return patterns.map((one, at) =>
    at === 0 ? { ...one, voxels: Math.max(0, regionVoxels(null) - marked) } : one,
  );
}

function stapleOfAll(
  votes: ConsensusVotes,
  guarded: boolean,
  { tie, undecided }: FuseOptions,
): PatternDecision {
  const { patterns, labels, weights } = votes;
  const regionVoxels = votes.regionVoxels(null);
  const result = stapleMultiLabel(patternsOfRegion(votes), [0, ...labels], weights);
  const contested = new Map<number, readonly number[]>();
  const tied = guarded ? undecided : Math.max(...labels) + 1;
  const decided = patterns.map(({ ratings }, pattern) => {
    const leaders = result.leaders[pattern];
    if (pattern === 0) return 0;
    if (leaders.length === 1) return leaders[0];
    if (!guarded) return leaders.length === 0 ? 0 : tied;
    const candidates = leaders.length > 0 ? leaders : [...new Set(ratings)].sort((a, b) => a - b);
    if (tie === "sdf") contested.set(pattern, candidates);
    return tie === "lowest" ? candidates[0] : tie === "undecided" ? undecided : 0;
  });
  const { confusion, prior, steps, converged } = result;
  return {
    labels: decided,
    contested,
    estimates: [{ label: null, confusion, prior, iterations: steps, converged, regionVoxels }],
  };
}

function simpleOfEach(votes: ConsensusVotes, isOriginal: boolean): PatternDecision {
  const { weights } = votes;
  const results = eachLabel(votes, (binary) =>
    isOriginal ? simple(binary, weights) : simpleOfBratsToolkit(binary),
  );
  return {
    labels: votes.patterns.map(({ ratings }, pattern) => {
      const claims = results.filter(({ binary, result }) => result.isInside[binary.of[pattern]]);
      if (!isOriginal) return claims.at(-1)?.label ?? 0;
      const sums = votesOf(ratings, weights);
      return strongest(claims.map(({ label }) => ({ label, support: sums.get(label) ?? 0 })));
    }),
    estimates: results.map(({ label, result }) => ({
      label,
      dropped: result.dropped,
      iterations: result.rounds,
    })),
  };
}

/** Where all raters agree, no distance can say otherwise. A single structure is not compared with background. */
function bySignedDistance(votes: ConsensusVotes, distance: "mean" | "median"): PatternDecision {
  const candidates = votes.labels.length === 1 ? votes.labels : [0, ...votes.labels];
  const contested = new Map<number, readonly number[]>();
  const labels = votes.patterns.map(({ ratings }, pattern) => {
    const isAgreed = ratings.every((label) => label === ratings[0]);
    if (!isAgreed) contested.set(pattern, candidates);
    return isAgreed ? ratings[0] : 0;
  });
  return { labels, contested, distance };
}

function expectedDiceOfEach(votes: ConsensusVotes): PatternDecision {
  const { patterns, weights } = votes;
  const results = eachLabel(votes, (binary) => maxExpectedDice(binary, weights));
  const whole = ({ binary, result }: (typeof results)[number], pattern: number) => {
    const place = binary.of[pattern];
    return place > 0 && result.taken[place] === binary.patterns[place].voxels && result.taken[place] > 0;
  };
  const partial = results.flatMap(({ label, binary, result }) =>
    result.taken.flatMap((voxels, place) => {
      if (voxels === 0 || voxels === binary.patterns[place].voxels) return [];
      const members = binary.of.flatMap((one, pattern) => (one === place ? pattern : []));
      return { label, patterns: members, voxels };
    }),
  );
  return {
    labels: patterns.map(({ ratings }, pattern) => {
      const sums = votesOf(ratings, weights);
      const claims = results.filter((one) => whole(one, pattern));
      return strongest(claims.map(({ label }) => ({ label, support: sums.get(label) ?? 0 })));
    }),
    ...(partial.length > 0 && { partial }),
    estimates: results.map(({ label, result }) => ({ label, expectedDice: result.value })),
  };
}
