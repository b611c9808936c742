import type { TableCheckReport, WorthOptions } from "@pgt/core";
import { checkTables, worth } from "@pgt/core";
import { describe, expect, it } from "vitest";
import { fakeLibrary, run } from "./fakes.ts";

const library = fakeLibrary({ checkTables, worth });

describe("pgt worth", () => {
  it("hands its options on", async () => {
    let seen: readonly [string | readonly string[], WorthOptions] | null = null;
    const asking = fakeLibrary({
      worth: async (paths, options = {}) => {
        seen = [paths, options];
        throw new Error("enough");
      },
    });
    const words =
      "worth a.csv b.csv --quality-task q --baseline none --reference-version base --leave-out x,y --rising s,b --gap 2.6 --relevant-gap 0.5 --minutes-per-mask 10 --masks 400 --rate 80 --review-share 0.1 --review-minutes 5 --base-interval dice=0.9:0.95,hd95=3 --scale percent --seed 5 --out o --fresh";
    await run(words.split(" "), asking);
    expect(seen).toEqual([
      ["a.csv", "b.csv"],
      {
        qualityTask: "q",
        baseline: "none",
        referenceVersion: "base",
        leaveOut: ["x", "y"],
        order: ["s", "b"],
        gapPoints: 2.6,
        relevantGainPoints: 0.5,
        minutesPerMask: 10,
        masks: 400,
        rate: 80,
        reviewShare: 0.1,
        reviewMinutes: 5,
        baseBounds: [
          { metric: "dice", inter: 0.9, intra: 0.95 },
          { metric: "hd95", inter: 3, intra: null },
        ],
        scale: "percent",
        seed: 5,
        out: "o",
        fresh: true,
      },
    ]);
  });

  it.each([
    ["worth", "missing: SCORES"],
    ["worth a.csv --check --gap 2", "--gap has nothing to do with --check"],
    ["worth a.csv --gap=-1", "--gap: expected a number from 0"],
    ["worth a.csv --base-interval 0.9", "--base-interval: expected METRIC=INTER:INTRA"],
    ["worth a.csv --format ndjson", "prints table or json or csv"],
  ])("refuses '%s'", async (words, message) => {
    const { code, stderr } = await run(words.split(" "), library);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  it("--check prints findings as text, JSON and CSV", async () => {
    const finding: TableCheckReport["findings"][number] = {
      ...{ file: "t.csv", kind: "DUPLICATE" as const, task: "q", metric: "dice", count: 1, of: 9 },
      ...{ message: "1 of 9 cells are given twice.", cells: [] },
    };
    const report: TableCheckReport = {
      settings: { qualityTask: "label quality", order: null },
      sources: [{ file: "t.csv", kind: "means", rows: 9 }],
      findings: [finding],
      notes: [],
    };
    const checking = fakeLibrary({ checkTables: async () => report });
    const table = await run(["worth", "t.csv", "--check"], checking);
    expect(table.code).toBe(0);
    expect(table.stdout).toContain(
      "1 finding in 9 rows\n- DUPLICATE: q, dice: 1 of 9 cells are given twice.",
    );
    const json = await run(["worth", "t.csv", "--check", "-f", "json"], checking);
    expect(JSON.parse(json.stdout)).toMatchObject({ schema: "pgt.worth-check/1", findings: [finding] });
    const csv = await run(["worth", "t.csv", "--check", "-f", "csv"], checking);
    expect(csv.stdout).toBe(
      "file,kind,task,metric,count,of,message\nt.csv,DUPLICATE,q,dice,1,9,1 of 9 cells are given twice.\n",
    );
  });
});
