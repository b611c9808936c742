import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRandom, noteText, type Reason, type ScoreRow } from "@pgt/metrics";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import "./on-node.ts";
import { scoreCsv, scoreParquet } from "../src/documents/score-tables.ts";
import { rank } from "../src/rank/rank.ts";
import type { RankedTask, RankReport } from "../src/rank/rank-types.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pgt-rank-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const quick = { replicates: 50 };

function path(name: string): string {
  return join(folder, name);
}

function write(text: string, name = "table.csv"): string {
  writeFileSync(path(name), text);
  return path(name);
}

type Score = readonly [
  caseId: string,
  a: string,
  b: string,
  value: number | Reason,
  changes?: Partial<ScoreRow>,
];

function rowsOf(scores: readonly Score[]): ScoreRow[] {
  return scores.map(([id, a, b, value, changes]) => ({
    ...{ case: id, label: 1, name: "liver", metric: "dice", a, aSession: 1, b, bSession: 1, unit: "" },
    ...(typeof value === "number" ? { value, reason: null } : { value: null, reason: value }),
    ...changes,
  }));
}

const table = (scores: readonly Score[]) => write([...scoreCsv(rowsOf(scores))].join(""));

function find(report: RankReport, label: number | null, metric: string | null = "dice"): RankedTask {
  const found = report.tasks.find((task) => task.label === label && task.metric === metric);
  if (!found) throw new Error(`no task ${label} ${metric}`);
  return found;
}

function ranks({ ranking }: RankedTask) {
  return Object.fromEntries(ranking.algorithms.map((one) => [one.algorithm, one.rank]));
}

function aggregates({ ranking }: RankedTask) {
  return Object.fromEntries(ranking.algorithms.map((one) => [one.algorithm, one.aggregate]));
}

const cases = ["c1", "c2", "c3", "c4", "c5", "c6"];
/** x is better than y, y than z, in every case. */
const clear: Score[] = cases.flatMap((id, at): Score[] => [
  [id, "gt", "z", 0.5 + at / 100],
  [id, "gt", "x", 0.9 + at / 100],
  [id, "gt", "y", 0.7 + at / 100],
]);

