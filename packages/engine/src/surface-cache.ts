import type { Boundary, LabelVolume } from "@pgt/metrics";
import type { SurfaceSet } from "./surfaces.ts";

/** Sets larger than this (5 bytes an element) are not kept. */
export const ELEMENTS_KEPT = 24_000_000;

/** Surfaces found in a volume, for as long as the volume itself lives: in many pairs it is scanned once. */
export class SurfaceCache {
  private readonly sets = new WeakMap<LabelVolume, Map<string, SurfaceSet>>();

  /** `wanted`: label indices, null for all. */
  take(
    volume: LabelVolume,
    boundary: Boundary,
    wanted: readonly number[] | null,
    find: () => SurfaceSet,
  ): SurfaceSet {
    const known = this.sets.get(volume) ?? new Map<string, SurfaceSet>();
    this.sets.set(volume, known);
    const key = `${boundary} ${wanted === null ? "all" : [...wanted].sort((a, b) => a - b).join(",")}`;
    const cached = known.get(`${boundary} all`) ?? known.get(key);
    if (cached) return cached;
    const set = find();
    if (set.indices.length <= ELEMENTS_KEPT) known.set(key, set);
    return set;
  }

  /** Surfaces of all labels of a volume, found by another engine. */
  keep(volume: LabelVolume, boundary: Boundary, set: SurfaceSet): void {
    this.take(volume, boundary, null, () => set);
  }
}
