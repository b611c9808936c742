import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeFolder } from "../src/run-directory/atomic-file.ts";
import { RunDirectory } from "../src/run-directory/run-directory.ts";
import { lockName, RunLock } from "../src/run-directory/run-lock.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pgt-lock-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const lockFile = () => join(folder, lockName);
const holder = (changes: object) =>
  writeFileSync(
    lockFile(),
    JSON.stringify({ pid: process.pid, host: hostname(), since: "then", id: "other", ...changes }),
  );
/** Id of a process that has ended. */
const endedPid = () => spawnSync(process.execPath, ["-e", ""]).pid;

describe("the lock of a folder", () => {
  it("is held by one run at a time, and names its process and what to do", async () => {
    const lock = await RunLock.take(folder);
    expect(JSON.parse(readFileSync(lockFile(), "utf8"))).toMatchObject({
      pid: process.pid,
      host: hostname(),
    });
    await expect(RunLock.take(folder)).rejects.toMatchObject({
      kind: "usage",
      code: "E_LOCKED",
      message: expect.stringMatching(
        new RegExp(
          `process ${process.pid} on .* writes into it\\. Wait for it or choose.*remove .*run\\.lock`,
        ),
      ),
    });
    await lock.release();
    await lock.release();
    expect(readdirSync(folder)).toEqual([]);
    await (await RunLock.take(folder)).release();
  });

  it("is taken over from a process of this machine that has ended, by one of those that find it", async () => {
    holder({ pid: endedPid() });
    const taken = await Promise.allSettled([1, 2, 3].map(() => RunLock.take(folder)));
    expect(taken.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected", "rejected"]);
    expect(readdirSync(folder)).toEqual([lockName]);
  });

  it("of another machine is left alone, whatever runs there", async () => {
    holder({ pid: endedPid(), host: "elsewhere" });
    await expect(RunLock.take(folder)).rejects.toThrow(/on elsewhere since then/);
  });

  it("that is not written yet is respected for a moment", async () => {
    writeFileSync(lockFile(), "");
    await expect(RunLock.take(folder)).rejects.toThrow(/another process writes/);
    utimesSync(lockFile(), new Date(), new Date(Date.now() - 60_000));
    await (await RunLock.take(folder)).release();
  });

  it("is not given back by who has lost it", async () => {
    const lock = await RunLock.take(folder);
    holder({});
    await lock.release();
    expect(readdirSync(folder)).toEqual([lockName]);
  });
});

describe("a run directory", () => {
  it("is held until it is written or closed, and by nobody that could not open it", async () => {
    const first = await RunDirectory.open(folder, { k: 1 });
    writeFileSync(join(folder, "rows.csv.0123abcd.tmp"), "half");
    await expect(RunDirectory.open(folder, { k: 1 })).rejects.toMatchObject({ code: "E_LOCKED" });
    expect(readdirSync(folder)).toContain("rows.csv.0123abcd.tmp");
    await first.write({}, ["{}"]);
    await expect(RunDirectory.open(folder, { k: 2 })).rejects.toMatchObject({ code: "E_RUN" });
    const second = await RunDirectory.open(folder, { k: 1 });
    await second.close();
    expect(readdirSync(folder).sort()).toEqual(["journal.ndjson", "run.json"]);
  });
});

it.skipIf(process.platform !== "linux")(
  "a folder that a system denies is a fault, and no endless search",
  async () => {
    await expect(makeFolder("/proc/no-such-place/run")).rejects.toMatchObject({ code: "ENOENT" });
  },
);