describe("rank of a score table", () => {
  it("ranks column b against column a, by the direction of each metric", async () => {
    const distances = clear.map(([id, a, b, value]): Score => {
      return [id, a, b, 10 * (1 - (value as number)), { metric: "hd95", unit: "mm" }];
    });
    const report = await rank(table([...clear, ...distances]), quick);
    expect([report.algorithms, report.references]).toEqual([["z", "x", "y"], ["gt"]]);
    for (const metric of ["dice", "hd95"])
      expect(ranks(find(report, 1, metric))).toEqual({ x: 1, y: 2, z: 3 });
    expect(report.agreement[0]).toMatchObject({
      label: 1,
      groups: [["dice", "hd95"]],
      concordance: { w: 1 },
    });
    expect(find(report, 1).answer[0]).toContain("x is first of 3");
  });

  it("says that tests separate nobody", async () => {
    const few = clear.filter(([id]) => id === "c1" || id === "c2" || id === "c3");
    const [first] = find(await rank(table(few), quick), 1).answer;
    expect(first).toBe(
      "liver, dice: x is first of 3 by mean-then-rank over 3 cases; but the tests separate nobody (test-then-rank).",
    );
  });

  it("reads Parquet as CSV", async () => {
    writeFileSync(path("rows.parquet"), scoreParquet(rowsOf(clear))[0]);
    const { source: _, ...parquet } = await rank(path("rows.parquet"), quick);
    const { source: _csv, ...csv } = await rank(table(clear), quick);
    expect({ ...parquet, notes: [] }).toEqual({ ...csv, notes: [] });
  });

  it("a missing row and a missed structure count as the worst value, and are listed", async () => {
    const scores = clear.filter(([id, , b]) => !(id === "c2" && b === "x"));
    scores[0] = ["c1", "gt", "z", "PRED_EMPTY"];
    const task = find(await rank(table(scores), quick), 1);
    expect(task.missing).toEqual([
      { algorithm: "z", case: "c1", reference: "gt", reason: "PRED_EMPTY" },
      { algorithm: "x", case: "c2", reference: "gt", reason: "NO_ROW" },
    ]);
    const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
    expect(aggregates(task).x).toBeCloseTo(sum([0.9, 0.92, 0.93, 0.94, 0.95]) / 6, 12);
    expect(task.ranking.algorithms.find(({ algorithm }) => algorithm === "x")).toMatchObject({
      n: 5,
      expected: 6,
    });
    expect(task.answer.join(" ")).toContain("x has 5 of 6 cases complete");
    const given = find(await rank(table(scores), { ...quick, missing: 0.6 }), 1);
    expect(aggregates(given).x).toBeCloseTo(sum([0.9, 0.92, 0.93, 0.94, 0.95, 0.6]) / 6, 12);
  });

  it("a distance without a bound takes the worst value of the table, and says so", async () => {
    const changes = { metric: "hd95", unit: "mm" };
    const scores = cases.flatMap((id, at): Score[] => [
      [id, "gt", "x", at === 0 ? "PRED_EMPTY" : 1, changes],
      [id, "gt", "y", 2 + at, changes],
    ]);
    const report = await rank(table(scores), quick);
    expect(aggregates(find(report, 1, "hd95")).x).toBeCloseTo((7 + 5) / 6, 12);
    expect(report.notes.map(noteText).join(" ")).toContain("liver, hd95: a missing value counts as 7");
  });

  it("a case with nothing in the reference is left out for all, by the reason of any metric", async () => {
    const scores: Score[] = [
      ...clear,
      ["c7", "gt", "x", "BOTH_EMPTY"],
      ["c7", "gt", "y", 0],
      ["c7", "gt", "z", 0],
      ["c8", "gt", "x", 0],
      ["c8", "gt", "y", 0],
      ["c8", "gt", "z", 0],
      ["c8", "gt", "x", "REF_EMPTY", { metric: "hd95", unit: "mm" }],
    ];
    const task = find(await rank(table(scores), { ...quick, metrics: ["dice", "hd95"] }), 1);
    expect(task.cases).toEqual(cases);
    expect(task.leftOut.map((one) => [one.case, one.reason])).toEqual([
      ["c7", "BOTH_EMPTY"],
      ["c8", "REF_EMPTY"],
    ]);
    expect(task.missing).toEqual([]);
  });

  it("an algorithm that cannot give a label is left out of its ranking, and the label of the mean over labels", async () => {
    const tumor = clear.map(([id, a, b, value]): Score => {
      return [id, a, b, b === "z" ? "NOT_IN_LABELSET" : (value as number) / 2, { label: 2, name: "tumor" }];
    });
    const spleen = clear.map(([id, a, b, value]): Score => {
      return [id, a, b, b === "z" ? 1 : (value as number), { label: 3, name: "spleen" }];
    });
    const report = await rank(table([...clear, ...tumor, ...spleen]), quick);
    expect(ranks(find(report, 2))).toEqual({ x: 1, y: 2 });
    expect(report.tasks[0].label).toBeNull();
    expect(aggregates(report.tasks[0]).z).toBeCloseTo((0.525 + 1) / 2, 12);
    const notes = report.notes.map(noteText).join("\n");
    expect(notes).toContain("tumor, dice: z left out");
    expect(notes).toContain("without tumor");
  });

  it("rows of two sessions count by their mean; the same row twice is refused", async () => {
    const again: Score[] = clear.map(([id, a, b, value]) => [
      id,
      a,
      b,
      (value as number) - 0.2,
      { aSession: 2 },
    ]);
    expect(aggregates(find(await rank(table([...clear, ...again]), quick), 1)).x).toBeCloseTo(0.825, 12);
    await expect(rank(table([...clear, clear[4]]), quick)).rejects.toMatchObject({
      code: "E_TABLE",
      message: expect.stringContaining("two rows for case c2"),
    });
  });
});

