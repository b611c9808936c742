import type { CalibrationBin, ProbabilityVolume } from "@pgt/metrics";
import type { BitMask } from "./bit-mask.ts";
import { eachRun } from "./map-runs.ts";
import type { RaterVotes } from "./rater-votes.ts";

/** Counts the voxels of a region by their probability. */
interface ValueCounter {
  add(code: number, q: number, voxels: number): void;
  /** Values in ascending order; neighbours that no border between equal groups parts may be one. */
  found(voxels: number, groups: number): CalibrationBin[];
}

export function valueCounter(
  map: ProbabilityVolume,
  votes: RaterVotes,
  region: BitMask | null,
): ValueCounter {
  return map.levels ? new LevelCounter(map.levels) : new FloatCounter(map, votes, region);
}

class LevelCounter implements ValueCounter {
  private readonly voxels: Float64Array;
  private readonly sumQ: Float64Array;

  constructor(private readonly levels: Float64Array) {
    this.voxels = new Float64Array(levels.length);
    this.sumQ = new Float64Array(levels.length);
  }

  add(code: number, q: number, voxels: number): void {
    this.voxels[code] += voxels;
    this.sumQ[code] += q * voxels;
  }

  found(): CalibrationBin[] {
    const { levels, voxels, sumQ } = this;
    return [...levels.keys()]
      .filter((code) => voxels[code] > 0)
      .sort((a, b) => levels[a] - levels[b])
      .map((code) => ({ voxels: voxels[code], sumP: levels[code] * voxels[code], sumQ: sumQ[code] }));
  }
}

const number = new Float32Array(1);
const bits = new Uint32Array(number.buffer);
const LOW = 1 << 16;
/** Upper halves of the floats from 0 to 1, whose bits are in the order of the numbers. */
const HALVES = (0x3f800000 >>> 16) + 1;

/** Bits of a float from 0 to 1; -0 is 0. */
function bitsOf(p: number): number {
  number[0] = p + 0;
  return bits[0];
}

/**
 * Floats are counted by the upper half of their bits. Those halves that a border between groups falls into are
 * counted by their lower half too, in a second pass.
 */
class FloatCounter implements ValueCounter {
  private readonly voxels = new Float64Array(HALVES);
  private readonly sumP = new Float64Array(HALVES);
  private readonly sumQ = new Float64Array(HALVES);

  constructor(
    private readonly map: ProbabilityVolume,
    private readonly votes: RaterVotes,
    private readonly region: BitMask | null,
  ) {}

  add(p: number, q: number, voxels: number): void {
    const half = bitsOf(p) >>> 16;
    this.voxels[half] += voxels;
    this.sumP[half] += p * voxels;
    this.sumQ[half] += q * voxels;
  }

  found(voxels: number, groups: number): CalibrationBin[] {
    const parted = this.countParted(this.partedHalves(voxels, groups));
    return [...this.voxels.keys()]
      .filter((half) => this.voxels[half] > 0)
      .flatMap(
        (half) =>
          parted.get(half) ?? [{ voxels: this.voxels[half], sumP: this.sumP[half], sumQ: this.sumQ[half] }],
      );
  }

  /** Halves with ranks on both sides of a border. */
  private partedHalves(voxels: number, groups: number): number[] {
    const borders = Array.from({ length: groups - 1 }, (_, m) => Math.floor(((m + 1) * voxels) / groups));
    let end = 0;
    return [...this.voxels.keys()].filter((half) => {
      const start = end;
      end += this.voxels[half];
      return borders.some((border) => start < border && border < end);
    });
  }

  private countParted(halves: readonly number[]): Map<number, CalibrationBin[]> {
    const counts = new Map(
      halves.map((half) => [half, { voxels: new Float64Array(LOW), sumQ: new Float64Array(LOW) }]),
    );
    if (counts.size > 0) {
      eachRun(this.map, this.votes, this.region, ({ p, marking, voxels, isInside }) => {
        if (!isInside) return;
        const key = bitsOf(p);
        const count = counts.get(key >>> 16);
        if (!count) return;
        count.voxels[key & (LOW - 1)] += voxels;
        count.sumQ[key & (LOW - 1)] += (marking / this.votes.masks.length) * voxels;
      });
    }
    return new Map([...counts].map(([half, count]) => [half, valuesOf(half, count)]));
  }
}

function valuesOf(
  half: number,
  { voxels, sumQ }: { readonly voxels: Float64Array; readonly sumQ: Float64Array },
): CalibrationBin[] {
  return [...voxels.keys()]
    .filter((low) => voxels[low] > 0)
    .map((low) => {
      bits[0] = half * LOW + low;
      return { voxels: voxels[low], sumP: number[0] * voxels[low], sumQ: sumQ[low] };
    });
}
