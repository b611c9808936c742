import { rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { outputFault, UsageError } from "@pgt/metrics";
import {
  type RunFiles,
  type RunFolder,
  type RunKey,
  runFileName,
  type ScoredShard,
} from "@pgt/runner/platform";
import { openOutputFolder, removeTemporaries, writeAtomically } from "./atomic-file.ts";
import { Journal, journalName } from "./journal.ts";
import { RunLock } from "./run-lock.ts";

/** Folder that the results of a run are written to. */
export class RunDirectory implements RunFolder {
  readonly folder: string;
  /** Null for a run that compares nothing. */
  readonly journal: Journal | null;
  private readonly lock: RunLock;

  private constructor(folder: string, journal: Journal | null, lock: RunLock) {
    this.folder = folder;
    this.journal = journal;
    this.lock = lock;
  }

  /**
   * Makes the folder, or goes on with the run that it holds.
   *
   * @param key what the run rests on besides its masks; null for a run without a journal.
   * @param earlierTables names of tables that an earlier run may have left: they go, with its run.json. Null keeps
   * it.
   * @param shards whose cases the run takes over.
   * @throws UsageError E_RUN if the folder holds another run, E_LOCKED if another process writes into it; OutputError
   * if it cannot be written.
   */
  static async open(
    folder: string,
    key: RunKey | null,
    earlierTables: readonly string[] | null = null,
    shards: readonly ScoredShard[] = [],
  ): Promise<RunDirectory> {
    await openOutputFolder(folder);
    const lock = await RunLock.take(folder);
    try {
      await removeTemporaries(folder);
      if (earlierTables !== null) await removeRun(folder, earlierTables);
      const journal = key === null ? await noJournal(folder) : await Journal.open(folder, key, shards);
      return new RunDirectory(folder, journal, lock);
    } catch (cause) {
      await lock.release();
      throw cause;
    }
  }

  /** Writes the tables, and run.json behind them: it never stands beside tables of another run. Closes the folder. */
  async write(tables: RunFiles, run: Iterable<string>): Promise<string[]> {
    try {
      await this.journal?.close();
      await rm(join(this.folder, runFileName), { force: true });
      const files = [...Object.entries(tables), [runFileName, run] as const];
      for (const [name, chunks] of files) await writeAtomically(join(this.folder, name), chunks);
      return files.map(([name]) => name);
    } finally {
      await this.close();
    }
  }

  /** Closes the journal and gives the folder free; a second call does nothing. */
  async close(): Promise<void> {
    await this.journal?.close();
    await this.lock.release();
  }
}

async function noJournal(folder: string): Promise<null> {
  if (!(await stat(join(folder, journalName)).catch(() => null))) return null;
  throw new UsageError(
    "E_RUN",
    `${folder}: holds another run. Choose another folder, or start this one anew (fresh; --fresh of the command).`,
  );
}

async function removeRun(folder: string, tables: readonly string[]): Promise<void> {
  try {
    for (const name of [runFileName, ...tables, journalName]) await rm(join(folder, name), { force: true });
  } catch (cause) {
    throw outputFault(folder, cause);
  }
}
