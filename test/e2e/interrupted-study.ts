import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { createRandom } from "@pgt/metrics";
import { collect, startPgt } from "./run-pgt.ts";

/**
 * Runs a command again and again, killed outright after a random time, and then to its end.
 *
 * @returns how many runs were killed before they had ended.
 */
export async function killedAndResumed(
  argv: readonly string[],
  { kills, seed, longestMs }: { readonly kills: number; readonly seed: number; readonly longestMs: number },
): Promise<{ readonly killed: number; readonly code: number | null; readonly stderr: string }> {
  const random = createRandom(seed, 0);
  let killed = 0;
  for (let at = 0; at < kills; at++) {
    const child = startPgt(argv);
    const ended = collect(child);
    await Promise.race([ended, wait(200 + (longestMs - 200) * random.next())]);
    if (child.exitCode !== null) break;
    child.kill("SIGKILL");
    await ended;
    killed++;
  }
  const { code, stderr } = await collect(startPgt(argv));
  return { killed, code, stderr };
}

/** Files of the tasks of an experiment by their paths; the seconds that a task took are left out. */
export function taskFiles(folder: string): ReadonlyMap<string, string> {
  const place = join(folder, "tasks");
  const names = readdirSync(place, { recursive: true, withFileTypes: true }).flatMap((one) =>
    one.isFile() ? [join(one.parentPath, one.name).slice(place.length + 1)] : [],
  );
  return new Map(
    names.sort().map((name) => {
      const bytes = readFileSync(join(place, name));
      const isDone = name.endsWith("done.json");
      return [name, isDone ? bytes.toString().replace(/"seconds": [\d.]+/, "") : bytes.toString("base64")];
    }),
  );
}
