import { type Defined, defined, notDefined } from "../agreement/coefficient.ts";
import type { CaseVotes } from "../agreement/voxel-agreement.ts";
import { mean } from "../inference/descriptive.ts";
import { meanInterval } from "../inference/interval.ts";
import type { Interval } from "../inference/interval-options.ts";
import type { MetricTraits } from "../scores/metric-traits.ts";
import { diceCeilings } from "./ceilings.ts";

/** Mean over cases, with its interval. */
export type CeilingMean = Defined & Interval;

/** Dice to the raters that no mask exceeds: a check of the noise model's ceiling that needs no model. */
export interface CeilingAgreement {
  readonly label: number;
  readonly name: string;
  /** Largest mean Dice to the raters of a case that any mask has. */
  readonly expected: CeilingMean;
  /** Dice of a rater who was left out to the mask that is best for the others. */
  readonly leaveOneOut: CeilingMean;
  /** Cases of three raters or more in which one marked the structure, and cases in all. */
  readonly n: number;
  readonly cases: number;
}

/** Tells if these ceilings are of a metric: of Dice. */
export function hasCeilings({ definition }: MetricTraits): boolean {
  return definition.displacement === "loss-of-mean";
}

/** What the two ceilings are, for the foot of a table. */
export const ceilingMeaning =
  "without a model: Dice to a rater who was left out of the mask that is best for the others, and the largest mean Dice to the raters that any mask has";

/** Fewest raters of a case: with two, the best mask is that of one of them, or what they share. */
const fewestRaters = 3;

/** Ceilings by structure, over the cases in which some rater marked it. */
export function ceilingAgreement(votes: readonly CaseVotes[]): CeilingAgreement[] {
  const labels = new Map(
    votes.flatMap(({ label, name }) => (label === null ? [] : [[label, name] as const])),
  );
  return [...labels].map(([label, name]) => {
    const own = votes.filter((one) => one.label === label);
    const found = own.flatMap((one) => ceilingsOf(one) ?? []);
    return {
      ...{ label, name, n: found.length, cases: own.length },
      expected: meanOf(found.map(({ expected }) => expected)),
      leaveOneOut: meanOf(found.map(({ leaveOneOut }) => leaveOneOut)),
    };
  });
}

function ceilingsOf({ patterns }: CaseVotes) {
  const read = patterns.map(({ ratings, voxels }) => ({
    marks: ratings.filter((rating) => rating !== null).map((rating) => rating !== 0),
    voxels,
  }));
  const marked = read.filter(({ marks }) => marks.includes(true));
  const raters = read[0]?.marks.length ?? 0;
  return raters < fewestRaters || marked.length === 0 ? null : diceCeilings(marked, raters);
}

function meanOf(values: readonly number[]): CeilingMean {
  const interval = meanInterval(values, [0, 1], { method: "bca" });
  return values.length === 0
    ? { ...notDefined("TOO_FEW_CASES"), ...interval }
    : { ...defined(mean(values)), ...interval };
}
