import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRandom } from "@pgt/metrics";

/** Runs that were ended in their midst, and went on. */
export interface KilledRuns {
  kills: number;
  /** Runs in which no file may grow beyond some length, as on a full disk. */
  full: number;
  resumed: number;
  differences: number;
}

/** Commands that write a folder of results, on so many cases, and their share of the runs that are asked for. */
export const killedCommands = [
  { command: ["interval", "--jobs", "1"], cases: 12, share: 1 },
  { command: ["consensus", "--maps", "--soft"], cases: 2, share: 0.1 },
  { command: ["noise", "--soft"], cases: 2, share: 0.1 },
] as const;

/** Kills runs of a command at random moments, repeats them, and compares what they wrote with an undisturbed run. */
export async function killedRuns(
  cli: string,
  { command: [command, ...options], cases }: (typeof killedCommands)[number],
  kills: number,
  seed: number,
): Promise<KilledRuns> {
  const random = createRandom(seed, 1);
  const folder = mkdtempSync(join(tmpdir(), "pgt-harden-"));
  const counts: KilledRuns = { kills: 0, full: 0, resumed: 0, differences: 0 };
  try {
    const study = join(folder, "study");
    run(cli, ["simulate", "--cases", String(cases), "--raters", "2", "--seed", "1", "--out", study]);
    const args = [command, join(study, "study.yaml"), "--quiet", ...options, "--out"];
    const started = performance.now();
    const whole = join(folder, "whole");
    run(cli, [...args, whole]);
    const milliseconds = performance.now() - started;
    const expected = contentOf(whole);
    for (let at = 0; at < kills; at++) {
      const out = join(folder, `run-${at}`);
      if (at % 4 === 3) {
        const blocks = 1 + random.nextBelow(40);
        spawnSync("sh", ["-c", `ulimit -f ${blocks}; exec "$@"`, "sh", process.execPath, cli, ...args, out], {
          stdio: "ignore",
        });
        counts.full++;
      } else if (await killed(cli, [...args, out], random.next() * milliseconds)) counts.kills++;
      if (existsSync(out)) counts.resumed++;
      run(cli, [...args, out]);
      if (contentOf(out) !== expected) counts.differences++;
      rmSync(out, { recursive: true, force: true });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return counts;
}

function run(cli: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(process.execPath, [cli, ...args], { encoding: "utf8" });
  if (status !== 0) throw new Error(`pgt ${args.join(" ")}: exit ${status}\n${stderr}`);
}

/** False if the run had ended before. */
function killed(cli: string, args: readonly string[], afterMs: number): Promise<boolean> {
  const child = spawn(process.execPath, [cli, ...args], { stdio: "ignore" });
  const timer = setTimeout(() => child.kill("SIGKILL"), afterMs);
  return new Promise((resolve) => {
    child.on("exit", (_, signal) => {
      clearTimeout(timer);
      resolve(signal === "SIGKILL");
    });
  });
}

/** Names and hashes of tables, masks and maps; the journal and run.json tell of times and resumptions. */
function contentOf(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(csv|parquet|nii\.gz|npz)$/.test(name))
    .sort()
    .map(
      (name) =>
        `${name} ${createHash("sha256")
          .update(readFileSync(join(folder, name)))
          .digest("hex")}`,
    )
    .join("\n");
}
