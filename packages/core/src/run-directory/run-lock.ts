import { randomUUID } from "node:crypto";
import { readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { outputFault, UsageError } from "@pgt/metrics";

export const lockName = "run.lock";

/** Process that writes into a folder. */
interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly since: string;
  /** Tells locks of one process apart. */
  readonly id: string;
}

/** Time in which a process that has made its lock has also written it. */
const WRITTEN_WITHIN_MS = 10_000;

/** The right to write into a folder, held by one run at a time: a file that names its process. */
export class RunLock {
  private constructor(
    private readonly path: string,
    private readonly text: string,
  ) {}

  /**
   * Takes the lock of a folder. One that a process of this machine left when it was killed is taken over.
   *
   * @throws UsageError E_LOCKED naming the process that holds it; OutputError if the folder cannot be written.
   */
  static async take(folder: string): Promise<RunLock> {
    const path = join(folder, lockName);
    const holder: Holder = {
      pid: process.pid,
      host: hostname(),
      since: new Date().toISOString(),
      id: randomUUID(),
    };
    const text = `${JSON.stringify(holder)}\n`;
    for (;;) {
      const isMade = await writeFile(path, text, { flag: "wx" }).then(
        () => true,
        (cause) => {
          if (cause.code === "EEXIST") return false;
          throw outputFault(path, cause);
        },
      );
      if (isMade) return new RunLock(path, text);
      const found = await readFile(path, "utf8").catch(() => null);
      if (found !== null && !(await isStale(path, found))) throw held(folder, path, found);
      if (found !== null) await remove(path, found);
    }
  }

  /** Gives the folder free; a second call does nothing. */
  async release(): Promise<void> {
    await remove(this.path, this.text);
  }
}

/** Removes a lock if it is this one: two processes may find the same one stale, and one of them has taken it since. */
async function remove(path: string, text: string): Promise<void> {
  const aside = `${path}.${randomUUID()}.aside`;
  const isMoved = await rename(path, aside).then(
    () => true,
    () => false,
  );
  if (!isMoved) return;
  if ((await readFile(aside, "utf8").catch(() => text)) === text) await rm(aside, { force: true });
  else await rename(aside, path);
}

async function isStale(path: string, text: string): Promise<boolean> {
  const holder = parsed(text);
  if (holder === null) {
    const entry = await stat(path).catch(() => null);
    return entry === null || Date.now() - entry.mtimeMs > WRITTEN_WITHIN_MS;
  }
  return holder.host === hostname() && !isAlive(holder.pid);
}

function parsed(text: string): Holder | null {
  try {
    const holder = JSON.parse(text) as Holder | null;
    return Number.isSafeInteger(holder?.pid) && typeof holder?.host === "string" ? holder : null;
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === "EPERM";
  }
}

function held(folder: string, path: string, text: string): UsageError {
  const holder = parsed(text);
  const by = holder ? `process ${holder.pid} on ${holder.host} since ${holder.since}` : "another process";
  const message = `${folder}: ${by} writes into it. Wait for it or choose another folder; if it is no longer there, remove ${path}`;
  return new UsageError("E_LOCKED", message);
}
