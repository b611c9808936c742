import { fixed, listed, percent, type VotePattern } from "@pgt/metrics";
import { mean } from "../inference/descriptive.ts";
import type { Warning } from "../interval/warnings/warning.ts";
import type { MethodChoice } from "./consensus-methods.ts";
import type { ConsensusVotes, LabelEstimate } from "./consensus-types.ts";

/** Share of the region below which background rules STAPLE's specificities. */
const LEAST_SHARE = 0.02;
const FEW_VOXELS = 50;
/** Least difference of mean Dice within and between two camps of raters. */
const CAMP_GAP = 0.15;

type Found = Pick<Warning, "code" | "message">;

/** Pathologies of a method on one case (docs/methods/consensus.md). */
export function methodWarnings(
  votes: ConsensusVotes,
  method: MethodChoice,
  estimates: readonly LabelEstimate[],
): Warning[] {
  const isStaple = method.id.startsWith("staple");
  const raters = votes.weights.length;
  const perLabel = votes.labels.flatMap((label) => {
    const sizes = sizesOf(votes.patterns, label);
    const estimate = estimates.find((one) => one.label === label);
    const found: (Found | false)[] = [
      isStaple && mean(sizes) < FEW_VOXELS && smallForStaple(mean(sizes)),
      isStaple && estimate !== undefined && backgroundRules(estimate),
      ...(method.id === "sba" && sizes.includes(0) ? [removedByOne] : []),
      method.id === "expected-dice" && emptyIsBest(votes, label, estimate),
    ];
    return found.flatMap((one) => (one ? { ...one, label, metric: null } : []));
  });
  const unsettled = estimates.filter(({ converged }) => converged === false);
  const ofAll = [
    ...(isStaple && raters === 2 ? [twoRaters] : []),
    ...(unsettled.length > 0 ? [notSettled] : []),
  ].map((one) => ({ ...one, label: null, metric: null }));
  return [...ofAll, ...perLabel];
}

/** Raters that are no independent witnesses, or that fall into two camps. */
export function raterWarnings(votes: ConsensusVotes, ids: readonly string[], hasGroups: boolean): Warning[] {
  const { patterns, labels } = votes;
  if (ids.length < 3) return [];
  return labels.flatMap((label) => {
    const dice = pairDice(patterns, label);
    const found: (Found | null)[] = [hasGroups ? null : alike(dice, ids), twoCamps(dice, ids)];
    return found.flatMap((one) => (one ? { ...one, label, metric: null } : []));
  });
}

const twoRaters: Found = {
  code: "W-TWORATERS",
  message: "STAPLE cannot tell which of two raters is better: the prior decides. Take sba, or a third rater.",
};

const notSettled: Found = {
  code: "W-UNSETTLED",
  message: "the estimate still changed after 10000 rounds. Compare it with majority before using it.",
};

const removedByOne: Found = {
  code: "W-EMPTY",
  message:
    "a rater left the structure out and counts as infinitely far, so that the averaged shape is empty. Take median-sdf, or leave that rater out.",
};

function smallForStaple(voxels: number): Found {
  return {
    code: "W-SMALLSTRUCT",
    message: `raters mark ${fixed(voxels, 0)} voxels on average: sensitivities rest on few voxels. Take majority or median-sdf.`,
  };
}

function backgroundRules({ prior, regionVoxels }: LabelEstimate): Found | false {
  if (typeof prior !== "number" || !(prior < LEAST_SHARE) || !regionVoxels) return false;
  return {
    code: "W-BACKGROUND",
    message: `the structure is ${percent(prior, 2)} of the region: specificities go to 1 and the result towards the union. Take --region union@5mm.`,
  };
}

function emptyIsBest(
  { patterns }: ConsensusVotes,
  label: number,
  estimate: LabelEstimate | undefined,
): Found | false {
  const sizes = sizesOf(patterns, label);
  const empty = sizes.filter((size) => size === 0).length;
  if (empty === 0 || !estimate || Math.abs((estimate.expectedDice ?? 0) - empty / sizes.length) > 1e-12)
    return false;
  return {
    code: "W-EMPTY",
    message: `${empty} of ${sizes.length} raters left the structure out, so that the empty mask has the highest expected Dice. Decide first whether the structure is there.`,
  };
}

function alike(dice: readonly (readonly number[])[], ids: readonly string[]): Found | null {
  const pairs = ids.flatMap((_, a) => ids.slice(a + 1).map((__, at) => [a, a + 1 + at] as const));
  const found = pairs.find(([a, b]) => {
    const others = pairs.filter((pair) => pair[0] !== a || pair[1] !== b).map(([c, d]) => dice[c][d]);
    return dice[a][b] > 0.98 && 1 - dice[a][b] < 0.2 * (1 - mean(others));
  });
  if (!found) return null;
  const [a, b] = found.map((k) => ids[k]);
  return {
    code: "W-DEPENDENT",
    message: `${a} and ${b} agree far more with each other than with the others: they may be one witness with two votes. Put them into one group (--groups).`,
  };
}

/** Two camps of two raters and more that agree inside and not with each other. */
function twoCamps(dice: readonly (readonly number[])[], ids: readonly string[]): Found | null {
  const raters = ids.length;
  if (raters < 4 || raters > 12) return null;
  let best: { readonly gap: number; readonly camp: readonly number[] } | null = null;
  for (let mask = 1; mask < 2 ** (raters - 1); mask++) {
    const camp = ids.flatMap((_, k) => ((mask >> k) & 1 ? k : []));
    if (camp.length < 2 || raters - camp.length < 2) continue;
    const inside: number[] = [];
    const between: number[] = [];
    for (let a = 0; a < raters; a++) {
      for (let b = a + 1; b < raters; b++) {
        (camp.includes(a) === camp.includes(b) ? inside : between).push(dice[a][b]);
      }
    }
    const gap = Math.min(...inside) - Math.max(...between);
    if (gap > (best?.gap ?? CAMP_GAP)) best = { gap, camp };
  }
  if (!best) return null;
  const { camp } = best;
  const names = (isIn: boolean) => listed(ids.filter((_, k) => camp.includes(k) === isIn));
  return {
    code: "W-BIMODAL",
    message: `raters fall into two camps (${names(true)}; ${names(false)}): an average is a border that nobody drew. Settle the definition, or fuse each camp alone.`,
  };
}

function sizesOf(patterns: readonly VotePattern[], label: number): number[] {
  return patterns[0].ratings.map((_, k) =>
    patterns.reduce((sum, { ratings, voxels }) => sum + (ratings[k] === label ? voxels : 0), 0),
  );
}

/** Dice of each pair of raters; 1 for two that left the structure out. */
function pairDice(patterns: readonly VotePattern[], label: number): number[][] {
  const sizes = sizesOf(patterns, label);
  return sizes.map((a, k) =>
    sizes.map((b, l) => {
      const shared = patterns.reduce(
        (sum, { ratings, voxels }) => sum + (ratings[k] === label && ratings[l] === label ? voxels : 0),
        0,
      );
      return a + b === 0 ? 1 : (2 * shared) / (a + b);
    }),
  );
}

/** Tells if some voxel has the same label by two raters. */
export function overlapSomewhere({ patterns }: Pick<ConsensusVotes, "patterns">): boolean {
  return patterns.some(({ ratings }) => {
    const marked = ratings.filter((label) => label !== 0);
    return new Set(marked).size < marked.length;
  });
}
