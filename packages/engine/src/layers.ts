import type { LabelSpec } from "@pgt/metrics";
import { indicesOf } from "./joint-counts.ts";
import type { Kernels } from "./kernels.ts";
import type { LoadedPair, LoadedVolume } from "./load.ts";
import type { Memory } from "./memory.ts";

/** A structure as one label index in each volume of a pair; null where the volume lacks it. */
export interface Target {
  readonly position: number;
  readonly reference: number | null;
  readonly prediction: number | null;
}

/** A pair of volumes in which each of `targets` is a single label index. */
export interface Layer {
  readonly pair: LoadedPair;
  readonly targets: readonly Target[];
}

/** Structures that are one id in each volume: no voxel has to be touched. */
export function singleIdTargets(specs: readonly LabelSpec[], pair: LoadedPair): Target[] {
  return specs.flatMap((spec, position) => {
    const reference = indicesOf(pair.reference, spec.referenceIds);
    const prediction = indicesOf(pair.prediction, spec.predictionIds);
    if (reference.length > 1 || prediction.length > 1) return [];
    return [{ position, reference: reference[0] ?? null, prediction: prediction[0] ?? null }];
  });
}

/**
 * Regions, grouped so that those of a group share no id: each group needs one relabelled copy of the volumes, in
 * which region k of the group is index k + 1. Nested regions (whole tumour, core) come to lie in different groups.
 */
export function regionGroups(specs: readonly LabelSpec[], pair: LoadedPair): number[][] {
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

/** Relabels copies of both volumes for a group of regions. */
export function regionLayer(
  kernels: Kernels,
  memory: Memory,
  specs: readonly LabelSpec[],
  members: readonly number[],
  pair: LoadedPair,
): Layer {
  const copy = (volume: LoadedVolume, idsOf: (spec: LabelSpec) => readonly number[]): LoadedVolume => {
    const width = pair.type === "u8" ? 1 : 2;
    const size = Math.max(volume.ids.length, pair.mark + 1);
    const lut = new Uint16Array(size);
    lut[pair.mark] = pair.mark;
    members.forEach((position, k) => {
      for (const index of indicesOf(volume, idsOf(specs[position]!))) lut[index] = k + 1;
    });
    const pointer = memory.allocate(pair.voxels * width);
    const table = memory.allocate(size * width);
    memory.writeVoxels(table, width === 1 ? Uint8Array.from(lut) : lut);
    kernels[`remap_${pair.type}`](volume.pointer, pair.voxels, table, pointer);
    return { ...volume, pointer };
  };
  const relabelled: LoadedPair = {
    ...pair,
    reference: copy(pair.reference, (spec) => spec.referenceIds),
    prediction: copy(pair.prediction, (spec) => spec.predictionIds),
  };
  const targets = members.map((position, k) => ({ position, reference: k + 1, prediction: k + 1 }));
  return { pair: relabelled, targets };
}
