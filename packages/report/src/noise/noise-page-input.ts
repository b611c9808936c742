import type { Note } from "@pgt/metrics";
import type {
  FlipProbability,
  TransitionMatrix,
  TruthFreeNoise,
  TwoRaterSolutions,
  Warning,
} from "@pgt/stats";

/** Input of a page about the noise of raters: the document of `pgt noise`. */
export interface NoisePageInput {
  readonly title?: string;
  readonly version: string;
  readonly settings: { readonly region: string; readonly reachMm: number };
  /** Labels of the matrices, background first. */
  readonly labels: readonly { readonly label: number; readonly name: string }[];
  readonly transitions: readonly TransitionMatrix[];
  readonly truthFree: (TruthFreeNoise & { readonly cases: number }) | null;
  readonly twoRaters: readonly (TwoRaterSolutions & { readonly label: number; readonly name: string })[];
  readonly flips: readonly FlipProbability[];
  readonly cases: number;
  readonly files: readonly string[];
  readonly warnings: readonly Warning[];
  readonly notes: readonly Note[];
  readonly failures: readonly { readonly case: string; readonly message: string }[];
}

/** Raters as they are called on the page, all together first. */
export function raterName(rater: string | null): string {
  return rater ?? "all raters";
}
