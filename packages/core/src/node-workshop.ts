import { spawn } from "node:child_process";
import { open, readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { outputFault, UsageError } from "@pgt/metrics";
import type { ProgramCall, ProgramEnd, Workshop } from "@pgt/runner/platform";
import { PartialFolder } from "./dataset-folder.ts";
import { openOutputFolder } from "./run-directory/atomic-file.ts";
import { RunLock } from "./run-directory/run-lock.ts";

/** Folders of tasks on disk, and programs as processes. */
export const nodeWorkshop: Workshop = {
  lock: async (folder) => {
    await openOutputFolder(folder);
    const lock = await RunLock.take(folder);
    return () => lock.release();
  },
  begin: async (folder, name, replaces) => {
    await openOutputFolder(folder);
    return PartialFolder.begin(folder, name, replaces, []);
  },
  clean: async (folder) => {
    for (const name of await readdir(folder).catch(() => [])) {
      if (/^\..*\.part(\.old)?$/.test(name)) await removeAbandoned(join(folder, name));
    }
  },
  remove: (path) => rm(path, { recursive: true, force: true }).catch((cause) => refuse(path, cause)),
  stampOf: async (path) => {
    const { size, mtimeMs } = await stat(path);
    return `${size} ${mtimeMs}`;
  },
  // network.wasm lies beside the built module.
  network: () => readFile(new URL("./network.wasm", import.meta.url)),
  scripts: fileURLToPath(new URL("./scripts", import.meta.url)),
  run,
};

function refuse(path: string, cause: unknown): never {
  throw outputFault(path, cause);
}

/** A folder that another process still works on is locked by it, and stays. */
async function removeAbandoned(folder: string): Promise<void> {
  try {
    await RunLock.take(folder);
  } catch (error) {
    if (error instanceof UsageError) return;
    throw error;
  }
  await rm(folder, { recursive: true, force: true }).catch((cause) => refuse(folder, cause));
}

async function run({ argv, folder, environment, log, signal }: ProgramCall): Promise<ProgramEnd> {
  const file = await open(log, "a").catch((cause) => refuse(log, cause));
  try {
    await file.write(`$ ${argv.map((word) => JSON.stringify(word)).join(" ")}\n`);
    return await ended(argv, { folder, environment, file: file.fd, signal });
  } finally {
    await file.close();
  }
}

interface Started extends Pick<ProgramCall, "folder" | "environment"> {
  readonly file: number;
  readonly signal: AbortSignal | undefined;
}

/** An interruption reaches the program and all that it has started, which share a group of processes. */
function ended([program, ...words]: readonly string[], started: Started): Promise<ProgramEnd> {
  const { folder, environment, file, signal } = started;
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, {
      cwd: folder,
      env: { ...process.env, ...environment },
      stdio: ["ignore", file, file],
      detached: true,
      windowsHide: true,
    });
    const stop = () => {
      if (child.pid !== undefined) endGroup(child.pid);
    };
    const settle = (end: ProgramEnd) => {
      signal?.removeEventListener("abort", stop);
      if (signal?.aborted) reject(signal.reason);
      else resolve(end);
    };
    signal?.addEventListener("abort", stop);
    child.on("error", (cause) => settle({ kind: "missing", reason: (cause as Error).message }));
    child.on("exit", (code, name) =>
      settle(code === null ? { kind: "killed", signal: name ?? "?" } : { kind: "exit", code }),
    );
    if (signal?.aborted) stop();
  });
}

function endGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGTERM");
  } catch {
    // It has ended in the meantime.
  }
}
