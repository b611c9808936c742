import { type CalibrationBin, log, type MapMeasurement, type ProbabilityVolume } from "@pgt/metrics";
import type { BitMask } from "./bit-mask.ts";
import { eachRun, type Run } from "./map-runs.ts";
import { massBinsOf } from "./mass-bins.ts";
import type { RaterVotes } from "./rater-votes.ts";
import { valueCounter } from "./value-counter.ts";

const BINS = 10;
/** Probabilities are cut to this distance from 0 and 1 before their logarithm is taken. */
const CLIP = 1e-7;

/** Edges m/10, rounded as the map's values are: 0.7 of float32 falls into the bin that begins at 0.7. */
function binFinder({ data }: ProbabilityVolume): (p: number) => number {
  const round = data instanceof Float32Array ? Math.fround : (edge: number) => edge;
  const edges = Float64Array.from({ length: BINS }, (_, bin) => round(bin / BINS));
  return (p) => {
    let bin = Math.min(BINS - 1, Math.floor(p * BINS));
    if (p < edges[bin]) bin--;
    else if (bin < BINS - 1 && p >= edges[bin + 1]) bin++;
    return bin;
  };
}

/** Sums of a part of the image. Parts are added up plane by plane, so that rounding does not grow with the image. */
class Sums {
  sumP = 0;
  sumPSquared = 0;
  sumProduct = 0;
  sumMinimum = 0;
  voxels = 0;
  sumSquaredError = 0;
  sumLogLoss = 0;
  readonly binVoxels = new Float64Array(BINS);
  readonly binP = new Float64Array(BINS);
  readonly binQ = new Float64Array(BINS);

  /** Voxels of the image with probability p and share q of raters. */
  addToImage(p: number, q: number, voxels: number): void {
    this.sumP += p * voxels;
    this.sumPSquared += p * p * voxels;
    this.sumProduct += p * q * voxels;
    this.sumMinimum += Math.min(p, q) * voxels;
  }

  /** Voxels of the region with probability p, which falls into `bin`, and share q of raters. */
  addToRegion(p: number, bin: number, q: number, voxels: number): void {
    this.voxels += voxels;
    this.binVoxels[bin] += voxels;
    this.binP[bin] += p * voxels;
    this.binQ[bin] += q * voxels;
    this.sumSquaredError += (p - q) ** 2 * voxels;
    this.sumLogLoss += logLoss(p, q) * voxels;
  }

  add(part: Sums): void {
    this.sumP += part.sumP;
    this.sumPSquared += part.sumPSquared;
    this.sumProduct += part.sumProduct;
    this.sumMinimum += part.sumMinimum;
    this.voxels += part.voxels;
    this.sumSquaredError += part.sumSquaredError;
    this.sumLogLoss += part.sumLogLoss;
    for (let bin = 0; bin < BINS; bin++) {
      this.binVoxels[bin] += part.binVoxels[bin];
      this.binP[bin] += part.binP[bin];
      this.binQ[bin] += part.binQ[bin];
    }
  }
}

const atZero = -log(1 - CLIP);

function logLoss(p: number, q: number): number {
  if (p === 0 && q === 0) return atZero;
  const cut = Math.min(1 - CLIP, Math.max(CLIP, p));
  return -(q === 0 ? 0 : q * log(cut)) - (q === 1 ? 0 : (1 - q) * log(1 - cut));
}

/**
 * Sums over a probability map against the masks of raters, in one pass over the voxels, and a second one over the region
 * where groups of equally many voxels cut through the values of a map of floats. Memory does not grow with the image.
 *
 * @param region voxels on which calibration is judged; null is the whole image.
 */
export function measureMap(
  map: ProbabilityVolume,
  votes: RaterVotes,
  region: BitMask | null,
): MapMeasurement {
  const raters = votes.masks.length;
  const binOf = binFinder(map);
  const voxelsByBin = Array.from({ length: BINS }, () => new Array<number>(raters + 1).fill(0));
  const raterVoxelsByBin = votes.masks.map(() => new Array<number>(BINS).fill(0));
  const values = valueCounter(map, votes, region);
  const total = new Sums();
  let plane = new Sums();
  const add = ({ p, code, raterBits, marking, voxels, isInside }: Run) => {
    const bin = binOf(p);
    const q = marking / raters;
    voxelsByBin[bin][marking] += voxels;
    for (let bits = raterBits; bits !== 0; bits &= bits - 1) {
      raterVoxelsByBin[31 - Math.clz32(bits & -bits)][bin] += voxels;
    }
    if (p !== 0) plane.addToImage(p, q, voxels);
    if (!isInside) return;
    plane.addToRegion(p, bin, q, voxels);
    values.add(code, q, voxels);
  };
  eachRun(map, votes, region, add, () => {
    total.add(plane);
    plane = new Sums();
  });
  const { sumP, sumPSquared, sumProduct, sumMinimum, voxels, sumSquaredError, sumLogLoss } = total;
  const bins = Array.from(
    { length: BINS },
    (_, bin): CalibrationBin => ({
      voxels: total.binVoxels[bin],
      sumP: total.binP[bin],
      sumQ: total.binQ[bin],
    }),
  );
  const massBins = massBinsOf(values.found(voxels, BINS), voxels, BINS);
  return {
    image: { sumP, sumPSquared, sumProduct, sumMinimum, voxelsByBin, raterVoxelsByBin },
    region: { voxels, bins, massBins, sumSquaredError, sumLogLoss },
  };
}
