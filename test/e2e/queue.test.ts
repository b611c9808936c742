import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { evaluateQueue, queue, readLabelMap, writeNifti } from "@pgt/core";
import { beforeAll, describe, expect, it } from "vitest";
import { dataFolder, hasData, pgt, temporaryFolder } from "./run-pgt.ts";

const { path: at } = temporaryFolder();
const shape = [40, 40, 24] as const;
const spacingMm = [1, 1, 1] as const;
const affine = [-1, 0, 0, 30, 0, -1, 0, 40, 0, 0, 1, -20, 0, 0, 0, 1];
const names = new Map([[2, "kidney"]]);

interface Ball {
  readonly radiusMm: number;
  /** Slices from this one on (from 0) are left out. */
  readonly end?: number;
  /** A second ball of that radius beside it. */
  readonly besideMm?: number;
}

function isIn(i: number, { radiusMm, end = 99, besideMm = 0 }: Ball): boolean {
  const [x, y, z] = [i % 40, Math.floor(i / 40) % 40, Math.floor(i / 1600)];
  if (Math.hypot(x - 33, y - 33, z - 4) < besideMm) return true;
  return z < end && Math.hypot(x - 19.5, y - 19.5, z - 11.5) <= radiusMm;
}

function writeMask(folder: string, id: string, ball: Ball): void {
  const data = new Uint8Array(40 * 40 * 24).map((_, i) => (isIn(i, ball) ? 2 : 0));
  save(folder, id, writeNifti({ data, shape, spacingMm, affine, labelNames: names }));
}

/** Probability of the structure: `inside` in the ball, `outside` elsewhere. */
function writeMap(folder: string, id: string, ball: Ball, inside: number, outside: number): void {
  const data = new Float32Array(40 * 40 * 24).map((_, i) => (isIn(i, ball) ? inside : outside));
  save(folder, id, writeNifti({ data, shape, spacingMm, affine, description: "probability" }));
}

function save(folder: string, id: string, bytes: Uint8Array): void {
  mkdirSync(at(folder), { recursive: true });
  writeFileSync(at(folder, `${id}.nii.gz`), gzipSync(bytes));
}

const raters = (...ids: string[]) => ids.flatMap((id) => ["--rater", `${id}=${at(id)}`]);
const models = (...ids: string[]) => ids.flatMap((id) => ["--model", `${id}=${at(id)}`]);
const foldersOf = (...ids: string[]) => Object.fromEntries(ids.map((id) => [id, at(id)]));

beforeAll(() => {
  for (const [k, id] of ["a", "b", "c"].entries()) {
    const whole = { radiusMm: 7 + k };
    writeMask("anna", id, whole);
    writeMask("ben", id, whole);
    // Ben's shell is a voxel thicker, Eva leaves the last slices of case b out.
    writeMask("eva", id, id === "b" ? { ...whole, end: 14 } : { ...whole, radiusMm: whole.radiusMm + 1 });
    writeMask("net1", id, id === "c" ? { ...whole, besideMm: 5 } : whole);
    writeMask("net2", id, id === "c" ? { ...whole, besideMm: 5 } : whole);
    writeMask("net3", id, id === "a" ? { ...whole, end: 14 } : whole);
    writeMap("map1", id, id === "c" ? { ...whole, besideMm: 5 } : whole, 0.8, 0.1);
    writeMap("map2", id, id === "c" ? { ...whole, besideMm: 5 } : whole, 0.9, 0.1);
    writeMask("far", id, { radiusMm: 0, besideMm: 4 });
  }
});

const queueColumns =
  "rank,case,label,name,mode,score,sliceFrom,sliceTo,axis,volumeMl,reason,expectedGain,minutes,cluster";

