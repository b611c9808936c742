import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Folder of the Python files of these tests, among them the list of what is installed. */
export const pythonFolder = fileURLToPath(new URL("python", import.meta.url));

/** Reason for which the tests that install programs of others are skipped; null if they run. */
export function reasonToSkip(): string | null {
  if (process.env.PGT_ENGINES !== "1") return "PGT_ENGINES is not 1";
  const { status } = spawnSync("python3", [
    ...["-c", "import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 10))"],
  ]);
  return status === 0 ? null : "there is no Python 3.10 or newer with venv";
}

/** A Python of its own with packages, in a cache folder that is used again: installed by one call of pip after the other. */
export function pythonWith(name: string, calls: readonly (readonly string[])[]): string {
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "pgt-tests");
  const key = createHash("sha256").update(JSON.stringify([calls, requirements()]));
  const folder = join(cache, `${name}-${key.digest("hex").slice(0, 12)}`);
  const done = join(folder, "installed");
  const python = join(folder, "bin", "python");
  if (existsSync(done)) return python;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(cache, { recursive: true });
  run("python3", ["-m", "venv", folder]);
  // Modules are compiled where they are used, which are few of those that are installed.
  for (const call of calls) run(python, ["-m", "pip", "install", "--quiet", "--no-compile", ...call]);
  writeFileSync(done, "");
  return python;
}

const requirements = () => readFileSync(join(pythonFolder, "requirements.txt"), "utf8");

/** The Python of nnU-Net and MONAI. */
export function enginePython(): string {
  return pythonWith("engines", [
    ["torch==2.13.0"],
    ["--no-deps", "nnunetv2==2.8.1", "dynamic-network-architectures==0.4.4"],
    ["-r", join(pythonFolder, "requirements.txt")],
  ]);
}

/** Variables for programs of that Python: few threads and no processes beside them. */
export function engineEnvironment(python: string): Record<string, string> {
  return {
    PATH: [join(python, ".."), process.env.PATH].join(delimiter),
    PYTHONPATH: join(pythonFolder, "stand-ins"),
    PYTHONDONTWRITEBYTECODE: "",
    OMP_NUM_THREADS: "1",
    nnUNet_extTrainer: join(pythonFolder, "trainers"),
    nnUNet_n_proc_DA: "1",
    nnUNet_def_n_proc: "1",
  };
}

function run(program: string, words: readonly string[]): void {
  const { status, stderr, error } = spawnSync(program, words, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${program} ${words.join(" ")}: ${error?.message ?? stderr}`);
}
