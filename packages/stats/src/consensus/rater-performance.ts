import { bootstrapCases } from "../agreement/case-bootstrap.ts";
import type { Interval } from "../inference/interval-options.ts";

/** Voxels of two masks: in both, in either alone, in neither. */
export interface TwoMasks {
  readonly both: number;
  readonly raterOnly: number;
  readonly otherOnly: number;
  readonly neither: number;
}

/** A rater's mask of a structure in one case. */
export interface RaterCase {
  readonly case: string;
  readonly rater: string;
  readonly label: number;
  readonly name: string;
  /** Against the consensus that the rater is part of. */
  readonly counts: TwoMasks;
  /** Against the majority of the others; a voxel on which they are split counts half to each side. */
  readonly leftOut: TwoMasks;
  /** Distances of the rater's border from that of the consensus, outside positive; null where one of them is empty. */
  readonly deviation: { readonly n: number; readonly sumMm: number; readonly squaresMm2: number } | null;
}

/** Values of a rater's performance, each null where it is not defined. */
export interface RaterValues {
  readonly sens: number | null;
  readonly spec: number | null;
  readonly ppv: number | null;
  /** Cohen's kappa with the majority of the others. */
  readonly kappa: number | null;
  readonly biasMm: number | null;
  readonly sdMm: number | null;
}

export type RaterStatistic = keyof RaterValues;

const noValues: RaterValues = { sens: null, spec: null, ppv: null, kappa: null, biasMm: null, sdMm: null };
export const raterStatistics = Object.keys(noValues) as readonly RaterStatistic[];

/** A rater's performance on a structure, all cases pooled, with 95 % intervals over cases. */
export interface RaterPerformance extends RaterValues {
  readonly rater: string;
  readonly label: number;
  readonly name: string;
  /** Cases in which somebody marked the structure. */
  readonly cases: number;
  readonly intervals: Readonly<Record<RaterStatistic, Interval>>;
}

/** Values of one case, or of several pooled. */
export function raterValues(
  cases: readonly RaterCase[],
  weights: ArrayLike<number> = cases.map(() => 1),
): RaterValues {
  const counts = pooled(cases, weights, ({ counts }) => counts);
  const leftOut = pooled(cases, weights, (one) => one.leftOut);
  const sum = (of: (deviation: NonNullable<RaterCase["deviation"]>) => number) =>
    cases.reduce((all, { deviation }, at) => all + (deviation ? weights[at] * of(deviation) : 0), 0);
  const n = sum((deviation) => deviation.n);
  const biasMm = ratio(
    sum(({ sumMm }) => sumMm),
    n,
  );
  const square = ratio(
    sum(({ squaresMm2 }) => squaresMm2),
    n,
  );
  return {
    sens: ratio(counts.both, counts.both + counts.otherOnly),
    spec: ratio(counts.neither, counts.neither + counts.raterOnly),
    ppv: ratio(counts.both, counts.both + counts.raterOnly),
    kappa: kappaOf(leftOut),
    biasMm,
    sdMm: biasMm === null || square === null ? null : Math.sqrt(Math.max(0, square - biasMm ** 2)),
  };
}

/** One entry for each rater and label, in order of first appearance. */
export function raterPerformance(cases: readonly RaterCase[]): RaterPerformance[] {
  const groups = new Map<string, RaterCase[]>();
  for (const one of cases) {
    const key = JSON.stringify([one.rater, one.label]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].map((group) => {
    const ordered = [...group].sort((a, b) => (a.case < b.case ? -1 : 1));
    const [{ rater, label, name }] = ordered;
    const ends = bootstrapCases(ordered.length, (weights) => raterValues(ordered, weights));
    const intervals = Object.fromEntries(
      raterStatistics.map((statistic) => {
        const { low, high } = ends[statistic];
        return [statistic, { low, high }];
      }),
    ) as Record<RaterStatistic, Interval>;
    return { rater, label, name, ...raterValues(ordered), cases: ordered.length, intervals };
  });
}

function pooled(
  cases: readonly RaterCase[],
  weights: ArrayLike<number>,
  of: (one: RaterCase) => TwoMasks,
): TwoMasks {
  const sum = (field: keyof TwoMasks) =>
    cases.reduce((all, one, at) => all + weights[at] * of(one)[field], 0);
  return {
    both: sum("both"),
    raterOnly: sum("raterOnly"),
    otherOnly: sum("otherOnly"),
    neither: sum("neither"),
  };
}

function kappaOf({ both, raterOnly, otherOnly, neither }: TwoMasks): number | null {
  const all = both + raterOnly + otherOnly + neither;
  if (all === 0) return null;
  const observed = (both + neither) / all;
  const [a, b] = [(both + raterOnly) / all, (both + otherOnly) / all];
  const expected = a * b + (1 - a) * (1 - b);
  return ratio(observed - expected, 1 - expected);
}

function ratio(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}
