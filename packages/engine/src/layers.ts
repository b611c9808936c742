import type { LabelSpec, LabelVolume } from "@pgt/metrics";
import { type CompactPair, indicesOf } from "./joint-counts.ts";
import type { Kernels } from "./kernels.ts";
import type { Memory } from "./memory.ts";
import { relabellingReader, type VoxelReader } from "./voxel-reader.ts";

/** A structure as one label index in each volume of a pair; null where the volume lacks it. */
export interface Target {
  readonly position: number;
  readonly reference: number | null;
  readonly prediction: number | null;
}

export interface LayerSide {
  readonly reader: VoxelReader;
  /** The volume itself if the reader gives its voxels unchanged: its surfaces may then be kept for other pairs. */
  readonly volume: LabelVolume | null;
  /** Label indices with at least one voxel, 0 and the mark excepted. */
  readonly present: readonly number[];
}

/** A pair of volumes in which each of `targets` is a single label index. */
export interface Layer {
  readonly reference: LayerSide;
  readonly prediction: LayerSide;
  readonly targets: readonly Target[];
}

/** Structures that are one id in each volume: no voxel has to be touched. */
export function singleIdTargets(specs: readonly LabelSpec[], pair: CompactPair): Target[] {
  return specs.flatMap((spec, position) => {
    const reference = indicesOf(pair.reference, spec.referenceIds);
    const prediction = indicesOf(pair.prediction, spec.predictionIds);
    if (reference.length > 1 || prediction.length > 1) return [];
    return [{ position, reference: reference[0] ?? null, prediction: prediction[0] ?? null }];
  });
}

/**
 * Regions, grouped so that those of a group share no id: each group is one relabelling of the volumes, in which
 * region k of the group is index k + 1. Nested regions (whole tumour, core) come to lie in different groups.
 */
export function regionGroups(specs: readonly LabelSpec[], pair: CompactPair): number[][] {
  const groups: { members: number[]; reference: Set<number>; prediction: Set<number> }[] = [];
  specs.forEach((spec, position) => {
    const reference = indicesOf(pair.reference, spec.referenceIds);
    const prediction = indicesOf(pair.prediction, spec.predictionIds);
    if (reference.length <= 1 && prediction.length <= 1) return;
    let group = groups.find(
      (g) => !reference.some((i) => g.reference.has(i)) && !prediction.some((i) => g.prediction.has(i)),
    );
    if (!group) groups.push((group = { members: [], reference: new Set(), prediction: new Set() }));
    group.members.push(position);
    for (const i of reference) group.reference.add(i);
    for (const i of prediction) group.prediction.add(i);
  });
  return groups.map((group) => group.members);
}

export function regionLayer(
  kernels: Kernels,
  memory: Memory,
  specs: readonly LabelSpec[],
  members: readonly number[],
  pair: CompactPair,
  readers: { readonly reference: VoxelReader; readonly prediction: VoxelReader },
): Layer {
  const side = (name: "reference" | "prediction"): LayerSide => {
    const table = new Map<number, number>();
    members.forEach((position, k) => {
      for (const index of indicesOf(pair[name], specs[position][`${name}Ids`])) table.set(index, k + 1);
    });
    const reader = relabellingReader(kernels, memory, readers[name], table);
    return { reader, volume: null, present: members.map((_, k) => k + 1) };
  };
  const targets = members.map((position, k) => ({ position, reference: k + 1, prediction: k + 1 }));
  return { reference: side("reference"), prediction: side("prediction"), targets };
}
