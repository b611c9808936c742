import type { RankedTask, RankOptions, RankReport } from "@pgt/core";
import { UsageError } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { fakeLibrary, plainTerminal, run } from "./fakes.ts";

function ranked(algorithm: string, rank: number, winnerShare: number | null) {
  return {
    ...{ algorithm, rank, aggregate: 1 - rank / 10, n: 19 + (rank % 2), expected: 20, wins: 2 - rank },
    rankInterval: winnerShare === null ? { low: null, high: null } : { low: 1, high: 2.5 },
    ...{ winnerShare, rankShares: winnerShare === null ? null : [winnerShare, 1 - winnerShare] },
    letters: rank === 1 ? "a" : "ab",
  };
}

function task(parts: Partial<RankedTask> = {}): RankedTask {
  const ranks = { unet: 1, swin: 2 };
  return {
    ...{
      label: 1,
      name: "liver",
      metric: "dice",
      unit: "",
      direction: "higher",
      references: ["anna", "ben"],
    },
    cases: ["c1", "c2"],
    ranking: {
      ...{ order: "mean-then-rank", missing: "worst", cases: 20, alpha: 0.05, tests: [] },
      algorithms: [ranked("unet", 1, 0.995), ranked("swin", 2, 0.005)],
      stability: {
        ...{ replicates: 1000, seed: 1 },
        tau: { n: 1000, mean: 0.9, quantiles: [-1, 1, 0.75, 1, 1], sameRanking: 0.9 },
      },
      orders: (["mean-then-rank", "median-then-rank", "rank-then-mean", "test-then-rank"] as const).map(
        (order) => ({ order, ranks, first: ["unet"], tau: 1 }),
      ),
    },
    byReference: {
      byReference: [],
      taus: [],
      algorithms: [
        { algorithm: "unet", best: 1, worst: 2, mean: 1.5, first: 1, references: 2 },
        { algorithm: "swin", best: 2, worst: 2, mean: 2, first: 0, references: 2 },
      ],
    },
    leftOut: [
      { case: "c1", reference: "anna", reason: "REF_EMPTY" },
      { case: "c3", reference: "anna", reason: "REF_EMPTY" },
    ],
    missing: [],
    answer: ["liver, dice: unet is first."],
    ...parts,
  };
}

function rankReport(parts: Partial<RankReport> = {}): RankReport {
  return {
    source: "scores.csv",
    settings: {
      ...{ method: "mean-then-rank", missing: "worst", better: null, replicates: 1000, seed: 1, alpha: 0.05 },
      ...{ metrics: ["dice"], labels: null },
    },
    ...{ algorithms: ["unet", "swin"], references: ["anna", "ben"] },
    tasks: [task()],
    agreement: [],
    basis: "Ranked are unet, swin.",
    notes: [{ code: "N-RANK", message: "A note." }],
    ...parts,
  };
}

async function runRank(argv: readonly string[], report: Partial<RankReport> = {}) {
  const asked: (readonly [string, RankOptions])[] = [];
  const library = fakeLibrary({
    rank: async (source, options = {}) => {
      asked.push([source, options]);
      return rankReport(report);
    },
  });
  return { ...(await run(["rank", ...argv], library, { outTerminal: plainTerminal })), asked };
}

