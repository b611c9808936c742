import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { writeNifti } from "@pgt/io";
import { beforeAll, describe, expect, it } from "vitest";
import { balls } from "./balls.ts";
import { pgt, shell, temporaryFolder } from "./run-pgt.ts";

const folder = temporaryFolder();
const cases = { many: [1, 2, 3, 4, 5], large: [6] };
const cube = { many: 160, large: 260 };

beforeAll(() => {
  for (const set of ["many", "large"] as const) {
    for (const [side, shift] of [
      ["a", 0],
      ["b", 2],
    ] as const) {
      mkdirSync(folder.path(set, side), { recursive: true });
      for (const id of cases[set])
        writeFileSync(folder.path(set, side, `case${id}.nii`), writeNifti(balls(id, shift, cube[set])));
    }
  }
});

const argv = (set: keyof typeof cases, jobs: number) => [
  "compare",
  ...["a", "b"].map((side) => folder.path(set, side)),
  ...["-m", "dice,hd95", "-f", "json", "-j", `${jobs}`],
];

/** Runs with workers of which the first so many end by `how`, a moment after their start. */
async function withLost(set: keyof typeof cases, count: number, how: string) {
  for (let k = 0; k < count; k++) rmSync(folder.path(`${k}.ended`), { recursive: true, force: true });
  const script = folder.path("lose.mjs");
  const places = Array.from({ length: count }, (_, k) => folder.path(`${k}.ended`));
  writeFileSync(
    script,
    `import { isMainThread } from "node:worker_threads";
    import { mkdirSync } from "node:fs";
    const isMine = (place) => { try { mkdirSync(place); return true; } catch { return false; } };
    if (!isMainThread && ${JSON.stringify(places)}.some(isMine)) setTimeout(() => { ${how} }, 20);`,
  );
  const options = `--max-old-space-size=400 --import ${pathToFileURL(script)}`;
  const run = await pgt(argv(set, 3), { env: { NODE_OPTIONS: options } });
  expect(places.every((place) => existsSync(place))).toBe(true);
  return run;
}

const exits = "process.exit(7)";
const fillsItsHeap = "for (const all = []; ; ) all.push(new Array(1000).fill(Math.random()))";

describe("a worker that ends before its time", () => {
  it("loses nothing: its case is compared in the calling thread, which is said", async () => {
    const [one, lost] = [await pgt(argv("many", 1)), await withLost("many", 1, exits)];
    expect(lost.stderr).toContain(
      "a worker ended (exit code 7)); its cases are compared in the calling thread.",
    );
    expect([one.code, lost.code]).toEqual([0, 0]);
    expect(lost.stdout).toBe(one.stdout);
  });

  it("for whatever reason, all of them: everything is compared in the calling thread", async () => {
    const [one, lost] = [await pgt(argv("many", 1)), await withLost("many", 3, exits)];
    expect([one.code, lost.code]).toEqual([0, 0]);
    expect(lost.stdout).toBe(one.stdout);
  });

  it("for lack of memory is replaced, and its case compared again: the same bytes as one job", async () => {
    const [one, lost] = [await pgt(argv("many", 1)), await withLost("many", 2, fillsItsHeap)];
    expect(lost.stderr).toBe(one.stderr);
    expect([one.code, lost.code]).toEqual([0, 0]);
    expect(lost.stdout).toBe(one.stdout);
  });

  it.each([exits, fillsItsHeap])("is done without where it only helps: %s", async (how) => {
    const [one, lost] = [await pgt(argv("large", 1)), await withLost("large", 2, how)];
    expect(lost.stderr).toBe(one.stderr);
    expect([one.code, lost.code]).toEqual([0, 0]);
    expect(lost.stdout).toBe(one.stdout);
  });
});

/** WebAssembly takes 10 GiB of addresses for each memory: here there are enough for one thread, or two. */
it.skipIf(process.platform !== "linux")(
  "fewer workers compare where a system has no room for more kernels",
  async () => {
    const line = ["pgt", ...argv("many", 3), "--verbose"].join(" ");
    const [free, short] = [await shell(line), await shell(`ulimit -v 22000000; ${line}`)];
    expect(short.stderr).toContain("3 workers");
    expect([free.code, short.code]).toEqual([0, 0]);
    expect(short.stdout).toBe(free.stdout);
  },
);
