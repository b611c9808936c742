import { didYouMean, UsageError } from "@pgt/metrics";

/**
 * Errors of raters on one structure (docs/methods/simulation.md). Lengths in mm; displacements are positive outwards.
 */
export interface StructureNoise {
  /** Sd of the random noise of each annotation. */
  readonly sigmaMm: number;
  /** Sd between raters of their own bias, the same in every case and session. */
  readonly tauMm: number;
  /** Bias that all raters share. It cannot be estimated from raters. */
  readonly muMm: number;
  /** Share f of a rater's own variance that is one shift of the whole boundary; the rest is a smooth field. */
  readonly constantShare: number;
  /** Correlation length of the random noise; null: a tenth of the structure's equivalent diameter. */
  readonly correlationMm: number | null;
  /** Correlation length of a rater's own smooth bias; null: twice that of the random noise. */
  readonly styleCorrelationMm: number | null;
  /**
   * Correlation length of the random noise across slices, where contours are drawn slice by slice; null: as within.
   */
  readonly sliceCorrelationMm: number | null;
  /** A part of volume v mm3 is missed with probability 1 / (1 + exp(-(a - b log v))); null: never. */
  readonly drop: { readonly a: number; readonly b: number } | null;
  /** Mean number of false parts per annotation, and their median volume. */
  readonly spurious: { readonly rate: number; readonly volumeMm3: number };
  /** Mean number of slices by which the first and the last slice are misplaced, each way alike. */
  readonly sliceJitter: number;
}

export const defaultStructureNoise: StructureNoise = {
  sigmaMm: 0.5,
  tauMm: 0.5,
  muMm: 0,
  constantShare: 0.5,
  correlationMm: null,
  styleCorrelationMm: null,
  sliceCorrelationMm: null,
  drop: null,
  spurious: { rate: 0, volumeMm3: 100 },
  sliceJitter: 0,
};

/** Errors beyond this are no displacement of a boundary any more. */
const largestMm = 20;

/**
 * The noise with what was not given set to its default.
 *
 * @throws UsageError E_SIMULATION naming the parameter, what was expected and what was found.
 */
export function structureNoise(given: Partial<StructureNoise> = {}): StructureNoise {
  checkNames(given);
  const noise = { ...defaultStructureNoise, ...given };
  const checks: readonly (readonly [string, number | null, number, number])[] = [
    ["sigmaMm", noise.sigmaMm, 0, largestMm],
    ["tauMm", noise.tauMm, 0, largestMm],
    ["muMm", noise.muMm, -largestMm, largestMm],
    ["constantShare", noise.constantShare, 0, 1],
    ["correlationMm", noise.correlationMm, 0.1, 1000],
    ["styleCorrelationMm", noise.styleCorrelationMm, 0.1, 1000],
    ["sliceCorrelationMm", noise.sliceCorrelationMm, 0.001, 1000],
    ["drop.a", noise.drop ? noise.drop.a : null, -1000, 1000],
    ["drop.b", noise.drop ? noise.drop.b : null, -1000, 1000],
    ["spurious.rate", noise.spurious?.rate, 0, 100],
    ["spurious.volumeMm3", noise.spurious?.volumeMm3, 0.001, 1e7],
    ["sliceJitter", noise.sliceJitter, 0, 100],
  ];
  for (const [name, value, low, high] of checks) {
    if (value === null || (typeof value === "number" && value >= low && value <= high)) continue;
    throw new UsageError(
      "E_SIMULATION",
      `${name}: expected a number from ${low} to ${high}, found ${JSON.stringify(value)}`,
    );
  }
  return noise;
}

/** Parameters come from users' files too. */
function checkNames(given: Partial<StructureNoise>): void {
  const names = Object.keys(defaultStructureNoise);
  const unknownName = Object.keys(given).find((name) => !names.includes(name));
  if (unknownName === undefined) return;
  throw new UsageError(
    "E_SIMULATION",
    `noise parameter "${unknownName}" does not exist${didYouMean(unknownName, names)}; there are ${names.join(", ")}`,
  );
}

/** Room around a structure that an annotator may reach: four standard deviations beyond the shared bias. */
export function reachMm({ sigmaMm, tauMm, muMm }: StructureNoise): number {
  return Math.abs(muMm) + 4 * Math.hypot(sigmaMm, tauMm);
}
