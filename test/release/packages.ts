import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll } from "vitest";
import manifest from "../../package.json" with { type: "json" };

const execute = promisify(execFile);

export const root = fileURLToPath(new URL("../../", import.meta.url));

export const published = [
  { name: "@pgt/core", folder: join(root, "packages/core"), hasTypes: true },
  { name: "@pgt/browser", folder: join(root, "packages/browser"), hasTypes: true },
  { name: "@pgt/cli", folder: join(root, "apps/cli"), hasTypes: false },
] as const;

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end; a code other than 0 is a result, not an error. */
export async function run(program: string, args: readonly string[], cwd: string): Promise<Ran> {
  const path = `${join(cwd, "node_modules/.bin")}:${join(root, "node_modules/.bin")}:${process.env.PATH}`;
  const env = { ...process.env, PATH: path, NO_COLOR: "1", FORCE_COLOR: undefined };
  try {
    return { code: 0, ...(await execute(program, [...args], { cwd, env, maxBuffer: 2 ** 26 })) };
  } catch (error) {
    const { code, stdout = "", stderr = "" } = error as Partial<Ran>;
    if (typeof code !== "number") throw error;
    return { code, stdout, stderr };
  }
}

export async function succeed(program: string, args: readonly string[], cwd: string): Promise<Ran> {
  const ran = await run(program, args, cwd);
  if (ran.code !== 0) {
    throw new Error(`${program} ${args.join(" ")} ended with code ${ran.code}\n${ran.stdout}\n${ran.stderr}`);
  }
  return ran;
}

/** A new folder, removed when the tests of the calling file are done. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "pgt-release-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Packs one package as it would be published, into `destination`; returns the path of the tarball. */
export async function pack(folder: string, destination: string): Promise<string> {
  await succeed("npx", ["--yes", manifest.packageManager, "pack", "--pack-destination", destination], folder);
  const [tarball] = readdirSync(destination);
  return join(destination, tarball);
}
