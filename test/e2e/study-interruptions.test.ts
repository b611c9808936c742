import { existsSync, readFileSync, renameSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { expect, it } from "vitest";
import { writeSmallStudy } from "../../packages/analysis/test/simulations/experiment/toy-data.ts";
import { killedAndResumed, taskFiles } from "./interrupted-study.ts";
import { collect, pgt, startPgt, temporaryFolder } from "./run-pgt.ts";

const folder = temporaryFolder();
/** Ten for a thorough look: PGT_KILLS=10. */
const kills = Number(process.env.PGT_KILLS ?? 3);

it(`an experiment killed ${kills} times at random and resumed has the files of one that ran through`, async () => {
  const settings = { epochs: 4, batches: 10, learningRate: 0.01, patch: 16 };
  const plan = await writeSmallStudy(folder.path(), (one) => {
    one.generators.push({ id: "cv", engine: "embedded", folds: 2, settings });
    one.train = { engine: "embedded", runs: 2, settings };
  });
  // Both in one place: records of data sets name their folders.
  const [out, through] = ["out", "through"].map((name) => folder.path(name));
  const run = ["study", "run", plan, "--out", out, "--jobs", "2"];
  const started = performance.now();
  const { code, stderr } = await pgt(run);
  expect(code, stderr).toBe(0);
  renameSync(out, through);
  // Enough to end about once all kills are done.
  const longestMs = 1000 + (2 * (performance.now() - started)) / kills;
  const end = await killedAndResumed(run, { kills, seed: 5, longestMs });
  expect(end.code, end.stderr).toBe(0);
  expect(end.killed).toBeGreaterThan(0);
  const [expected, found] = [taskFiles(through), taskFiles(out)];
  expect([...found.keys()]).toEqual([...expected.keys()]);
  expect(
    [...found].filter(([name, content]) => content !== expected.get(name)).map(([name]) => name),
  ).toEqual([]);
}, 600_000);

it.each(["SIGINT", "SIGTERM"] as const)(
  "%s ends the programs that an experiment has started",
  async (signal) => {
    const mark = folder.path(`pid-${signal}`);
    const plan = await writeSmallStudy(folder.path(signal), (one) => {
      const endless = `require("fs").writeFileSync(${JSON.stringify(mark)}, String(process.pid)); setInterval(Date.now, 1000)`;
      one.train = {
        engine: "command",
        runs: 1,
        command: {
          train: { run: [[process.execPath, "-e", endless]] },
          predict: { run: [[process.execPath, "-e", ""]] },
        },
      };
    });
    const child = startPgt(["study", "run", plan, "--jobs", "1"]);
    const ended = collect(child);
    while (!existsSync(mark) || readFileSync(mark, "utf8") === "") {
      if (child.exitCode !== null) expect.fail((await ended).stderr);
      await wait(20);
    }
    const pid = Number(readFileSync(mark, "utf8"));
    child.kill(signal);
    const { code, stderr } = await ended;
    expect(code, stderr).toBe(130);
    // The program is told to end, and does so in its own time.
    while (isRunning(pid)) await wait(20);
  },
  120_000,
);

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
