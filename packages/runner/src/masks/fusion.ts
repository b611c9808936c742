import { InternalError } from "@pgt/metrics";
import type { FusedMask, Fusion } from "@pgt/study";
import type { Mask } from "./mask-type.ts";

/** Masks of one case that are to become one. */
export interface MasksToFuse {
  readonly count: number;
  /** Reads one of them; on another grid than the first is a fault of that mask. */
  readonly read: (place: number) => Promise<Mask>;
  readonly fusion: Fusion;
  /** Name of the mask that is made. */
  readonly source: string;
}

export type FuseMasks = (masks: MasksToFuse) => Promise<Mask>;

let registered: FuseMasks | null = null;

/** Hands in the way in which masks are fused, which this package does not know; once in every thread. */
export function useFusion(fuse: FuseMasks): void {
  registered = fuse;
}

/** Fuses a mask. @param read reads one of its parts. */
export async function fusedMask(
  source: FusedMask,
  read: (part: FusedMask["parts"][number]) => Promise<Mask>,
): Promise<Mask> {
  if (registered === null)
    throw new InternalError("E_INTERNAL", "no way to fuse masks was handed in; call useFusion() first");
  const { parts, fusion, path } = source;
  return registered({ count: parts.length, read: (place) => read(parts[place]), fusion, source: path });
}
