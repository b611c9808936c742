import { createRandom, type Random } from "@pgt/metrics";
import {
  consensusOutline,
  drawAnnotation,
  drawStyle,
  drawTruth,
  newOutline,
  type Outline,
  polarOverlap,
} from "./polar-annotators.ts";
import { noiseOf, type StagePSetting, targetStream } from "./stage-p-cells.ts";

/** Targets of a study, by Monte Carlo. */
export interface StagePTarget {
  /** Mean agreement of the truth with the reference: the Peak Ground Truth. */
  readonly truth: number;
  /** Mean agreement of a model that knows the truth, the shared bias and the style of the reference. */
  readonly ceiling: number;
  /** Monte Carlo standard error of `truth`. */
  readonly standardError: number;
}

/**
 * Targets for the consensus of as many raters as each of `sizes` says; 1 is one rater. Every case has raters of its
 * own, so the means are over raters and cases.
 */
export function stagePTargets(
  setting: StagePSetting,
  sizes: readonly number[],
  cases: number,
  seed: number,
): ReadonlyMap<number, StagePTarget> {
  const random = createRandom(seed, targetStream(setting));
  const panel = Array.from({ length: Math.max(...sizes) }, () => ({
    style: newOutline(),
    annotation: newOutline(),
  }));
  const [truth, scratch] = [newOutline(), newOutline()];
  const sums = new Map(sizes.map((size) => [size, { truth: 0, squares: 0, ceiling: 0 }]));
  for (let i = 0; i < cases; i++) {
    drawPanel(setting, truth, panel, scratch, random);
    for (const [size, sum] of sums) {
      const some = panel.slice(0, size);
      const reference = consensus(some.map(({ annotation }) => annotation));
      const copy = consensus(some.map(({ style }) => style));
      for (let j = 0; j < copy.length; j++) copy[j] = Math.max(0, truth[j] + setting.mu + copy[j]);
      const score = polarOverlap(truth, reference);
      sum.truth += score;
      sum.squares += score * score;
      sum.ceiling += polarOverlap(copy, reference);
    }
  }
  return new Map([...sums].map(([size, sum]) => [size, target(sum, cases)]));
}

interface Annotator {
  readonly style: Outline;
  readonly annotation: Outline;
}

function drawPanel(
  setting: StagePSetting,
  truth: Outline,
  panel: readonly Annotator[],
  scratch: Outline,
  random: Random,
): void {
  const noise = noiseOf(setting);
  drawTruth(random, truth);
  for (const { style, annotation } of panel) {
    drawStyle(random, noise.tau, style);
    drawAnnotation(random, truth, style, noise, scratch, annotation);
  }
}

function consensus(outlines: readonly Outline[]): Outline {
  const result = newOutline();
  consensusOutline(outlines, result);
  return result;
}

function target(sum: { truth: number; squares: number; ceiling: number }, cases: number): StagePTarget {
  const truth = sum.truth / cases;
  const variance = Math.max(0, sum.squares / cases - truth * truth);
  return { truth, ceiling: sum.ceiling / cases, standardError: Math.sqrt(variance / (cases - 1)) };
}
