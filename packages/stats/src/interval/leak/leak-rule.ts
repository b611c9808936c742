import { mean, sampleSd } from "../../inference/descriptive.ts";
import { tTwoSidedP } from "../../inference/distributions.ts";
import { holm } from "../../inference/holm.ts";

/** A model and the two annotations of one rater, in one case; r1 is the annotation that the model is judged on. */
export interface LeakCase {
  /** Jaccard distances: model to r1; model to r2, null where they were not compared; r1 to r2. */
  readonly toFirst: number;
  readonly toRepeat: number | null;
  readonly betweenRepeats: number;
  /** (V1 - V2) / (V1 + V2); null where the volumes are not known. */
  readonly drift: number | null;
}

/** Tests of one model against one rater's two annotations of one label. */
export interface LeakTests {
  /** Cases with the distances of the model to r1 and of r1 to r2. */
  readonly n: number;
  /** One-sided p of the model being closer to r1 than half the distance between r1 and r2. */
  readonly pHalf: number;
  /** One-sided p of the model being closer to r1 than to r2. Null: not compared with r2, volumes not known, or the sessions differ in size. */
  readonly pFirst: number | null;
}

/** Of the two findings, `half` needs no assumption on how the sessions differ. */
export type LeakFinding = "half" | "first";

/** Share of honest models that each of the two tests may call suspect. */
export const leakTail = 0.025;
const driftLevel = 0.05;

/**
 * Tests for a model that knows the very annotations it is judged on (docs/methods/placing-models.md, this project's
 * derivation). The Jaccard distance is a metric, so the mean distance of any model without access to r1 is at least half
 * of that between r1 and an exchangeable r2; and it is as far from r1 as from r2, unless the sessions drifted. Null for
 * fewer than two cases.
 */
export function leakTests(cases: readonly LeakCase[]): LeakTests | null {
  if (cases.length < 2) return null;
  const drifts = cases.flatMap(({ drift }) => drift ?? []);
  const isSteady = drifts.length === cases.length && twoSidedP(drifts) >= driftLevel;
  const closer = cases.flatMap(({ toFirst, toRepeat }) => (toRepeat === null ? [] : [toFirst - toRepeat]));
  return {
    n: cases.length,
    pHalf: pBelowZero(cases.map(({ toFirst, betweenRepeats }) => toFirst - betweenRepeats / 2)),
    pFirst: isSteady && closer.length === cases.length ? pBelowZero(closer) : null,
  };
}

/** Findings of a family of tests of one model, each of the two kinds adjusted by Holm over the family. */
export function leakFindings(family: readonly LeakTests[]): (LeakFinding | null)[] {
  const half = holm(family.map(({ pHalf }) => pHalf));
  const first = holm(family.map(({ pFirst }) => pFirst ?? 1));
  return family.map((_, i) => {
    if (half[i].pAdjusted < leakTail) return "half";
    return first[i].pAdjusted < leakTail ? "first" : null;
  });
}

/** Jaccard distance of two masks with this overlap (Dice). */
export function jaccardDistance(dice: number): number {
  return (2 * (1 - dice)) / (2 - dice);
}

function twoSidedP(values: readonly number[]): number {
  const [centre, sd] = [mean(values), sampleSd(values)];
  if (!(sd > 0)) return centre === 0 ? 1 : 0;
  return tTwoSidedP((centre / sd) * Math.sqrt(values.length), values.length - 1);
}

/** p of a paired t test against means of 0 or more. */
function pBelowZero(values: readonly number[]): number {
  const p = twoSidedP(values);
  return mean(values) < 0 ? p / 2 : 1 - p / 2;
}
