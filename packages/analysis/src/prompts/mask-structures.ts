import type { LabelVolume } from "@pgt/metrics";
import type { Mask } from "@pgt/runner";
import { labelNamesOf } from "@pgt/runner";
import { type DatasetLabels, NameTable } from "@pgt/study";
import { distinctLabels } from "../distinct-labels.ts";
import type { BoxedStructure } from "./slice-boxes.ts";

/** Structures to be boxed in one layer of a mask. */
export interface NamedStructure extends BoxedStructure {
  readonly name: string;
}

/**
 * The structures of a mask: those of a dataset.json (by name if the mask names its labels and shares a name, else by
 * number; regions as unions), the ids asked for, or every label found. Names are the dataset's, else the mask's own,
 * else the number.
 */
export function structuresOf(
  mask: Mask,
  layer: LabelVolume,
  { asked, dataset }: { readonly asked?: readonly number[]; readonly dataset?: DatasetLabels },
): NamedStructure[] {
  const names = labelNamesOf(mask);
  if (dataset) return structuresOfDataset(dataset, new NameTable(names), mask.byName);
  const found = layer.labelNames && mask.byName ? [...layer.labelNames.keys()] : distinctLabels(layer.data);
  return (asked ?? found).map((id) => ({ label: id, name: names?.get(id) ?? String(id), ids: [id] }));
}

function structuresOfDataset({ labels }: DatasetLabels, own: NameTable, byName: boolean): NamedStructure[] {
  const theirs = new Map(
    labels.flatMap(({ ids, name }) => (ids.length === 1 ? [[ids[0], name] as const] : [])),
  );
  const isNamed = byName || labels.some(({ name }) => own.idOf(name) !== undefined);
  return labels.map(({ label, name, ids }) => {
    if (!isNamed) return { label, name, ids };
    const whole = own.idOf(name);
    const parts = ids.flatMap((id) => own.idOf(theirs.get(id) ?? "") ?? []);
    return { label, name, ids: whole === undefined ? parts : [whole] };
  });
}
