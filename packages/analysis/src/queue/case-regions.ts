import type { VoteField } from "@pgt/engine";
import type { Vector3, VotePattern } from "@pgt/metrics";
import {
  binaryEntropy,
  isCandidate,
  mostSay,
  type QueueCandidate,
  type QueueMode,
  type RegionProbabilities,
  StructureVotes,
  scoreRegion,
  shareOf,
  type VoterColumns,
} from "@pgt/stats";
import type { CaseVotes } from "../consensus/case-votes.ts";
import { sliceAxisOf } from "../slices/slice-window.ts";
import type { MapSums } from "./map-model.ts";
import { modesOfCase } from "./queue-settings.ts";
import type { QueueItem, QueueSettings } from "./queue-types.ts";
import { reasonOf, type VoterShare } from "./region-words.ts";

const axisNames = ["x", "y", "z"] as const;

/** A region of a case before it is ranked. */
export interface CaseRegion extends QueueCandidate, Pick<QueueItem, "name" | "axis" | "reason" | "box"> {
  /** Voxels in the image of the first mask, ascending; there only where they are asked for. */
  readonly voxels?: Uint32Array;
}

/** The votes of a case, and whose they are. */
export interface QueueCase {
  readonly id: string;
  readonly cluster: string;
  readonly read: CaseVotes;
  readonly makers: readonly string[];
  readonly columns: VoterColumns;
  /** Sums of the probability maps of a structure; null where no model has any. */
  readonly mapsOf: (structure: { readonly label: number; readonly name: string }) => Promise<MapSums | null>;
}

export interface CaseRegions {
  readonly labels: readonly number[];
  readonly regions: readonly CaseRegion[];
  /** Regions that are too small to be listed. */
  readonly small: { readonly regions: number; readonly volumeMl: number };
}

/**
 * Finds the regions of a case, by mode and structure.
 *
 * @param keepVoxels whether regions hold their voxels.
 */
export async function caseRegions(
  one: QueueCase,
  settings: QueueSettings,
  keepVoxels = false,
): Promise<CaseRegions> {
  const { field, names } = one.read;
  const labels = labelsOf(one.read);
  const modes = modesOfCase(settings.modes, one.columns.raters.length, one.columns.models.length);
  const regions: CaseRegion[] = [];
  const small = { regions: 0, volumeMl: 0 };
  for (const label of labels) {
    const name = names.get(label) ?? String(label);
    const votes = new StructureVotes(field.patterns, one.columns, label);
    const maps = modes.some((mode) => mode !== "consensus-uncertain")
      ? await one.mapsOf({ label, name })
      : null;
    for (const mode of modes) {
      const probabilities =
        mode === "consensus-uncertain" || !maps ? null : new MeanProbability(one, label, maps);
      const voxels = candidateVoxels(mode, one, label, settings.entropyAbove, probabilities);
      for (const region of field.regionsOf(voxels, settings.thicknessMm / 2)) {
        const volumeMl = (region.length * field.voxelVolumeMm3) / 1000;
        if (volumeMl < settings.minimumMl) {
          small.regions++;
          small.volumeMl += volumeMl;
          continue;
        }
        regions.push({
          ...describe(mode, one, votes, name, region, probabilities?.ofRegion(region) ?? null, settings),
          ...(keepVoxels && { voxels: region.map((at) => field.imageIndexOf(at)) }),
        });
      }
    }
  }
  return { labels, regions, small };
}

function labelsOf({ field, names }: CaseVotes): number[] {
  const found = new Set(field.patterns.flatMap(({ ratings }) => ratings));
  return [...new Set([...found, ...names.keys()])].filter((label) => label !== 0).sort((a, b) => a - b);
}

function candidateVoxels(
  mode: QueueMode,
  { read: { field }, columns }: QueueCase,
  label: number,
  entropyAbove: number,
  probabilities: MeanProbability | null,
): Uint32Array {
  if (probabilities) return probabilities.candidates(mode, entropyAbove);
  const wanted = field.patterns.map((pattern) => isCandidate(mode, pattern, columns, label, entropyAbove));
  return wanted.includes(true) ? field.voxelsOf(wanted) : new Uint32Array(0);
}

/** Mean probability of a structure over models: maps, and masks as 0 or 1. */
class MeanProbability {
  private readonly field: VoteField;
  private readonly mapped: readonly number[];
  private readonly hard: readonly number[];

