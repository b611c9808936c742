import type { Random } from "@pgt/metrics";
import { mean, sampleSd } from "../inference/descriptive.ts";
import { tTwoSidedP } from "../inference/distributions.ts";
import { holm } from "../inference/holm.ts";
import { type LeakCase, leakFindings, leakTests } from "../interval/leak/leak-rule.ts";
import { type PlacementState, type Position, placementState } from "../interval/placement-state.ts";
import { drawNoise, newOutline, type Outline, polarOverlap } from "./polar-annotators.ts";
import { polarLeakCase } from "./polar-leak-case.ts";
import type { PolarCase } from "./polar-study.ts";
import { raterPairs } from "./polar-study.ts";
import { overlapTraits } from "./stage-p-intervals.ts";

/** Five models between nothing learned and everything learned by heart. */
export const stagePModels = ["undertrained", "truth", "half style", "full style", "leak"] as const;
export type StagePModel = (typeof stagePModels)[number];

/** Per model and state: in how many studies. */
export type StateCounts = Record<StagePModel, Partial<Record<PlacementState, number>>>;

/** Agreement of each model with the first annotation of the first rater, and that rater's own bounds, by case. */
export interface ModelScores {
  readonly models: Record<StagePModel, number[]>;
  readonly inter: number[];
  readonly intra: number[];
  /** Distances that the leak rule looks at. */
  readonly leaks: Record<StagePModel, LeakCase[]>;
}

export function newModelScores(): ModelScores {
  return { models: ofEachModel(() => []), leaks: ofEachModel(() => []), inter: [], intra: [] };
}

/** Adds a case: the models are drawn anew, the bounds are those of the reference rater alone. */
export function addModelScores(
  scores: ModelScores,
  { truth, annotations, noises, styles }: PolarCase,
  bounds: { readonly inter: readonly number[]; readonly intra: readonly number[] },
  mu: number,
  random: Random,
): void {
  const [noise, model] = [newOutline(), newOutline()];
  drawNoise(random, 2, noise);
  const leaked = noises[0][0];
  const errors: Record<StagePModel, (j: number) => number> = {
    undertrained: (j) => noise[j],
    truth: () => 0,
    "half style": (j) => (mu + styles[0][j]) / 2,
    "full style": (j) => mu + styles[0][j],
    leak: (j) => mu + styles[0][j] + leaked[j] / 2,
  };
  for (const name of stagePModels) {
    setOutline(model, truth, errors[name]);
    scores.models[name].push(polarOverlap(model, annotations[0][0]));
    scores.leaks[name].push(polarLeakCase(model, annotations[0][0], annotations[0][1]));
  }
  const withReference = raterPairs(styles.length).flatMap(([k], column) =>
    k === 0 ? [bounds.inter[column]] : [],
  );
  scores.inter.push(mean(withReference));
  scores.intra.push(bounds.intra[0]);
}

function setOutline(into: Outline, truth: Outline, error: (j: number) => number): void {
  for (let j = 0; j < into.length; j++) into[j] = Math.max(0, truth[j] + error(j));
}

/** The state of each model by the rules of docs/methods/placing-models.md, Holm within a model. */
export function countStates({ models, inter, intra, leaks }: ModelScores, counts: StateCounts): void {
  const isInverted = isBelow(differences(intra, inter));
  for (const name of stagePModels) {
    const scores = models[name];
    const [lower, upper] = positions([differences(scores, inter), differences(scores, intra)]);
    const [finding] = leakFindings([leakTests(leaks[name])!]);
    const leak = finding && { rater: "0", finding, n: scores.length, metric: overlapTraits.key };
    const { state } = placementState({ lower, upper, boundsInverted: isInverted, casesNeeded: null, leak });
    counts[name][state] = (counts[name][state] ?? 0) + 1;
  }
}

export function newStateCounts(): StateCounts {
  return ofEachModel(() => ({}));
}

function ofEachModel<Value>(make: () => Value): Record<StagePModel, Value> {
  return { undertrained: make(), truth: make(), "half style": make(), "full style": make(), leak: make() };
}

function differences(first: readonly number[], second: readonly number[]): number[] {
  return first.map((value, i) => value - second[i]);
}

function positions(families: readonly (readonly number[])[]): Position[] {
  const adjusted = holm(families.map(pairedP));
  return families.map((family, at) =>
    adjusted[at].pAdjusted >= 0.05 ? "at" : mean(family) < 0 ? "below" : "above",
  );
}

function isBelow(values: readonly number[]): boolean {
  return mean(values) < 0 && pairedP(values) < 0.05;
}

function pairedP(values: readonly number[]): number {
  return tTwoSidedP((mean(values) / sampleSd(values)) * Math.sqrt(values.length), values.length - 1);
}
