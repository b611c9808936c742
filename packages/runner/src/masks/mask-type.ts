import type { LabelVolume } from "@pgt/metrics";

/** A case's annotation as read: one label map, or several where classes stored one by one overlap. */
export interface Mask {
  readonly layers: readonly LabelVolume[];
  /** True if its ids were given by this program (one file per class): only its names mean anything to others. */
  readonly byName: boolean;
  readonly source: string;
}