  constructor(
    private readonly one: QueueCase,
    private readonly label: number,
    private readonly sums: MapSums,
  ) {
    const { makers, columns, read } = one;
    this.field = read.field;
    this.mapped = columns.models.filter((k) => sums.models.includes(makers[k]));
    this.hard = columns.models.filter((k) => !this.mapped.includes(k));
  }

  candidates(mode: QueueMode, entropyAbove: number): Uint32Array {
    const { field, one, label } = this;
    const [nx, ny, nz] = field.boxSize;
    const ofRaters = field.patterns.map(({ ratings }) => shareOf(ratings, one.columns.raters, label));
    const found: number[] = [];
    for (let at = 0; at < nx * ny * nz; at++) {
      const p = this.at(at);
      if (mode === "informative") {
        if (binaryEntropy(p) > entropyAbove) found.push(at);
        continue;
      }
      const share = ofRaters[field.patternAt(at)];
      const said = mostSay(share);
      if (said === null || binaryEntropy(share) > entropyAbove) continue;
      if (said ? p < 0.5 : p > 0.5) found.push(at);
    }
    return Uint32Array.from(found);
  }

  ofRegion(region: Uint32Array): RegionProbabilities {
    const { models } = this.one.columns;
    const values = Array.from(region, (at) => this.at(at));
    const own = region.reduce((sum, at) => sum + this.sums.entropy[at] / models.length, 0);
    const whole = values.reduce((sum, p) => sum + binaryEntropy(p), 0);
    return {
      values,
      voxels: values.map(() => 1),
      information: Math.max(0, (whole - own) / region.length),
    };
  }

  private at(at: number): number {
    const { ratings } = this.field.patterns[this.field.patternAt(at)];
    const votes = this.hard.reduce((sum, k) => sum + Number(ratings[k] === this.label), 0);
    return (this.sums.probability[at] + votes) / (this.hard.length + this.mapped.length);
  }
}

function describe(
  mode: QueueMode,
  { id, cluster, read, makers, columns }: QueueCase,
  votes: StructureVotes,
  name: string,
  region: Uint32Array,
  probabilities: RegionProbabilities | null,
  { weights }: QueueSettings,
): CaseRegion {
  const { field, grid } = read;
  const { label } = votes;
  const patterns = patternsIn(field, region);
  const box = boxOf(field, region, grid.shape);
  const axis = sliceAxisOf(grid);
  const slices = [box.from[axis] + 1, box.from[axis] + box.size[axis]] as const;
  const volumeMl = (region.length * field.voxelVolumeMm3) / 1000;
  const shares = makers.map(
    (maker, k): VoterShare => ({
      id: maker,
      share:
        patterns.reduce((sum, one) => sum + (one.ratings[k] === label ? one.voxels : 0), 0) / region.length,
      isAbsent: votes.counts.sizeOf(k) === 0,
    }),
  );
  const of = (own: readonly number[]) => own.map((k) => shares[k]);
  return {
    ...{ case: id, cluster, label, name, mode, volumeMl, slices, box, axis: axisNames[axis] },
    ...scoreRegion(mode, votes, patterns, weights, probabilities),
    reason: reasonOf(mode, { volumeMl, slices }, of(columns.raters), of(columns.models)),
  };
}

function patternsIn(field: VoteField, region: Uint32Array): VotePattern[] {
  const voxels = new Map<number, number>();
  for (const at of region) {
    const pattern = field.patternAt(at);
    voxels.set(pattern, (voxels.get(pattern) ?? 0) + 1);
  }
  return [...voxels].map(([pattern, count]) => ({ ratings: field.patterns[pattern].ratings, voxels: count }));
}

function boxOf(field: VoteField, region: Uint32Array, [nx, ny, nz]: Vector3): QueueItem["box"] {
  const low = [nx, ny, nz];
  const high = [0, 0, 0];
  for (const at of region) {
    const place = field.imageIndexOf(at);
    const row = Math.floor(place / nx);
    const z = Math.floor(row / ny);
    for (const [axis, k] of [place - row * nx, row - z * ny, z].entries()) {
      low[axis] = Math.min(low[axis], k);
      high[axis] = Math.max(high[axis], k);
    }
  }
  const size = low.map((first, axis) => high[axis] - first + 1);
  return { from: [low[0], low[1], low[2]], size: [size[0], size[1], size[2]] };
}