describe("pgt queue", () => {
  it("finds the end that one of three raters leaves out, and no shell of a voxel", async () => {
    const report = await queue({ raters: foldersOf("anna", "ben", "eva") });
    expect(report.settings.modes).toEqual(["consensus-uncertain"]);
    expect(report.missingModes.map(({ mode }) => mode)).toEqual(["likely-error", "informative"]);
    expect(report.items).toHaveLength(1);
    const [item] = report.items;
    expect(item).toMatchObject({ rank: 1, case: "b", label: 2, name: "kidney", mode: "consensus-uncertain" });
    expect(item).toMatchObject({ slices: [15, 20], axis: "z", minutes: 5, cluster: "b" });
    const missed = [...Array(40 * 40 * 24).keys()].filter((i) => i >= 1600 * 14 && isIn(i, { radiusMm: 8 }));
    // The rim of the end is thinner than 2 mm.
    expect(item.volumeMl).toBeGreaterThan((0.9 * missed.length) / 1000);
    expect(item.volumeMl).toBeLessThanOrEqual(missed.length / 1000);
    expect(item.reason).toMatch(
      /^raters differ by \d+\.\d+ mL at slices 15–20: anna and ben mark it; eva leaves it out$/,
    );
    const pairs = (2 * 2) / 3;
    expect(item.expectedGain).toBeGreaterThan(0);
    expect(item.expectedGain).toBeLessThan(pairs / 3);
  });

  it("finds what models contradict, and what they differ on", async () => {
    const report = await queue({ raters: foldersOf("anna"), models: foldersOf("net1", "net2", "net3") });
    const byMode = new Map(report.items.map((item) => [item.mode, item]));
    expect([...byMode.keys()].sort()).toEqual(["informative", "likely-error"]);
    expect(byMode.get("likely-error")!.case).toBe("c");
    expect(byMode.get("likely-error")!.reason).toContain("net1 and net2 mark it; anna and net3 leave it out");
    const informative = report.items.filter(({ mode }) => mode === "informative").map((item) => item.case);
    expect(informative.sort()).toEqual(["a", "c"]);
  });

  it("writes no folder of tasks if no region is in the plan", async () => {
    const args = ["queue", ...raters("anna", "ben", "eva"), "--budget", "1", "--write", at("nothing")];
    const { code, stderr } = await pgt(args);
    expect([code, stderr]).toEqual([0, expect.stringContaining("wrote no tasks")]);
    expect(existsSync(at("nothing"))).toBe(false);
  });

  it("takes probability maps for models", async () => {
    const probabilities = {
      one: [{ folder: at("map1"), label: 2 }],
      two: [{ folder: at("map2"), label: 2 }],
    };
    const { items, models: found } = await queue({ raters: foldersOf("anna") }, { probabilities });
    expect(found).toEqual(["one", "two"]);
    expect(items.map(({ case: id, mode }) => [id, mode])).toEqual([["c", "likely-error"]]);
    const [whole] = (
      await queue({ raters: foldersOf("anna") }, { probabilities: { one: probabilities.one } })
    ).items;
    // 0.8 and 0.9 for what the rater leaves out: a mean of 0.85 that she errs.
    expect(items[0].expectedGain / whole.expectedGain).toBeCloseTo(0.85 / 0.8, 6);
  });

  it("writes tables, a plan, and tasks that lie in their place", async () => {
    const [out, tasks] = [at("out"), at("tasks")];
    const given = [...raters("anna", "ben", "eva"), ...models("net1", "net2")];
    const args = ["queue", ...given, "--budget", "11", "--minutes", "4", "--slice-minutes", "0.2"];
    const { code, stdout, stderr } = await pgt([...args, "--out", out, "--write", tasks, "--format", "json"]);
    expect([code, stderr]).toEqual([0, expect.stringContaining("wrote 2 tasks")]);
    const document = JSON.parse(stdout);
    expect(document.schema).toBe("pgt.queue/1");
    expect(document.plan).toMatchObject({ budget: 11, ranks: [1, 2] });
    const run = JSON.parse(readFileSync(join(out, "run.json"), "utf8"));
    expect([run.inputs.length, run.files]).toEqual([15, []]);
    expect(readFileSync(join(out, "queue.csv"), "utf8").split("\n")[0]).toBe(queueColumns);
    expect(readdirSync(tasks).sort()).toEqual(["masks", "revised", "study.yaml", "tasks.csv", "tasks.json"]);
    const { tasks: written } = JSON.parse(readFileSync(join(tasks, "tasks.json"), "utf8"));
    const [first] = written;
    const [columns, row] = readFileSync(join(tasks, "tasks.csv"), "utf8").split("\n");
    expect(columns).toBe(`task,${queueColumns}`);
    const [from1, to1] = first.slices;
    expect(row).toMatch(
      `${first.task},1,${first.case},2,kidney,${first.mode},${first.score},${from1},${to1},`,
    );
    expect(readFileSync(join(tasks, "study.yaml"), "utf8")).toContain(
      `clusters:\n  "${first.task}": "${first.cluster}"\n`,
    );
    const whole = await readLabelMap(at("eva", `${first.case}.nii.gz`));
    const cut = await readLabelMap(join(tasks, "masks", "eva", `${first.task}.nii.gz`));
    const { from, size } = first.cut;
    expect(cut.shape).toEqual(size);
    for (let i = 0; i < cut.data.length; i += 7) {
      const [x, y, z] = [i % size[0], Math.floor(i / size[0]) % size[1], Math.floor(i / size[0] / size[1])];
      const there = whole.data[x + from[0] + 40 * (y + from[1] + 40 * (z + from[2]))];
      expect(cut.data[i]).toBe(there);
    }
    const origin = [0, 1, 2].map((row) =>
      from.reduce(
        (sum: number, k: number, axis: number) => sum + affine[4 * row + axis] * k,
        affine[4 * row + 3],
      ),
    );
    expect([3, 7, 11].map((k) => cut.affine![k])).toEqual(origin.map((mm) => expect.closeTo(mm, 4)));
    const again = await pgt([
      "compare",
      join(tasks, "revised"),
      join(tasks, "masks", "anna"),
      "--metrics",
      "dice",
    ]);
    expect(again.code).toBe(0);
    const back = await pgt(["interval", join(tasks, "study.yaml"), "--metrics", "dice", "--quiet"]);
    expect(back.code).toBe(0);

    const [second, study] = [at("tasks2"), join(tasks, "study.yaml")];
    expect((await pgt(["queue", study, "--minimum-volume", "0", "--write", second, "--quiet"])).code).toBe(0);
    const manifest = readFileSync(join(second, "study.yaml"), "utf8");
    expect(manifest).toContain('id: "revised-2", role: rater, masks: "revised/');
    expect((await pgt(["interval", join(second, "study.yaml"), "--metrics", "dice", "--quiet"])).code).toBe(
      0,
    );
    for (const inside of [second, join(second, "run")]) {
      const { code, stderr } = await pgt([...args, "--write", second, "--fresh", "--out", inside]);
      expect([code, stderr]).toEqual([2, expect.stringContaining("would replace the run")]);
    }

    const refused = await pgt([...args, "--write", tasks]);
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining("--fresh")]);
    expect((await pgt([...args, "--write", tasks, "--fresh", "--quiet"])).code).toBe(0);
    const other = await pgt([...args, "--write", out, "--fresh"]);
    expect([other.code, other.stderr]).toEqual([2, expect.stringContaining("holds no tasks")]);
  });

  it("has a page with slices, also of a finished run", async () => {
    const [out, file] = [at("run"), at("queue.html")];
    const given = [
      ...raters("anna", "ben", "eva"),
      ...models("net1", "net2"),
      "--out",
      out,
      "--report",
      file,
    ];
    expect((await pgt(["queue", ...given, "--quiet"])).code).toBe(0);
    const page = readFileSync(file, "utf8");
    expect(page).toContain("eva leaves it out");
    expect(page.match(/class="slice"/g)!.length).toBeGreaterThan(3);
    expect(page).toMatch(/slice (1[5-9]|20) of 24/);
    expect((await pgt(["report", out, "--quiet"])).code).toBe(0);
    expect(readFileSync(join(out, "report.html"), "utf8")).toBe(page);
    expect((await pgt(["report", out, "--anonymous", "--quiet"])).code).toBe(0);
    expect(readFileSync(join(out, "report.html"), "utf8")).not.toMatch(/\bb, kidney/);
  });

  it("is explained", async () => {
    const { code, stdout } = await pgt(["explain", "queue"]);
    expect(code).toBe(0);
    for (const text of ["consensus-uncertain", "soft-min", "BALD"]) expect(stdout).toContain(text);
  });

  it("names a case that fails, and goes on with the others", async () => {
    for (const id of ["a", "b", "c"]) writeMask("odd", id, { radiusMm: 10 });
    save("odd", "b", writeNifti({ data: new Uint8Array(1000), shape: [10, 10, 10], spacingMm }));
    const { code, stderr } = await pgt(["queue", ...raters("anna", "odd")]);
    expect([code, stderr]).toEqual([4, expect.stringContaining("failed: b (queue)")]);
  });

  it.each([
    ["one rater and no model", () => raters("anna"), 2, "found raters: 1, models: 0"],
    ["nobody", () => [], 2, "needs two raters"],
    ["a mode that is not possible", () => [...raters("anna", "ben"), "-m", "likely-error"], 2, "and a model"],
    ["a mode that there is not", () => [...raters("anna", "ben"), "-m", "errors"], 2, "expected one of"],
    ["maps where labels are asked", () => [...raters("anna"), ...models("map1")], 3, "map1"],
    [
      "labels where maps are asked",
      () => [...raters("anna"), "--probability", `p=${at("net1")}:2`],
      3,
      "net1",
    ],
    [
      "maps of unknown structures",
      () => [...raters("anna"), "--probability", `p=${at("map1")}`],
      3,
      "ID=DIR:LABEL",
    ],
    ["no overlap", () => raters("anna", "far"), 3, "no voxel of any case"],
    [
      "no minutes",
      () => [...raters("anna", "ben"), "--minutes", "0"],
      2,
      "--minutes: expected a number above 0",
    ],
    [
      "minutes below 0",
      () => [...raters("anna", "ben"), "--minutes=-3"],
      2,
      "--minutes: expected a number above 0",
    ],
    [
      "an empty budget",
      () => [...raters("anna", "ben"), "--budget", "0"],
      2,
      "--budget: expected a number above 0",
    ],
    ["tasks without a folder", () => [...raters("anna", "ben"), "--tasks", "3"], 2, "needs --write"],
    [
      "rounds without --evaluate",
      () => [...raters("anna", "ben"), "--rounds", "3"],
      2,
      "goes with --evaluate",
    ],
    ["a budget with --evaluate", () => ["--evaluate", "--budget", "3"], 2, "does not go with --evaluate"],
  ])("refuses %s", async (_, options, exitCode, message) => {
    const { code, stderr } = await pgt(["queue", ...options()]);
    expect([code, stderr]).toEqual([exitCode, expect.stringContaining(message)]);
  });
});

