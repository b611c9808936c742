import type { LabelVolume } from "@pgt/metrics";
import type { InputHash } from "../platform/input-hash.ts";

/** A case's annotation as read: one label map, or several where classes stored one by one overlap. */
export interface Mask {
  readonly layers: readonly LabelVolume[];
  /** True if its ids were given by this program (one file per class): only its names mean anything to others. */
  readonly byName: boolean;
  readonly source: string;
  /** Files that it was read from, hashed as they were read; absent if nobody asked for it. */
  readonly inputs?: readonly InputHash[];
}
