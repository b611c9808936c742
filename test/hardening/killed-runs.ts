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

/** Kills `interval --out` at random moments, resumes it, and compares what it wrote with an undisturbed run. */
export async function killedRuns(cli: string, kills: number, seed: number): Promise<KilledRuns> {
  const random = createRandom(seed, 1);
  const folder = mkdtempSync(join(tmpdir(), "pgt-harden-"));
  const counts: KilledRuns = { kills: 0, full: 0, resumed: 0, differences: 0 };
  try {
    const study = join(folder, "study");
    run(cli, ["simulate", "--cases", "12", "--raters", "2", "--seed", "1", "--out", study]);
    const args = ["interval", join(study, "study.yaml"), "--quiet", "--jobs", "1", "--out"];
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

/** Names and hashes of the tables; the journal and run.json tell of times and resumptions. */
function contentOf(folder: string): string {
  return readdirSync(folder)
    .filter((name) => /\.(csv|parquet)$/.test(name))
    .sort()
    .map(
      (name) =>
        `${name} ${createHash("sha256")
          .update(readFileSync(join(folder, name)))
          .digest("hex")}`,
    )
    .join("\n");
}
