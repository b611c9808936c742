import type { Ceilings } from "@pgt/metrics";
import { maxExpectedDice } from "../consensus/expected-dice.ts";
import { mean } from "../inference/descriptive.ts";

/** Voxels that exactly these raters mark. */
export interface MarkPattern {
  readonly marks: readonly boolean[];
  readonly voxels: number;
}

/**
 * Mean Dice to the raters of a case that no mask exceeds, and the Dice of a rater who was left out to the mask that is
 * best for the others, averaged.
 *
 * @param patterns in which somebody marks the voxels.
 */
export function diceCeilings(patterns: readonly MarkPattern[], raters: number): Ceilings {
  const leftOut = Array.from({ length: raters }, (_, rater) => leftOutDice(patterns, raters, rater));
  return {
    expected: bestMask(patterns, raters).value,
    leaveOneOut: raters > 1 ? mean(leftOut) : Number.NaN,
  };
}

function bestMask(patterns: readonly MarkPattern[], raters: number) {
  const nobody = { marks: new Array<boolean>(raters).fill(false), voxels: 0 };
  const votes = { patterns: [nobody, ...patterns], of: [], raters };
  return maxExpectedDice(votes, new Array<number>(raters).fill(1));
}

/** Where the best mask takes a part of a pattern's voxels, it takes the same share of those the left-out rater marks. */
function leftOutDice(patterns: readonly MarkPattern[], raters: number, rater: number): number {
  const byOthers = new Map<string, MarkPattern & { voxels: number; shared: number }>();
  let size = 0;
  for (const { marks, voxels } of patterns) {
    const others = marks.filter((_, at) => at !== rater);
    const shared = marks[rater] ? voxels : 0;
    size += shared;
    if (!others.includes(true)) continue;
    const key = others.join();
    const known = byOthers.get(key);
    if (!known) byOthers.set(key, { marks: others, voxels, shared });
    else {
      known.voxels += voxels;
      known.shared += shared;
    }
  }
  const merged = [...byOthers.values()];
  const { taken, voxels } = bestMask(merged, raters - 1);
  const both = merged.reduce((sum, one, at) => sum + (taken[at + 1] * one.shared) / one.voxels, 0);
  return size + voxels === 0 ? 1 : (2 * both) / (size + voxels);
}