describe("pgt rank", () => {
  it("hands its options to the library under their names", async () => {
    const { code, asked } = await runRank(
      "scores.csv -m dice -l 1,2 --models unet,swin --raters anna --method test-then-rank --missing 0.5 --replicates 200 --seed 3 --challenger c.csv --out run --fresh".split(
        " ",
      ),
    );
    expect(code).toBe(0);
    expect(asked).toEqual([
      [
        "scores.csv",
        {
          ...{ metrics: ["dice"], labels: [1, 2], algorithms: ["unet", "swin"], references: ["anna"] },
          ...{ method: "test-then-rank", missing: 0.5, replicates: 200, seed: 3 },
          ...{ challenger: "c.csv", out: "run", fresh: true },
        },
      ],
    ]);
    expect((await runRank(["t.csv", "--missing", "worst", "--better", "lower"])).asked[0][1]).toEqual({
      missing: "worst",
      better: "lower",
    });
  });

  it("says the answer first, then the table with ranks, stability, groups, orders and references", async () => {
    const { stdout, stderr } = await runRank(["scores.csv"]);
    const lines = stdout.split("\n");
    expect(lines.slice(0, 4)).toEqual([
      "Ranked are unet, swin.",
      "",
      "liver, dice, higher is better",
      "- liver, dice: unet is first.",
    ]);
    expect(lines[4].trim().split(/ {2,}/)).toEqual([
      ...["rank", "algorithm", "mean", "n", "bootstrap ranks", "first", "group"],
      ...["by mean", "by median", "by ranks", "by tests", "references"],
    ]);
    expect(lines[6].trim().split(/ {2,}/)).toEqual(
      "1|unet|0.9000|20/20|1-2.5|>99 %|a|1|1|1|1|1-2".split("|"),
    );
    expect(lines[7].trim().split(/ {2,}/)).toEqual("2|swin|0.8000|19/20|1-2.5|<1 %|ab|2|2|2|2|2".split("|"));
    expect(stdout).toContain("- A note.");
    expect(stdout.replaceAll("\n", " ")).toContain("1000 bootstrap resamples of the cases (seed 1)");
    expect(stderr).toBe("");
  });

  it("with several labels: tables of all together, and a line per label", async () => {
    const { stdout } = await runRank(["scores.csv"], {
      tasks: [task({ label: null, name: "all labels" }), task(), task({ label: 2, name: "tumor" })],
    });
    expect(stdout).toContain("all labels (mean per case over labels), dice, higher is better");
    expect(stdout.match(/bootstrap ranks/g)).toHaveLength(1);
    const line = stdout.split("\n").find((one) => one.startsWith("tumor"))!;
    expect(line.split(/ {2,}/)).toEqual(["tumor", "dice", "20", "1", ">99 %", "0.75", "unet > swin"]);
  });

  it("shows no shares where the cases are too few to resample", async () => {
    const { ranking } = task();
    const few = task({
      ranking: {
        ...ranking,
        stability: null,
        algorithms: [ranked("unet", 1, null), ranked("swin", 1, null)],
      },
    });
    const { stdout } = await runRank(["scores.csv"], { tasks: [few] });
    expect(stdout).not.toContain("bootstrap ranks");
    expect(stdout).not.toContain("bootstrap");
  });

  it("prints the metrics that say the same", async () => {
    const value = (estimate: number) => ({ estimate, low: 0.5, high: null });
    const { stdout } = await runRank(["scores.csv"], {
      agreement: [
        {
          ...{ label: 1, name: "liver", algorithms: [], cases: 20, merges: [], groups: [] },
          metrics: ["dice", "hd95"],
          concordance: { w: 0.5, chiSquare: 1, judges: 2, items: 2 },
          pairs: [
            {
              ...{ first: "dice", second: "hd95" },
              withinAlgorithm: { spearman: value(0.75), kendall: value(0.625), byAlgorithm: [] },
              overAlgorithms: { spearman: value(1), kendall: value(-1), n: 2 },
              flips: { flipped: 1, pairs: 1, share: value(1) },
            },
          ],
          answer: ["Redundant: none."],
        },
      ],
    });
    const line = stdout.split("\n").find((one) => one.startsWith("dice, hd95"))!;
    expect(line.split(/ {2,}/)).toEqual(["dice, hd95", "0.750", "—", "0.625", "1.000", "-1.000", "1/1"]);
    expect(stdout).toContain("- Redundant: none.");
  });

  it("json is one document with its schema, csv one row per task and algorithm", async () => {
    const json = await runRank(["scores.csv", "--format", "json"]);
    const document = JSON.parse(json.stdout);
    expect(Object.keys(document)).toEqual([
      ...["schema", "version", "source", "settings", "algorithms", "references"],
      ...["tasks", "agreement", "basis", "notes"],
    ]);
    expect(document).toMatchObject({ schema: "pgt.rank/2", version: "1.2.3" });
    expect(document.tasks[0].ranking.algorithms[0].rankShares).toEqual([0.995, expect.closeTo(0.005)]);
    expect(json.stderr).toContain("note: Ranked are unet, swin.");
    expect(json.stderr).toContain("note: A note.");
    const csv = await runRank(["scores.csv", "--format", "csv", "-q"]);
    expect(csv.stderr).toBe("");
    expect(csv.stdout.split("\n")).toEqual([
      "label,name,metric,references,rank,algorithm,aggregate,unit,n,expected,rankLow,rankHigh,winnerShare,wins,letters",
      "1,liver,dice,anna ben,1,unet,0.9,,20,20,1,2.5,0.995,1,a",
      "1,liver,dice,anna ben,2,swin,0.8,,19,20,1,2.5,0.005,0,ab",
      "",
    ]);
  });

  it.each([
    [["rank"], "SCORES"],
    [["rank", "t.csv", "--missing", "bad"], "--missing: expected worst or a number"],
    [["rank", "t.csv", "--method", "mean"], "--method: expected one of mean-then-rank"],
    [["rank", "t.csv", "--labels", "a/dataset.json"], "--labels: expected label ids"],
    [["rank", "t.csv", "--format", "ndjson"], "--format"],
    [["rank", "t.csv", "--replicates", "3"], "--replicates"],
  ])("%j is wrong usage", async (argv, message) => {
    const result = await run(argv);
    expect(result).toMatchObject({ code: 2, stdout: "" });
    expect(result.stderr).toContain(message);
  });

  it("passes on what the library refuses", async () => {
    const library = fakeLibrary({
      rank: async () => Promise.reject(new UsageError("E_ENTITIES", "needs two")),
    });
    expect(await run(["rank", "t.csv"], library)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("needs two"),
    });
  });
});
