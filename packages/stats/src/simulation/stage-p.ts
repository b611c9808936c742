import { createRandom } from "@pgt/metrics";
import type { Interval } from "../inference/interval-options.ts";
import { simulatePolarStudy } from "./polar-study.ts";
import {
  noiseOf,
  polarDesign,
  type ReferenceKind,
  replicateStream,
  type StagePDesign,
  type StagePSetting,
  stagePFactors,
} from "./stage-p-cells.ts";
import { type StagePIntervals, stagePBounds, stagePIntervals, stagePJoint } from "./stage-p-intervals.ts";
import {
  addModelScores,
  countStates,
  newModelScores,
  newStateCounts,
  type StateCounts,
} from "./stage-p-models.ts";
import { type StagePTarget, stagePTargets } from "./stage-p-targets.ts";

export const stagePIntervalNames = [
  "i0",
  "i1",
  "i2",
  "i3",
  "i4",
  "joint",
] as const satisfies readonly (keyof StagePIntervals)[];
type IntervalName = (typeof stagePIntervalNames)[number];

/** Record of one way of giving an interval over the replicates of a cell. */
export interface IntervalRecord {
  /** Share of studies whose interval holds the truth's agreement with the reference. */
  readonly coverage: number;
  /** An inverted bracket has width 0. */
  readonly meanWidth: number;
}

/** One cell of the coverage table. */
export interface StagePCell extends StagePTarget {
  readonly reference: ReferenceKind;
  readonly intervals: Readonly<Record<IntervalName, IntervalRecord>>;
  /** Share of studies in which the truth lies above intra-rater agreement. */
  readonly truthAboveIntra: number;
}

export interface StagePResult {
  readonly setting: StagePSetting;
  readonly design: StagePDesign;
  readonly cells: readonly StagePCell[];
  /** Models against one rater. */
  readonly states: StateCounts;
}

export interface StagePOptions {
  /** Simulated studies per cell, at most 2^20. */
  readonly replicates: number;
  /** Cases that the targets are averaged over. */
  readonly targetCases: number;
  readonly seed: number;
}

export const stagePDefaults = { replicates: 250, targetCases: 20000 } as const;

/**
 * Simulated studies of one setting, by design, and how often each interval holds the known Peak Ground Truth
 * (docs/methods/simulation.md, stage P). The result depends on the arguments and nothing else.
 */
export function runStageP(
  setting: StagePSetting,
  designs: readonly StagePDesign[],
  options: StagePOptions,
): StagePResult[] {
  const sizes = [...new Set([1, ...designs.map(({ raters }) => raters)])].sort((a, b) => a - b);
  const targets = stagePTargets(setting, sizes, options.targetCases, options.seed);
  return designs.map((design) => runDesign(setting, design, targets, options));
}

function runDesign(
  setting: StagePSetting,
  design: StagePDesign,
  targets: ReadonlyMap<number, StagePTarget>,
  { replicates, seed }: StagePOptions,
): StagePResult {
  const references = stagePFactors.reference.map((reference) => ({
    reference,
    target: targets.get(reference === "consensus" ? design.raters : 1)!,
    tally: newTally(),
  }));
  const states = newStateCounts();
  for (let replicate = 0; replicate < replicates; replicate++) {
    const random = createRandom(seed, replicateStream(setting, design, replicate));
    const scores = newModelScores();
    const study = simulatePolarStudy(polarDesign(design), noiseOf(setting), random, (one, inter, intra) =>
      addModelScores(scores, one, { inter, intra }, setting.mu, random),
    );
    countStates(scores, states);
    const bounds = stagePBounds(study);
    const joint = stagePJoint(study);
    for (const { reference, target, tally } of references) {
      if (target.truth > bounds.intra.estimate) tally.aboveIntra++;
      add(tally, stagePIntervals(bounds, joint, reference, design.raters), target.truth);
    }
  }
  const cells = references.map(({ reference, target, tally }) => ({
    reference,
    ...target,
    ...shares(tally, replicates),
  }));
  return { setting, design, cells, states };
}

interface Tally {
  readonly held: Record<IntervalName, number>;
  readonly widths: Record<IntervalName, number>;
  aboveIntra: number;
}

function newTally(): Tally {
  return {
    held: { i0: 0, i1: 0, i2: 0, i3: 0, i4: 0, joint: 0 },
    widths: { i0: 0, i1: 0, i2: 0, i3: 0, i4: 0, joint: 0 },
    aboveIntra: 0,
  };
}

function add(tally: Tally, intervals: StagePIntervals, truth: number): void {
  for (const name of stagePIntervalNames) {
    const { low, high }: Interval = intervals[name];
    if (low === null || high === null) continue;
    if (low <= truth && truth <= high) tally.held[name]++;
    tally.widths[name] += Math.max(0, high - low);
  }
}

function shares(tally: Tally, replicates: number): Pick<StagePCell, "intervals" | "truthAboveIntra"> {
  const record = (name: IntervalName): IntervalRecord => ({
    coverage: tally.held[name] / replicates,
    meanWidth: tally.widths[name] / replicates,
  });
  const [i0, i1, i2, i3, i4, joint] = stagePIntervalNames.map(record);
  return { intervals: { i0, i1, i2, i3, i4, joint }, truthAboveIntra: tally.aboveIntra / replicates };
}
