import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root, say } from "./settings.ts";

/** A revision of the project, built in a folder of its own. */
export interface BuiltRevision {
  readonly commit: string;
  /** The built @pgt/core. */
  readonly core: string;
}

/**
 * Checks a revision out into a git worktree below `folder` and builds it. The worktree goes when the process ends.
 *
 * @throws Error if git does not know the revision, or it cannot be installed or built.
 */
export function buildRevision(revision: string, folder: string): BuiltRevision {
  const commit = call("git", ["rev-parse", "--verify", "--short", `${revision}^{commit}`], root).trim();
  const tree = join(folder, commit);
  say(`building ${commit}`);
  call("git", ["worktree", "add", "--detach", tree, commit], root);
  process.on("exit", () => spawnSync("git", ["worktree", "remove", "--force", tree], { cwd: root }));
  const { packageManager } = JSON.parse(readFileSync(join(tree, "package.json"), "utf8"));
  const pnpm = ["--yes", packageManager];
  call("npx", [...pnpm, "install", "--frozen-lockfile", "--prefer-offline"], tree);
  call("npx", [...pnpm, "--filter", "@pgt/core...", "run", "build"], tree);
  return { commit, core: join(tree, "packages/core/dist/index.js") };
}

export function call(program: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    shell: process.platform === "win32",
  });
  if (error) throw new Error(`${program}: ${error.message}`);
  if (status !== 0) throw new Error(`${program} ${args.join(" ")}: exit code ${status}\n${stderr}${stdout}`);
  return stdout;
}
