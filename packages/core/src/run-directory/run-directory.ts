import { rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { outputFault, UsageError } from "@pgt/metrics";
import { type RunFiles, type RunFolder, type RunKey, runFileName } from "@pgt/runner/platform";
import { openOutputFolder, writeAtomically } from "./atomic-file.ts";
import { Journal, journalName } from "./journal.ts";

/** Folder that the results of a run are written to. */
export class RunDirectory implements RunFolder {
  readonly folder: string;
  /** Null for a run that compares nothing. */
  readonly journal: Journal | null;

  private constructor(folder: string, journal: Journal | null) {
    this.folder = folder;
    this.journal = journal;
  }

  /**
   * Makes the folder, or goes on with the run that it holds.
   *
   * @param key what the run rests on besides its masks; null for a run without a journal.
   * @param earlierTables names of tables that an earlier run may have left: they go, with its run.json. Null keeps
   * it.
   * @throws UsageError E_RUN if the folder holds another run; OutputError if it cannot be written.
   */
  static async open(
    folder: string,
    key: RunKey | null,
    earlierTables: readonly string[] | null = null,
  ): Promise<RunDirectory> {
    await openOutputFolder(folder);
    if (earlierTables !== null) await removeRun(folder, earlierTables);
    if (key !== null) return new RunDirectory(folder, await Journal.open(folder, key));
    if (await stat(join(folder, journalName)).catch(() => null)) {
      throw new UsageError(
        "E_RUN",
        `${folder}: holds another run. Choose another folder, or start this one anew (fresh; --fresh of the command).`,
      );
    }
    return new RunDirectory(folder, null);
  }

  /** Writes the tables, and run.json behind them: it never stands beside tables of another run. */
  async write(tables: RunFiles, run: Iterable<string>): Promise<string[]> {
    await this.close();
    await rm(join(this.folder, runFileName), { force: true });
    const files = [...Object.entries(tables), [runFileName, run] as const];
    for (const [name, chunks] of files) await writeAtomically(join(this.folder, name), chunks);
    return files.map(([name]) => name);
  }

  /** Closes the journal; a second call does nothing. */
  async close(): Promise<void> {
    await this.journal?.close();
  }
}

async function removeRun(folder: string, tables: readonly string[]): Promise<void> {
  try {
    for (const name of [runFileName, ...tables, journalName]) await rm(join(folder, name), { force: true });
  } catch (cause) {
    throw outputFault(folder, cause);
  }
}
