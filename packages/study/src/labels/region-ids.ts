import { type Note, someOf } from "@pgt/metrics";
import type { NameTable } from "./label-names.ts";

/** A region of a dataset.json, and what a mask has of it. */
export interface NamedRegion {
  readonly name: string;
  /** The region's ids in the dataset. */
  readonly ids: readonly number[];
  /** The mask's label of that name, if it has one. */
  readonly whole: number | undefined;
  /** The mask's numbers mean nothing (one file per class). */
  readonly byName: boolean;
}

/** Ids of the mask that make up the region, and what to say of it. */
export interface RegionIds {
  readonly ids: readonly number[];
  readonly warning: Note | null;
}

/**
 * Ids of a mask that a region stands for. A label map gives each voxel one label, so a mask that names parts of the
 * region by themselves has them outside its label of the region's name: the region is their union. Parts are known by
 * the dataset's names for them; if one of these has its number there too, or the mask names all numbers of the region,
 * the mask numbers as the dataset does and every number of the region belongs to it. Else the one label is the region.
 * Null: nothing says more than the names of single labels do.
 *
 * @param table names of the mask's labels; @param present ids in the mask; @param dataset names of single labels.
 */
export function regionIds(
  { name, ids, whole, byName }: NamedRegion,
  table: NameTable,
  present: ReadonlySet<number>,
  dataset: NameTable,
  words: { readonly side: string; readonly dataset: string },
): RegionIds | null {
  const isOther = (id: number) => {
    const known = dataset.idOf(table.nameOf(id) ?? "");
    return known !== undefined && known !== id;
  };
  const parts = ids.flatMap((id) => table.idOf(dataset.nameOf(id) ?? "") ?? []).filter((id) => id !== whole);
  const isConfirmed =
    !byName && ids.some((id) => parts.includes(id) && table.idOf(dataset.nameOf(id) ?? "") === id);
  const isRegion = `"${name}" is a region (${ids.join(", ")}) in {table}`;
  const warn = (message: string): Note => ({ code: "W-REGION", table: words.dataset, message });
  const named = (union: readonly number[]) =>
    union.map((id) => [id, table.nameOf(id) ?? ""].join(" ").trim()).join(" + ");
  const own = ids.filter((id) => !isOther(id));
  if (whole === undefined) {
    const isNew = own.some((id) => table.nameOf(id) !== undefined && !parts.includes(id));
    if (!isConfirmed || !isNew) return null;
    const union = [...new Set([...parts, ...own])].sort((a, b) => a - b);
    const warning = `${isRegion}, of which the ${words.side} names the parts: compared as ${named(union)}. If that is not so, say in a label map what it is made of.`;
    return { ids: union, warning: warn(warning) };
  }
  const isNamedThroughout = own.length === ids.length && ids.every((id) => table.identifies(id));
  const sharesNumbers = !byName && ids.includes(whole) && (isNamedThroughout || isConfirmed);
  const start = `${isRegion} and label ${whole} in the ${words.side}`;
  if (sharesNumbers || parts.length > 0) {
    const union = [...new Set([whole, ...parts, ...(sharesNumbers ? own : [])])].sort((a, b) => a - b);
    const warning = `${start}, which names parts of it by themselves: compared as ${named(union)}. If label ${whole} is the whole, say so in a label map.`;
    return { ids: union, warning: warn(warning) };
  }
  const unnamed =
    !byName && ids.includes(whole)
      ? ids.filter((id) => id !== whole && present.has(id) && table.nameOf(id) === undefined)
      : [];
  const warning = `${start} alone; ${someOf(unnamed.map(String))}, without a name there, may be parts of it. Name them, or say what the region is made of in a label map.`;
  return { ids: [whole], warning: unnamed.length > 0 ? warn(warning) : null };
}
