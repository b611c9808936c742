import type { Inflater } from "@pgt/io";
import { InternalError, type LabelVolume, type ValueVolume } from "@pgt/metrics";
import type { FolderListing } from "@pgt/study";
import type { WorkerPort } from "../tasks/protocol.ts";
import type { DatasetOutput } from "./dataset-output.ts";
import type { InputHash } from "./input-hash.ts";
import type { RunFolder, RunKey, ScoredShard } from "./run-output.ts";
import type { Workshop } from "./workshop.ts";

/** Everything that Node and a page do each in their own way; an entry point registers it. */
export interface Platform {
  readonly files: Files;
  readonly paths: Paths;
  readonly output: Output;
  readonly threads: Threads;
  /** Null where no program can be started. */
  readonly workshop: Workshop | null;
  readonly inflater: Inflater;
  /** Null where the system itself refuses memory that it lacks. */
  readonly memoryLimit: MemoryLimit | null;
  /** The module of `assembly/`, or its bytes. */
  readonly kernels: () => Promise<BufferSource | WebAssembly.Module>;
}

/** Limit of memory beyond which a page would not fail but end. */
export interface MemoryLimit {
  /** Bytes for the masks of one case together and what is found in them. */
  readonly caseBytes: number;
  /** Place of the limit, for messages: `in a page of this browser`. */
  readonly where: string;
  /** Alternative without the limit: `the command line (pgt)`. */
  readonly instead: string;
}

export interface FileEntry {
  readonly kind: "file" | "folder" | "other";
  readonly bytes: number;
}

/** Files that can be read. Every fault is an InputError naming the path. */
export interface Files {
  readonly entryOf: (path: string) => Promise<FileEntry>;
  readonly readBytes: (path: string) => Promise<Uint8Array>;
  /** The first bytes of a file, fewer if it is shorter. */
  readonly readStart: (path: string, bytes: number) => Promise<Uint8Array>;
  /** The last bytes of a file, fewer if it is shorter. */
  readonly readEnd: (path: string, bytes: number) => Promise<Uint8Array>;
  readonly listFolder: (folder: string) => Promise<FolderListing>;
  /** All files in a folder and below, relative to it, with "/". */
  readonly filesBelow: (folder: string) => Promise<string[]>;
  readonly hashFile: (path: string) => Promise<InputHash>;
  /** SHA-256 of bytes that were read, hexadecimal. */
  readonly sha256: (bytes: Uint8Array) => string;
}

/** Functions of node:path. */
export interface Paths {
  readonly sep: string;
  readonly join: (...parts: string[]) => string;
  readonly dirname: (path: string) => string;
  readonly basename: (path: string) => string;
  readonly resolve: (...parts: string[]) => string;
  readonly relative: (from: string, to: string) => string;
}

/** Place for results: folders on disk, or in a page's memory. Every fault is an OutputError naming the path. */
export interface Output {
  /**
   * Makes the folder of a run, or goes on with the run that it holds.
   *
   * @param key what the run rests on besides its masks; null for a run that compares nothing.
   * @param earlierTables names of tables that an earlier run may have left: they go, with its run.json. Null keeps
   * it.
   * @param shards whose cases the run takes over, each as its masks were then.
   */
  readonly openRun: (
    folder: string,
    key: RunKey | null,
    earlierTables: readonly string[] | null,
    shards: readonly ScoredShard[],
  ) => Promise<RunFolder>;
  readonly openFolder: (folder: string) => Promise<void>;
  /** A file with its final name is complete. */
  readonly writeFile: (path: string, chunks: Iterable<string | Uint8Array>) => Promise<void>;
  readonly study: StudyOutput;
  readonly dataset: DatasetOutput;
}

/** Place for masks and maps that are made, and for simulated studies. */
export interface StudyOutput {
  /**
   * Makes the folder, or empties that of an earlier study, known by the file `marker`; other files are not touched.
   */
  readonly begin: (folder: string, marker: string, text: string) => Promise<void>;
  /** `{id}.nii.gz` */
  readonly writeMask: (folder: string, id: string, volume: LabelVolume | ValueVolume) => Promise<void>;
  readonly writeText: (folder: string, name: string, text: string) => Promise<void>;
}

export interface Threads {
  readonly cores: number;
  readonly memoryBytes: number;
  /** Threads can see the same memory, so that several can work on one pair of masks. */
  readonly shareMemory: boolean;
  readonly canStart: () => boolean;
  /** This thread has others to answer, a person who interrupts among them: long work on several cases is left to a worker. */
  readonly staysFree: boolean;
  /** Tells the developer or the console of what concerns threads and no result. */
  readonly warn: (message: string) => void;
  /** Starts a thread that serves `workerTasks`. */
  readonly start: () => WorkerPort;
  /** Calls `work` after that time; waiting for it does not keep a program alive. @returns cancels it. */
  readonly later: (milliseconds: number, work: () => void) => () => void;
}

let current: Platform | undefined;

/** Registers the platform; called once by an entry point, in every thread, before anything else. */
export function usePlatform(platform: Platform): void {
  current = platform;
}

export function platform(): Platform {
  if (!current) throw new InternalError("E_PLATFORM", "no platform registered; call usePlatform() first");
  return current;
}
