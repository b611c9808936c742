import {
  type LabelVolume,
  UsageError,
  type VotePattern,
  type VoteRegionChoice,
  type VoteTable,
} from "@pgt/metrics";
import type { CompactVolume } from "./compact-volume.ts";
import { DilatedUnions, type UnionOf } from "./dilation/dilated-unions.ts";
import { commonGrid, type Grid } from "./grid.ts";
import type { Kernels } from "./kernels.ts";
import type { Memory } from "./memory.ts";
import { type IndexPattern, votePatterns } from "./vote-patterns.ts";
import { plainReader } from "./voxel-reader.ts";

/** A structure that all raters may have marked; several ids read as one. */
export interface VoteStructure {
  readonly label: number;
  readonly name: string;
  /** Ids in each rater's volume. */
  readonly ids: readonly (readonly number[])[];
}

export interface VoteRequest {
  /** Default: every id found in any volume, 0 excepted, ascending. */
  readonly structures?: readonly VoteStructure[];
  /** Default: the union dilated by 5 mm (docs/methods/agreement.md). */
  readonly region?: VoteRegionChoice;
}

const defaultRegion: VoteRegionChoice = { dilationMm: 5 };

/** @throws UsageError naming the rater's volume that is malformed or on another grid than the first. */
export function ratersGrid(volumes: readonly LabelVolume[]): Grid {
  const [first] = volumes;
  if (!first) throw new UsageError("E_VOLUME", "volumes: at least one volume was expected, none found");
  return volumes.map((volume, rater) => commonGrid(first, volume, ["volumes[0]", `volumes[${rater}]`]))[0];
}

/**
 * One table a structure, in the order asked for, and last that of the whole label map.
 *
 * Outside a union all raters say background. So one pass over the image gives the patterns on every union, and a
 * larger region only adds voxels of the background pattern: how many is all that has to be found for each.
 */
export function countVotes(
  kernels: Kernels,
  memory: Memory,
  grid: Grid,
  volumes: readonly LabelVolume[],
  compact: readonly CompactVolume[],
  request: VoteRequest,
): VoteTable[] {
  const region = request.region ?? defaultRegion;
  checkRegion(region);
  const type = compact.some(({ data }) => data instanceof Uint16Array) ? "u16" : "u8";
  const readers = compact.map((volume) => plainReader(memory, volume, type));
  const patterns = votePatterns(kernels, memory, grid, readers);
  const structures = request.structures ?? foundStructures(patterns, compact, volumes);
  const dilated =
    typeof region === "object" ? new DilatedUnions(kernels, memory, grid, readers, region.dilationMm) : null;
  const regionSize = (union: UnionOf, marked: number): number => {
    if (dilated) return dilated.voxels(union);
    return region === "image" ? grid.voxels : marked;
  };
  const table = (
    label: number | null,
    name: string,
    union: UnionOf,
    all: readonly VotePattern[],
  ): VoteTable => {
    const marked = all.filter(({ ratings }) => ratings.some((rating) => rating !== 0));
    const inUnion = marked.reduce((sum, { voxels }) => sum + voxels, 0);
    const voxels = regionSize(union, inUnion);
    const background = { ratings: volumes.map(() => 0), voxels: voxels - inUnion };
    return {
      label,
      name,
      region: { name: regionName(region), voxels },
      patterns: background.voxels > 0 ? [background, ...marked] : marked,
    };
  };
  return [
    ...structures.map((structure) => {
      const union = indicesIn(structure, compact);
      return table(structure.label, structure.name, union, insidePatterns(patterns, union));
    }),
    table(null, "label map", null, idPatterns(patterns, compact)),
  ];
}

function checkRegion(region: VoteRegionChoice): void {
  if (typeof region === "object" && !(Number.isFinite(region.dilationMm) && region.dilationMm >= 0)) {
    throw new UsageError("E_REGION", `region.dilationMm must be 0 mm or more, ${region.dilationMm} found`);
  }
}

function regionName(region: VoteRegionChoice): string {
  return typeof region === "object" ? `union dilated by ${region.dilationMm} mm` : region;
}

function indicesIn({ label, ids }: VoteStructure, compact: readonly CompactVolume[]): number[][] {
  if (ids.length !== compact.length) {
    throw new UsageError(
      "E_LABELS",
      `structures: label ${label} must list its ids in each of ${compact.length} volumes, ${ids.length} lists found`,
    );
  }
  return compact.map(({ indexOf }, rater) =>
    [...new Set(ids[rater])].flatMap((id) => (id === 0 ? [] : (indexOf.get(id) ?? []))),
  );
}

/** Patterns of 1 and 0 for one structure, those with the same ratings added up, in ascending order. */
function insidePatterns(
  patterns: readonly IndexPattern[],
  union: readonly (readonly number[])[],
): VotePattern[] {
  const inside = union.map((indices) => new Set(indices));
  const sums = new Map<string, { ratings: number[]; voxels: number }>();
  for (const { indices, voxels } of patterns) {
    const ratings = indices.map((index, rater) => Number(inside[rater].has(index)));
    const key = ratings.join("");
    const sum = sums.get(key);
    if (sum) sum.voxels += voxels;
    else sums.set(key, { ratings, voxels });
  }
  return inOrder([...sums.values()]);
}

function idPatterns(patterns: readonly IndexPattern[], compact: readonly CompactVolume[]): VotePattern[] {
  return inOrder(
    patterns.map(({ indices, voxels }) => ({
      ratings: indices.map((index, rater) => compact[rater].ids[index]),
      voxels,
    })),
  );
}

function inOrder(patterns: VotePattern[]): VotePattern[] {
  const compare = (a: readonly number[], b: readonly number[]) => {
    const k = a.findIndex((rating, rater) => rating !== b[rater]);
    return k < 0 ? 0 : a[k] - b[k];
  };
  return patterns.sort((a, b) => compare(a.ratings, b.ratings));
}

function foundStructures(
  patterns: readonly IndexPattern[],
  compact: readonly CompactVolume[],
  volumes: readonly LabelVolume[],
): VoteStructure[] {
  const found = new Set<number>();
  for (const { indices } of patterns) {
    indices.forEach((index, rater) => {
      found.add(compact[rater].ids[index]);
    });
  }
  found.delete(0);
  const nameOf = (id: number) =>
    volumes.map(({ labelNames }) => labelNames?.get(id)).find((name) => name !== undefined) ?? String(id);
  return [...found]
    .sort((a, b) => a - b)
    .map((label) => ({ label, name: nameOf(label), ids: volumes.map(() => [label]) }));
}
