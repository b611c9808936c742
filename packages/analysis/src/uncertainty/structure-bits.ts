import { type BitMask, bitMaskOf } from "@pgt/engine";
import type { Mask } from "@pgt/runner";
import { distinctLabels } from "../distinct-labels.ts";
import { type CaseLabels, labelSideOf } from "../labels/case-labels.ts";

/** A structure that is measured; several ids read as one. */
export interface Structure {
  readonly label: number;
  readonly name: string;
  readonly ids: readonly number[];
}

/** One annotation as the voxels of its structures, by their labels; one that it does not have is not there. */
export type StructureBits = ReadonlyMap<number, BitMask>;

/** The structures of a mask, and no more of it. */
export function structureBits(mask: Mask, labels: CaseLabels): StructureBits {
  const { layers } = mask;
  const found = new Set(layers.flatMap(({ data }) => distinctLabels(data)));
  const bits = new Map<number, BitMask>();
  for (const { label, predictionIds: ids } of labels.match(labelSideOf(mask, [...found]))) {
    if (!ids.some((id) => found.has(id))) continue;
    bits.set(label, bitMaskOf(layers.map((volume) => ({ volume, ids }))));
  }
  return bits;
}
