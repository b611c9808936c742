import { inIsotonicOrder } from "./isotonic.ts";
import { steadyDifference, type WorthColumn } from "./worth-column.ts";

/** Two versions of one column that differ in quality. */
export interface QualityPair {
  /** Place of its column, the unit that is resampled. */
  readonly column: number;
  readonly better: string;
  readonly worse: string;
  /** Quality of `better` less that of `worse`: above 0. */
  readonly gap: number;
  /** Downstream score of `better` less that of `worse`. */
  readonly gain: number;
}

/** All pairs inside columns, in ascending order of gap; pairs of equal quality say nothing and are left out. */
export function qualityPairs(columns: readonly WorthColumn[]): QualityPair[] {
  const pairs = columns.flatMap(({ points }, column) =>
    points.flatMap((one, at) =>
      points.slice(at + 1).flatMap((other): QualityPair[] => {
        const gap = steadyDifference(one.quality, other.quality);
        if (gap === 0) return [];
        const [better, worse] = gap > 0 ? [one, other] : [other, one];
        const gain = steadyDifference(better.downstream, worse.downstream);
        return [{ column, better: better.version, worse: worse.version, gap: Math.abs(gap), gain }];
      }),
    ),
  );
  return pairs.sort((a, b) => a.gap - b.gap || a.gain - b.gain);
}

/** 1 if the better labels gave the better model, 1/2 if the scores are equal, else 0. */
export function outcome({ gain }: QualityPair): number {
  return gain > 0 ? 1 : gain === 0 ? 0.5 : 0;
}

/** Pairs as points (gap, outcome) or (gap, gain), ordered for isotonic regression. */
export function pairPoints(pairs: readonly QualityPair[], yOf: (pair: QualityPair) => number) {
  return inIsotonicOrder(pairs.map((pair) => ({ ...pair, x: pair.gap, y: yOf(pair) })));
}
