import type { Random } from "@pgt/metrics";
import { angleCount, circleField } from "./circle-field.ts";

/** An outline as its distance from the centre at each of `angleCount` angles, in pixels. */
export type Outline = Float64Array;

/** Errors of annotators, in pixels (docs/methods/noise-model.md). */
export interface PolarNoise {
  /** Bias that all raters share. */
  readonly mu: number;
  /** Sd between raters of their own bias: half its variance a constant, half a smooth field. */
  readonly tau: number;
  /** Sd of the smooth noise of every single annotation. */
  readonly sigma: number;
  /** Probability that an annotation misses an arc of an eighth of the object. */
  readonly arcDrop: number;
}

const meanRadius = 20;
const shapeField = circleField(0.35);
const styleField = circleField(0.5);
const noiseField = circleField(0.25);
const droppedAngles = angleCount / 8;

export function newOutline(): Outline {
  return new Float64Array(angleCount);
}

/** Radius 20 px with a smooth deviation of 12 %. */
export function drawTruth(random: Random, into: Outline): void {
  shapeField(random, 0.12 * meanRadius, into);
  for (let j = 0; j < angleCount; j++) into[j] = Math.max(0, into[j] + meanRadius);
}

/** A rater's own bias at each angle, the same in every case. */
export function drawStyle(random: Random, tau: number, into: Outline): void {
  const share = tau * Math.SQRT1_2;
  const constant = share * random.normal();
  styleField(random, share, into);
  for (let j = 0; j < angleCount; j++) into[j] += constant;
}

/** Boundary noise of sd `sigma`: of an annotation, or of a model that has not learned enough. */
export function drawNoise(random: Random, sigma: number, into: Outline): void {
  noiseField(random, sigma, into);
}

/** truth + mu + style + noise, and an arc missed if chance will have it. `noise` is left holding the error drawn. */
export function drawAnnotation(
  random: Random,
  truth: Outline,
  style: Outline,
  { mu, sigma, arcDrop }: PolarNoise,
  noise: Outline,
  into: Outline,
): void {
  drawNoise(random, sigma, noise);
  for (let j = 0; j < angleCount; j++) into[j] = Math.max(0, truth[j] + mu + style[j] + noise[j]);
  if (arcDrop > 0 && random.next() < arcDrop) dropArc(random.nextBelow(angleCount), into);
}

function dropArc(first: number, outline: Outline): void {
  for (let step = 0; step < droppedAngles; step++) outline[(first + step) % angleCount] = 0;
}

/** Mean radius of several outlines: the consensus by mean signed distance, for shapes of one centre. */
export function consensusOutline(outlines: readonly Outline[], into: Outline): void {
  into.fill(0);
  for (const outline of outlines)
    for (let j = 0; j < angleCount; j++) into[j] += outline[j] / outlines.length;
}

/** Area in units that cancel in a ratio of areas. */
export function areaOf(outline: Outline): number {
  return outline.reduce((sum, radius) => sum + radius ** 2, 0);
}

/** Exact overlap of two star-shaped objects of one centre: 2 ∫ min(a, b)² / (∫ a² + ∫ b²). */
export function polarOverlap(a: Outline, b: Outline): number {
  let [common, total] = [0, 0];
  for (let j = 0; j < angleCount; j++) {
    const x = a[j];
    const y = b[j];
    const smaller = Math.min(x, y);
    common += smaller * smaller;
    total += x * x + y * y;
  }
  return (2 * common) / total;
}
