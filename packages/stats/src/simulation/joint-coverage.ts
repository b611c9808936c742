import { createRandom } from "@pgt/metrics";
import type { Interval } from "../inference/interval-options.ts";
import { randomRatersIntervals } from "../joint-noise/joint-noise.ts";
import { bracketIntervals } from "./bracket-intervals.ts";
import { simulatePolarStudy } from "./polar-study.ts";
import { type NoiseKind, noiseOf } from "./stage-p-cells.ts";
import { overlapStructure, overlapTraits, stagePBounds } from "./stage-p-intervals.ts";
import { stagePTargets } from "./stage-p-targets.ts";

/** Shared bias in units of √(tau² + sigma²), up to the tolerated limit and to both sides. */
export const coverageRhos = [-1, -0.5, 0, 0.5, 1] as const;
export const coverageTaus = [0.25, 0.5, 1, 2, 4] as const;

/** Design of simulated studies; structures of one study share raters and tau / sigma. */
export interface JointCoverageDesign {
  readonly raters: number;
  readonly cases: number;
  readonly structures: number;
}

const raterCounts = [2, 3, 5];

/** Designs of docs/stage-p.md: one structure at every size; more at 20 cases, at no bias and at the limit of bias. */
export function jointCoverageDesigns({ rho, noise }: JointCoverageSetting): JointCoverageDesign[] {
  const several = noise === "displacement" && Math.abs(rho) !== 0.5 ? [4, 10] : [];
  return raterCounts.flatMap((raters) => [
    ...[10, 20, 50].map((cases) => ({ raters, cases, structures: 1 })),
    ...several.map((structures) => ({ raters, cases: 20, structures })),
  ]);
}

export interface JointCoverageSetting {
  /** Place in the list of settings: fixes the random numbers, whatever else is run. */
  readonly index: number;
  readonly tau: number;
  readonly rho: number;
  readonly noise: NoiseKind;
}

export function jointCoverageSettings(): JointCoverageSetting[] {
  return (["displacement", "displacement and arcs"] as const)
    .flatMap((noise) => coverageTaus.flatMap((tau) => coverageRhos.map((rho) => ({ tau, rho, noise }))))
    .map((setting, index) => ({ index, ...setting }));
}

/** Share of studies whose interval holds the truth's score against a rater, and the interval's mean width. */
export interface CoverageRecord {
  readonly coverage: number;
  readonly meanWidth: number;
}

export interface JointCoverageCell {
  readonly setting: JointCoverageSetting;
  readonly design: JointCoverageDesign;
  readonly truth: number;
  /** The tool's own interval, of the study's first structure. */
  readonly joint: CoverageRecord;
  /** I4, the moment interval that it took the place of. */
  readonly moments: CoverageRecord;
}

export interface JointCoverageOptions {
  readonly replicates: number;
  readonly targetCases: number;
  readonly seed: number;
}

/** Far above the streams of stage P. */
const streamsFrom = 2 ** 41;

/**
 * Coverage of the joint noise model in studies of known truth (docs/methods/simulation.md), at shared biases up to the
 * limit that it claims to tolerate. The result depends on the arguments and nothing else.
 */
export function jointCoverage(
  setting: JointCoverageSetting,
  designs: readonly JointCoverageDesign[],
  { replicates, targetCases, seed }: JointCoverageOptions,
): JointCoverageCell[] {
  const noise = noiseOf({ ...setting, mu: setting.rho * Math.hypot(setting.tau, 1) });
  const targetSetting = { ...setting, index: 2 ** 20 + setting.index, mu: noise.mu };
  const { truth } = stagePTargets(targetSetting, [1], targetCases, seed).get(1)!;
  return designs.map((design, place) => {
    const tally = { joint: newTally(), moments: newTally() };
    for (let replicate = 0; replicate < replicates; replicate++) {
      const stream = streamsFrom + (setting.index * 32 + place) * 2 ** 20 + replicate;
      const random = createRandom(seed, stream);
      const polarDesign = { raters: design.raters, cases: design.cases, sessions: 2 };
      const studies = Array.from({ length: design.structures }, () =>
        simulatePolarStudy(polarDesign, noise, random),
      );
      add(tally.joint, randomRatersIntervals(studies.map(overlapStructure))[0]!, truth);
      add(tally.moments, bracketIntervals({ metric: overlapTraits, ...stagePBounds(studies[0]) }).i4, truth);
    }
    return { setting, design, truth, joint: record(tally.joint), moments: record(tally.moments) };
  });
}

interface Tally {
  held: number;
  width: number;
  studies: number;
}

function newTally(): Tally {
  return { held: 0, width: 0, studies: 0 };
}

function add(tally: Tally, { low, high }: Interval, truth: number): void {
  tally.studies++;
  if (low === null || high === null) return;
  if (low <= truth && truth <= high) tally.held++;
  tally.width += Math.max(0, high - low);
}

function record({ held, width, studies }: Tally): CoverageRecord {
  return { coverage: held / studies, meanWidth: width / studies };
}
