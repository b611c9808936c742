import type { LabelVolume, ValueVolume, Vector3 } from "@pgt/metrics";
import type { ChannelFile } from "./channels.ts";
import type { Inflater } from "./gzip/gunzip.ts";

/** Size and type of voxels, as the beginning of a file describes them. */
export interface VoxelPlan {
  readonly shape: Vector3;
  readonly datatype: { readonly name: string };
  /** Bytes of all voxels, inflated. */
  readonly byteLength: number;
}

/** A file to be read, as it is on disk. */
export interface MaskFile {
  /** Names it in messages. */
  readonly source: string;
  /** Content of the file, or of the header if it is one of a pair. */
  readonly bytes: Uint8Array;
  /** Reads the first that is there of several files beside it; null if none is. */
  readonly beside: (paths: readonly string[]) => Promise<Uint8Array | null>;
}

/** Means that a reader is given besides the file. */
export interface ReadMeans {
  readonly inflater: Inflater;
  /** Throws for a size that cannot be held. */
  readonly check: (plan: VoxelPlan) => void;
}

/** A format of label maps; its name and extensions are those of the file kind of the same id in `@pgt/metrics`. */
export interface Format {
  /**
   * Tells files of the format by their content.
   *
   * @param start the beginning of the file, inflated.
   */
  readonly recognises: (start: Uint8Array) => boolean;
  /**
   * Describes the voxels of a file.
   *
   * @param start the file, or the beginning of it from 4096 bytes on, as it is on disk.
   */
  readonly plan: (start: Uint8Array, source: string, inflater: Inflater) => Promise<VoxelPlan>;
  /** @throws InputError naming the file, what was expected and what was found. */
  readonly read: (file: MaskFile, means: ReadMeans) => Promise<LabelVolume>;
  /** Reads one or more volumes, where the format can hold probabilities or several volumes. */
  readonly readChannels?: (file: MaskFile, means: ReadMeans) => Promise<ChannelFile>;
  /** Content of an uncompressed file in parts, so that voxels need no copy, where the format is written too. */
  readonly write?: (volume: LabelVolume | ValueVolume) => readonly Uint8Array[];
}
