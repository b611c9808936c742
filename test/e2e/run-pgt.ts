import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll } from "vitest";

export const pgtFile = fileURLToPath(new URL("../../apps/cli/dist/pgt.js", import.meta.url));

/** Real masks, outside of the project. */
export const dataFolder = fileURLToPath(new URL("../../../shared/data", import.meta.url));
export const hasData = existsSync(dataFolder);

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** An environment in which output does not depend on who runs the tests. */
const plain = { PATH: process.env.PATH ?? "", HOME: process.env.HOME ?? "", LC_ALL: "C.UTF-8" };

export function startPgt(
  argv: readonly string[],
  options: { env?: Record<string, string>; cwd?: string } = {},
): ChildProcess {
  return spawn(process.execPath, [pgtFile, ...argv], {
    env: { ...plain, ...options.env },
    cwd: options.cwd ?? tmpdir(),
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Runs the built command as a user would. */
export function pgt(
  argv: readonly string[],
  options: { env?: Record<string, string>; cwd?: string } = {},
): Promise<Run> {
  return collect(startPgt(argv, options));
}

/** Runs a file of a program that uses the library. */
export function runNode(argv: readonly string[], cwd: string): Promise<Run> {
  return collect(spawn(process.execPath, argv, { env: plain, cwd, stdio: ["ignore", "pipe", "pipe"] }));
}

/** Runs a line of the shell in which `pgt` is the built command. */
export function shell(line: string): Promise<Run> {
  const prelude = `pgt() { "${process.execPath}" "${pgtFile}" "$@"; }; `;
  return collect(spawn("bash", ["-c", prelude + line], { env: plain, stdio: ["ignore", "pipe", "pipe"] }));
}

export function collect(child: ChildProcess): Promise<Run> {
  let stdout = "";
  let stderr = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}

/** A folder for the tests of one file, removed after them. */
export function temporaryFolder(): { readonly path: (...parts: string[]) => string } {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "pgt-e2e-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return { path: (...parts) => join(folder, ...parts) };
}
