import type { LabelVolume } from "@pgt/metrics";

/** Place in which derived data sets are put together. */
export interface DatasetOutput {
  readonly makeFolder: (folder: string) => Promise<void>;
  /**
   * A data set `name` of the folder `out`, which has been made.
   *
   * @param replaces one of that name is there, and gives way when this one is complete.
   * @param folders that it has even if nothing is put into them.
   */
  readonly begin: (
    out: string,
    name: string,
    replaces: boolean,
    folders: readonly string[],
  ) => Promise<DatasetFolder>;
}

/** A data set in the making, seen in its place when it is complete. Names are paths in it, with "/". */
export interface DatasetFolder {
  /** Puts a file of the user's into it, without a second copy of its bytes unless `copy` asks for one. */
  placeFile(from: string, name: string, copy: boolean): Promise<void>;
  /** NIfTI, compressed if the name ends in `.gz`. */
  writeMask(name: string, volume: LabelVolume): Promise<void>;
  writeText(name: string, text: string): Promise<void>;
  /** @returns its path. */
  finish(): Promise<string>;
  discard(): Promise<void>;
}