describe("references", () => {
  /** Against ben the order of x and y is turned. */
  const two = [
    ...clear,
    ...clear.map(([id, , b, value]): Score => [id, "ben", b, b === "x" ? 0.6 : (value as number)]),
  ];

  it("count by their mean, and one at a time", async () => {
    const task = find(await rank(table(two), quick), 1);
    expect(aggregates(task).x).toBeCloseTo((0.925 + 0.6) / 2, 12);
    expect(ranks(task)).toEqual({ x: 1, y: 2, z: 3 });
    expect(task.byReference!.byReference.map((one) => one.ranks)).toEqual([
      { x: 1, y: 2, z: 3 },
      { x: 2, y: 1, z: 3 },
    ]);
    expect(task.byReference!.algorithms.find(({ algorithm }) => algorithm === "x")).toMatchObject({
      best: 1,
      worst: 2,
      first: 1,
    });
    expect(task.answer.join(" ")).toContain("x first against gt; y first against ben");
  });

  it("chosen by name", async () => {
    const report = await rank(table(two), { ...quick, references: ["ben"], algorithms: ["z", "y", "x"] });
    expect(ranks(find(report, 1))).toEqual({ y: 1, x: 2, z: 3 });
    await expect(rank(table(two), { references: ["anna"] })).rejects.toMatchObject({ kind: "usage" });
    await expect(rank(table(two), { algorithms: ["x"] })).rejects.toMatchObject({ kind: "usage" });
  });

  it("raters are ranked against one another: a row of a symmetric metric is read both ways", async () => {
    const pairs: Score[] = cases.flatMap((id): Score[] => [
      [id, "anna", "ben", 0.9],
      [id, "anna", "cem", 0.8],
      [id, "ben", "cem", 0.6],
    ]);
    const task = find(await rank(table(pairs), quick), 1);
    expect(aggregates(task)).toEqual({
      anna: expect.closeTo(0.85, 12),
      ben: expect.closeTo(0.75, 12),
      cem: expect.closeTo(0.7, 12),
    });
    expect(task.byReference!.byReference[0]).toEqual({
      reference: "anna",
      cases: 6,
      ranks: { ben: 1, cem: 2 },
    });
  });

  it("beside one model raters are ranked only if they are named", async () => {
    const scores = cases.flatMap((id): Score[] => [
      [id, "anna", "ben", 0.9],
      [id, "anna", "unet", 0.8],
      [id, "ben", "unet", 0.7],
    ]);
    const entities = [...["anna", "ben"].map((id) => ({ id, role: "rater" })), { id: "unet", role: "model" }];
    const run = {
      schema: "pgt.interval/2",
      settings: { convention: { boundary: "faces" } },
      entities,
      cases: [],
    };
    write(JSON.stringify(run), "run.json");
    const rows = write([...scoreCsv(rowsOf(scores))].join(""), "rows.csv");
    await expect(rank(rows, quick)).rejects.toThrow(
      /unet is the only one \(references are anna, ben: by the roles .* --models anna,ben,unet/,
    );
    await expect(rank(rows, { ...quick, references: ["anna"] })).rejects.toThrow(/--models ben,unet/);
    const named = await rank(rows, { ...quick, algorithms: ["anna", "ben", "unet"] });
    expect(aggregates(find(named, 1))).toEqual({
      anna: expect.closeTo(0.9, 12),
      ben: expect.closeTo(0.9, 12),
      unet: expect.closeTo(0.75, 12),
    });
    expect(named.basis).toBe(
      "Ranked are anna, ben, unet, against anna, ben, never against themselves: by the roles of the run.json beside the table.",
    );
  });

  it("two that are compared with each other alone are no ranking", async () => {
    const pair = cases.map((id): Score => [id, "gt", "unet", 0.8]);
    await expect(rank(table(pair), quick)).rejects.toThrow(/needs two algorithms; found unet/);
  });

  it("an empty mask keeps its side when a row is turned", async () => {
    const pairs: Score[] = cases.flatMap((id): Score[] => [
      [id, "anna", "ben", id === "c1" ? "REF_EMPTY" : 0.9],
      [id, "anna", "cem", id === "c1" ? "REF_EMPTY" : 0.8],
      [id, "ben", "cem", 0.6],
    ]);
    const task = find(await rank(table(pairs), quick), 1);
    expect(task.leftOut).toEqual([{ case: "c1", reference: "anna", reason: "REF_EMPTY" }]);
    expect(task.missing.map(({ algorithm, reference }) => [algorithm, reference])).toEqual([
      ["anna", "ben"],
      ["anna", "cem"],
    ]);
  });
});

describe("challengeR's long table", () => {
  const lines = (rows: readonly string[]) => `Task,TestCase,Algorithm,MetricValue\n${rows.join("\n")}\n`;
  // The example of its documentation.
  const example = lines([
    "T1,case1,A1,0.266",
    "T1,case1,A2,0.202",
    "T1,case2,A1,0.573",
    "T1,case2,A2,0.945",
    "T2,case1,A1,0.372",
    "T2,case1,A2,0.898",
    "T2,case2,A1,0.908",
    "T2,case2,A2,NA",
  ]);

  it("is ranked per task, the direction given", async () => {
    const higher = await rank(write(example), { ...quick, better: "higher", missing: 0 });
    expect(higher.tasks.map(({ name, metric }) => [name, metric])).toEqual([
      ["T1", null],
      ["T2", null],
    ]);
    expect(higher.tasks.map(ranks)).toEqual([
      { A1: 2, A2: 1 },
      { A1: 1, A2: 2 },
    ]);
    expect(aggregates(higher.tasks[1]).A2).toBeCloseTo(0.449, 12);
    const lower = await rank(write(example), { ...quick, better: "lower", method: "rank-then-mean" });
    // T2: A1 is ranked 1 in case 1, and A2, missing, last in case 2.
    expect(aggregates(lower.tasks[1])).toEqual({ A1: 1, A2: 2 });
  });

  it("names what is wrong in it, with the line", async () => {
    const fault = async (text: string, options = {}) =>
      rank(write(text), { better: "higher", ...options }).then(
        () => "none",
        (error: Error) => error.message,
      );
    expect(await fault(example, { better: undefined })).toContain(
      "does not tell whether a larger MetricValue",
    );
    expect(await fault(lines(["T1,c1,A1,0.5", "T1,c1,A1,0.6"]))).toContain(
      "line 3: test case c1 is there twice",
    );
    expect(await fault(lines(["T1,c1,A1,good"]))).toContain(
      "line 2, column MetricValue: expected a number or NA",
    );
    expect(await fault("Task,Algorithm\nT1,A1\n")).toContain("missing columns: TestCase, MetricValue");
    expect(await fault(lines(["T1,c1,A1,0.5"]))).toContain("fewer than two algorithms");
    expect(await fault(example, { labels: [1] })).toContain("labels:");
  });

  it("comes back from what is written: the same ranking", async () => {
    const random = createRandom(1, 0);
    const scores: Score[] = cases.flatMap((id): Score[] =>
      ["x", "y", "z"].map((b): Score => [id, "gt", b, id === "c3" && b === "y" ? "FAILED" : random.next()]),
    );
    const file = path("challenge.csv");
    const before = await rank(table(scores), { ...quick, missing: 0.1, challenger: file });
    expect(readFileSync(file, "utf8").split("\n").slice(0, 2)).toEqual([
      "Task,TestCase,Algorithm,MetricValue",
      expect.stringMatching(/^liver dice,c1,x,0\.\d+$/),
    ]);
    expect(readFileSync(file, "utf8")).toContain("liver dice,c3,y,NA\n");
    const after = await rank(file, { ...quick, missing: 0.1, better: "higher" });
    expect(after.tasks[0].ranking).toEqual(before.tasks[0].ranking);
  });

  it("says that it takes one direction per table", async () => {
    const distances = clear.map(
      ([id, a, b, value]): Score => [id, a, b, value, { metric: "hd95", unit: "mm" }],
    );
    const report = await rank(table([...clear, ...distances]), { ...quick, challenger: path("both.csv") });
    expect(report.notes.map(noteText).join(" ")).toContain("one direction per table");
  });
});

describe("options and files", () => {
  it("one number cannot stand for missing values of several metrics", async () => {
    const distances = clear.map(
      ([id, a, b, value]): Score => [id, a, b, value, { metric: "hd95", unit: "mm" }],
    );
    const both = table([...clear, ...distances]);
    await expect(rank(both, { missing: 0 })).rejects.toMatchObject({ kind: "usage" });
    await expect(rank(both, { ...quick, missing: 0, metrics: ["dice"] })).resolves.toBeDefined();
    await expect(rank(both, { better: "higher" })).rejects.toMatchObject({ kind: "usage" });
  });

  it("writes tables and run.json, the same for the same seed", async () => {
    const first = await rank(table(clear), { ...quick, out: path("one") });
    await rank(table(clear), { ...quick, out: path("two") });
    for (const file of first.files!.filter((name) => name !== "run.json")) {
      expect(readFileSync(join(folder, "one", file), "utf8")).toBe(
        readFileSync(join(folder, "two", file), "utf8"),
      );
    }
    const run = JSON.parse(readFileSync(join(folder, "one", "run.json"), "utf8"));
    expect(run).toMatchObject({
      schema: "pgt.rank/2",
      settings: { replicates: 50, method: "mean-then-rank" },
    });
    expect(run.inputs[0].sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(readFileSync(join(folder, "one", "ranking.csv"), "utf8").split("\n")[1]).toMatch(
      /^1,liver,dice,gt,1,x,0\.92/,
    );
    const shares = readFileSync(join(folder, "one", "ranks.csv"), "utf8")
      .trim()
      .split("\n")
      .slice(1);
    expect(shares).toContain("1,liver,dice,x,1,1");
    expect(shares).toHaveLength(9);
    expect(existsSync(join(folder, "one", "tests.csv"))).toBe(true);
  });
});