describe("pgt queue --evaluate", () => {
  it("finds errors in simulated masks at least three times as often as random order does", async () => {
    const { modes } = await evaluateQueue(null, { cases: 24, rounds: 1, errors: 0.15 });
    expect(modes.map(({ mode }) => mode)).toEqual(["consensus-uncertain", "likely-error", "informative"]);
    for (const { mode, precision, errors } of modes) {
      const ten = precision.find(({ k }) => k === 10)!;
      expect(errors, mode).toBeGreaterThan(9);
      expect(ten.ratio, mode).toBeGreaterThan(3.5);
    }
  }, 900_000);

  it("prints precision at k with what it rests on", async () => {
    const args = ["queue", ...raters("anna", "ben", "eva"), "--evaluate", "--errors", "0.5", "--rounds", "2"];
    const { code, stdout } = await pgt([...args, "--quiet", "--format", "json"]);
    expect(code).toBe(0);
    const document = JSON.parse(stdout);
    expect(document).toMatchObject({ schema: "pgt.queue-evaluation/1", cases: 3 });
    expect(document.settings).toMatchObject({ errors: 0.5, rounds: 2, seed: 20230418 });
    expect((await pgt([...args, "--quiet", "--format", "json"])).stdout).toBe(stdout);
    const table = await pgt([...args, "--quiet"]);
    expect(table.stdout).toContain("3 cases, 2 rounds, errors in 50 % of the structures");
  });

  it("fails where no case can be looked at, and names each once", async () => {
    for (const id of ["a", "b"]) save("text", id, Buffer.from("no mask"));
    const { code, stderr } = await pgt(["queue", ...raters("anna", "text"), "--evaluate", "--rounds", "3"]);
    expect(code).toBe(3);
    expect(stderr.match(/failed: a /g)).toHaveLength(1);
    expect(stderr).toContain("no case gave a value");
  });

  it.skipIf(!hasData)(
    `finds errors put into real masks at least three times as often${hasData ? "" : " (skipped: ../shared/data is missing)"}`,
    async () => {
      const folder = (id: string) => join(dataFolder, "kits23", id);
      const study = { raters: { one: folder("rater1"), two: folder("rater2"), three: folder("rater3") } };
      const { modes, cases } = await evaluateQueue(study, { rounds: 2 });
      expect(cases).toBe(12);
      const ten = modes[0].precision.find(({ k }) => k === 10)!;
      expect(ten.ratio).toBeGreaterThan(5);
    },
    900_000,
  );
});
