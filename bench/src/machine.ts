import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg, platform, release, totalmem } from "node:os";
import { root } from "./settings.ts";

/** Machine and versions that the figures were measured with. */
export function describeMachine(): string {
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  const memory = Math.round(totalmem() / 2 ** 30);
  return [
    `pgt ${version} (${revision()}), Node ${process.versions.node}, V8 ${process.versions.v8}, zlib ${process.versions.zlib}`,
    `${availableParallelism()} cores, ${cpus()[0]?.model ?? "unknown processor"}, ${memory} GiB, ${platform()} ${release()}`,
    `${new Date().toISOString().slice(0, 10)}, load at the start ${loadavg()[0].toFixed(1)}`,
  ].join("\n");
}

function revision(): string {
  const git = (...args: string[]) => spawnSync("git", args, { cwd: root, encoding: "utf8" });
  const { status, stdout } = git("rev-parse", "--short", "HEAD");
  if (status !== 0) return "no git revision";
  return git("status", "--porcelain").stdout === "" ? stdout.trim() : `${stdout.trim()} with changes`;
}
