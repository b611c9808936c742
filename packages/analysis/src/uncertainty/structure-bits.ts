import { type BitMask, bitMaskOf } from "@pgt/engine";
import type { LabelVolume } from "@pgt/metrics";
import { distinctLabels } from "../distinct-labels.ts";

/** A structure that is measured; several ids read as one. */
export interface Structure {
  readonly label: number;
  readonly name: string;
  readonly ids: readonly number[];
}

/** One annotation as the voxels of its structures; one that it does not have is not there. */
export type StructureBits = ReadonlyMap<number, BitMask>;

export interface Annotation {
  readonly bits: StructureBits;
  readonly names: ReadonlyMap<number, string>;
}

/**
 * The structures of an annotation, and no more of it.
 *
 * @param wanted null is every label found.
 */
export function annotationOf(
  layers: readonly Pick<LabelVolume, "data" | "shape" | "labelNames">[],
  wanted: readonly Structure[] | null,
): Annotation {
  const names = new Map(layers.flatMap(({ labelNames }) => (labelNames ? [...labelNames] : [])));
  const found = new Set(layers.flatMap(({ data }) => distinctLabels(data)));
  const structures = wanted ?? [...found].map((label) => ({ label, ids: [label] }));
  const bits = new Map<number, BitMask>();
  for (const { label, ids } of structures) {
    if (!ids.some((id) => found.has(id))) continue;
    bits.set(label, bitMaskOf(layers.map((volume) => ({ volume, ids }))));
  }
  return { bits, names };
}
