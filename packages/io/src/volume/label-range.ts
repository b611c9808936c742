import { InputError, type LabelData } from "@pgt/metrics";

/** Smallest and largest label seen. */
export interface Range {
  minimum: number;
  maximum: number;
}

export function emptyRange(): Range {
  return { minimum: Number.POSITIVE_INFINITY, maximum: Number.NEGATIVE_INFINITY };
}

const PART = 2 ** 16;

/**
 * Runs `act` on `[0, PART)`, `[PART, 2 PART)` ...; whether it was true for all. The loops over voxels are in small
 * functions called once per part: engines compile those well, unlike one call that runs over a whole volume.
 */
export function forParts(count: number, act: (start: number, end: number) => boolean): boolean {
  let holds = true;
  for (let start = 0; start < count; start += PART)
    holds = act(start, Math.min(start + PART, count)) && holds;
  return holds;
}

export function widenBy(range: Range, minimum: number, maximum: number): void {
  range.minimum = Math.min(range.minimum, minimum);
  range.maximum = Math.max(range.maximum, maximum);
}

/** A zeroed array of the smallest type that holds the range. */
export function smallestArray({ minimum, maximum }: Range, count: number, source: string): LabelData {
  if (minimum >= 0 && maximum <= 0xff) return new Uint8Array(count);
  if (minimum >= 0 && maximum <= 0xffff) return new Uint16Array(count);
  if (minimum >= -0x8000 && maximum <= 0x7fff) return new Int16Array(count);
  if (minimum >= -0x80000000 && maximum <= 0x7fffffff) return new Int32Array(count);
  if (minimum >= 0 && maximum <= 0xffffffff) return new Uint32Array(count);
  throw new InputError(
    "E_NOT_LABELMAP",
    source,
    `values run from ${minimum} to ${maximum}; labels must fit into 32 bits`,
  );
}
