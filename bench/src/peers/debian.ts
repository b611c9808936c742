import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { run, type Spawned } from "../spawned.ts";

/** Version of an installed Debian package, null if it is not installed or this is no Debian. */
export function debianVersion(name: string): string | null {
  const format = ["db:Status-Abbrev", "Version"].map((field) => `$\{${field}}`).join(" ");
  const query = ["-W", "-f", format, name];
  const { status, stdout } = spawnSync("dpkg-query", query, { encoding: "utf8" });
  return status === 0 && stdout.startsWith("ii") ? stdout.slice(2).trim() : null;
}

/** The command that installs those of `packages` that are missing; null if none is. */
export function installCommand(packages: readonly string[]): string | null {
  const missing = packages.filter((name) => debianVersion(name) === null);
  return missing.length > 0 ? `apt install ${missing.join(" ")}` : null;
}

const timer = "/usr/bin/time";

/** Tells if the peak memory of other programs can be told. */
export const tellsMemory = () => statSync(timer, { throwIfNoEntry: false }) !== undefined;

/** Runs a program on one core; GNU time tells its peak memory if it is there. */
export async function runOnOneCore(
  program: string,
  args: readonly string[],
  folder: string,
): Promise<Spawned> {
  // Threads are limited as each of the libraries wants it.
  const limits = ["OMP_NUM_THREADS=1", "ITK_GLOBAL_DEFAULT_NUMBER_OF_THREADS=1", "OPENBLAS_NUM_THREADS=1"];
  if (!tellsMemory()) return run("/usr/bin/env", [...limits, program, ...args]);
  const report = join(folder, "peak-memory.txt");
  const result = await run("/usr/bin/env", [...limits, timer, "-f", "%M", "-o", report, program, ...args]);
  return { ...result, peakMiB: Number(readFileSync(report, "utf8").trim().split("\n").at(-1)) / 1024 };
}
