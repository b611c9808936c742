import { holm } from "../inference/holm.ts";
import type { OrientedScores } from "./ranking-task.ts";
import {
  type SignedDifferences,
  type SignedRankTest,
  signedDifferences,
  signedRankTest,
} from "./signed-rank-test.ts";

/** Family-wise error of the tests of one ranking. */
export const rankingAlpha = 0.05;

/** Differences up to which the distribution is enumerated in each of many resamples. */
const enumeratedInResamples = 20;

/** One-sided test over the cases that one algorithm is better than another. */
export interface PairwiseTest extends SignedRankTest {
  readonly better: string;
  readonly worse: string;
  /** Holm, over all ordered pairs of the ranking. */
  readonly pAdjusted: number;
  readonly significant: boolean;
}

/** Tests of every ordered pair of algorithms, for any resample of the cases. */
export class PairwiseTests {
  private readonly pairs: readonly (readonly [number, number, SignedDifferences])[];
  constructor(private readonly oriented: OrientedScores) {
    const { scores } = oriented;
    const indices = scores.map((_, index) => index);
    this.pairs = indices.flatMap((first) =>
      indices.flatMap((second) =>
        first === second ? [] : [[first, second, signedDifferences(scores[first], scores[second])] as const],
      ),
    );
  }

  /** Tests in order of `better`, then `worse`. */
  tests(weights: ArrayLike<number>): PairwiseTest[] {
    const { algorithms } = this.oriented;
    const results = this.pairs.map(([, , differences]) => signedRankTest(differences, weights));
    const adjusted = holm(results.map(({ p }) => p));
    return this.pairs.map(([first, second], at) => {
      const { pAdjusted } = adjusted[at];
      return {
        better: algorithms[first],
        worse: algorithms[second],
        ...results[at],
        pAdjusted,
        significant: pAdjusted <= rankingAlpha,
      };
    });
  }

  /** Number of algorithms that each is significantly better than. */
  wins(weights: ArrayLike<number>): number[] {
    const wins = this.oriented.algorithms.map(() => 0);
    const results = this.pairs.map(
      ([, , differences]) => signedRankTest(differences, weights, enumeratedInResamples).p,
    );
    holm(results).forEach(({ pAdjusted }, at) => {
      if (pAdjusted <= rankingAlpha) wins[this.pairs[at][0]]++;
    });
    return wins;
  }
}
