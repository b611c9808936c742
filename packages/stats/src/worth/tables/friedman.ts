import { averageRanks } from "../../inference/correlation.ts";
import { kendallW } from "../../ranking/kendall-w.ts";
import { chiSquareUpperTail } from "./chi-square.ts";

export interface FriedmanTest {
  /** Blocks and treatments that entered. */
  readonly blocks: number;
  readonly treatments: number;
  readonly chiSquare: number;
  readonly p: number;
  /** Kendall's W: 0 no agreement of the blocks, 1 the same order in all. */
  readonly kendallW: number;
}

/**
 * Friedman's test with correction for ties, and Kendall's W = chi² / (blocks (treatments - 1)).
 *
 * @param blocks values of the treatments in the same order in each block; none missing.
 * @returns null for fewer than two blocks or treatments, or if every block is tied throughout.
 */
export function friedmanTest(blocks: readonly (readonly number[])[]): FriedmanTest | null {
  const [n, k] = [blocks.length, blocks[0]?.length ?? 0];
  if (n < 2 || k < 2) return null;
  const { w, chiSquare } = kendallW(blocks);
  if (w === null || chiSquare === null) return null;
  return { blocks: n, treatments: k, chiSquare, p: chiSquareUpperTail(chiSquare, k - 1), kendallW: w };
}

/**
 * Mean rank of each treatment over the blocks, 1 for the highest value; equal values share the mean of their ranks.
 */
export function meanRanks(blocks: readonly (readonly number[])[]): number[] {
  const ranks = blocks.map((block) => averageRanks(block.map((value) => -value)));
  return (blocks[0] ?? []).map((_, at) => ranks.reduce((sum, block) => sum + block[at], 0) / ranks.length);
}
