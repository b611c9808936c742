import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { noteText } from "@pgt/metrics";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import "./on-node.ts";
import { checkTables } from "../src/worth/check-tables.ts";
import { worth } from "../src/worth/worth.ts";
import type { WorthReport } from "../src/worth/worth-types.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pgt-worth-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(text: string, name = "table.csv"): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

const meansHead = "task,dataset,version,metric,mean,sd,status";
/** Six versions on five datasets; better labels, better models. */
const means = (factor: number) =>
  ["x", "y", "z", "u", "w"].flatMap((dataset, d) =>
    [1, 2, 3, 4, 5, 6].flatMap((v) => [
      `label quality,${dataset},v${v},dice,${(60 + 5 * v + d) * factor},,`,
      `t,${dataset},v${v},dice,${(80 + v) * factor},,`,
    ]),
  );

describe("tables of means", () => {
  it("in percent and in fractions give the same", async () => {
    const [percent, fraction] = [
      await worth(await file([meansHead, ...means(1)].join("\n"), "percent.csv"), {
        relevantGainPoints: 0.5,
      }),
      await worth(await file([meansHead, ...means(0.01)].join("\n"), "fraction.csv"), {
        relevantGainPoints: 0.5,
      }),
    ];
    expect([percent, fraction].map(({ sources }) => sources[0].scale)).toEqual(["percent", "fraction"]);
    expect(percent.answers.map(({ decision }) => decision)).toEqual(["WORTH", "WORTH"]);
    expect(fraction.answers[0].sentence).toBe(percent.answers[0].sentence);
    expect(percent.answers[0].expectedGain.gain).toBeCloseTo(0.03, 9);
  });

  it("a single dataset decides nothing, and the sentence says why", async () => {
    const rows = means(1).filter((row) => row.includes(",x,"));
    const report = await worth(await file([meansHead, ...rows].join("\n")), { relevantGainPoints: 0.5 });
    expect(report.answers[0]).toMatchObject({ decision: "UNDECIDED", caveat: null });
    expect(report.answers[0].sentence).toMatch(/is 5\.0 points\. .*Undecided: intervals need columns/);
    const [columns] = report.warnings.filter(({ code }) => code === "W-COLUMNS");
    expect(columns.message).toMatch(/^1 column \(1 dataset, 6 versions\): intervals need two datasets/);
  });

  it("a gap that no pair of versions has is said to be so, and is decided nothing about", async () => {
    const path = await file([meansHead, ...means(1)].join("\n"));
    const report = await worth(path, {
      gapPoints: 25.5,
      relevantGainPoints: 0.5,
      masks: 9,
      minutesPerMask: 5,
    });
    expect(report.answers[0]).toMatchObject({ decision: "UNDECIDED", comparable: null, costPerGain: null });
    expect(report.answers[0].sentence).toContain(
      "by 25.5 points of dice: no pair of versions differs by that much; the largest gap is 25.0 points;",
    );
    const within = await worth(path, { gapPoints: 15, relevantGainPoints: 0.5 });
    expect(within.answers[0].decision).toBe("WORTH");
    for (const gapPoints of [0, -1, 101, Number.NaN]) {
      await expect(worth(path, { gapPoints })).rejects.toMatchObject({ code: "E_GAP", kind: "usage" });
    }
  });

  it("means over different numbers of cases are named", async () => {
    const rows = means(1).map((row) => `${row},${row.startsWith("t,x,v1") ? 9 : 90}`);
    const report = await worth(await file([`${meansHead},n`, ...rows].join("\n")));
    expect(report.warnings[0]).toMatchObject({
      code: "W-CASES",
      message: expect.stringContaining("x, t dice: v1 9, the others 90."),
    });
  });

  it("a table of fractions that is read as percent, as asked, is warned of", async () => {
    const path = await file([meansHead, ...means(0.01)].join("\n"));
    const codes = (report: WorthReport) => report.warnings.map(({ code }) => code);
    expect(codes(await worth(path, { scale: "percent" }))).toContain("W-SCALE");
    expect(codes(await worth(path))).not.toContain("W-SCALE");
  });

  it.each([
    [{ metric: "dice", inter: 80, intra: 88 }, /dice=80:88 is beyond .* 0 to 1; .* dice=0\.80:0\.88/],
    [{ metric: "dice", inter: -0.1, intra: null }, /dice=-0\.1 is beyond the range of dice, 0 to 1$/],
    [{ metric: "nsd", inter: 0.8, intra: 0.9 }, /"nsd" is not a metric of the tables.* are dice\.$/],
  ])("rater agreement %j: refused", async (bound, message) => {
    const path = await file([meansHead, ...means(1)].join("\n"));
    await expect(worth(path, { baseBounds: [bound] })).rejects.toThrow(message);
    await expect(worth(path, { baseBounds: [bound] })).rejects.toMatchObject({ kind: "usage" });
  });

  it("inter- above intra-rater agreement is warned of", async () => {
    const path = await file([meansHead, ...means(1)].join("\n"));
    const codes = async (inter: number, intra: number) =>
      (await worth(path, { baseBounds: [{ metric: "dice", inter, intra }] })).warnings.map(
        ({ code }) => code,
      );
    expect(await codes(0.9, 0.8)).toContain("W-INV");
    expect(await codes(0.8, 0.9)).not.toContain("W-INV");
  });

  it("without a relevant gain nothing is called worth it", async () => {
    const report = await worth(await file([meansHead, ...means(1)].join("\n")));
    expect(report.answers[0]).toMatchObject({ decision: "UNDECIDED", relevantGain: null });
    expect(report.answers[0].sentence).toContain("A gain is shown");
    expect(report.warnings.map(({ code }) => code)).toContain("W-SEED");
  });

  it("three runs each need no W-SEED, and are averaged", async () => {
    const rows = means(1).flatMap((row) => [1, 2, 3].map((seed) => `${row},${seed}`));
    const report = await worth(await file([`${meansHead},seed`, ...rows].join("\n")));
    expect(report.warnings.map(({ code }) => code)).not.toContain("W-SEED");
    expect(report.cells[0]).toMatchObject({ seeds: 3, mean: expect.closeTo(0.65, 12) });
  });

  it.each([
    [
      "task,dataset,version,metric,mean",
      ["label quality,x,v1,dice,80", "t,x,v1,dice,0.8", "t,x,v2,dice,81"],
      /line 3: dice 0.8 looks like fractions, most of the table is in percent/,
    ],
    [
      "task,dataset,metric,mean",
      ["t,x,dice,80"],
      /missing column: version; found task, dataset, metric, mean/,
    ],
    ["task,dataset,version", ["t,x,v"], /expected a table of means .* or of cases/],
    [
      meansHead,
      ["t,x,v,dice,eighty,,"],
      /line 2, column mean: expected a number, or nothing and a status; found "eighty"/,
    ],
    [meansHead, ["t,x,,dice,80,,"], /line 2, column version: expected a name; found nothing/],
    [meansHead, ["t,x,v,dice,80,,", "t,x,v,dice,81,,"], /line 2 and line 3 both give dice of v on x, t/],
    [meansHead, ["t,x,v,dice,80,,"], /no task "label quality"/],
    [meansHead, ["label quality,x,v,dice,80,,"], /nothing that was trained on the labels/],
  ])("%s: refused", async (head, rows, message) => {
    await expect(worth(await file([head, ...rows].join("\n")))).rejects.toThrow(message);
  });

  it("names of versions that the table does not have are refused", async () => {
    const path = await file([meansHead, ...means(1)].join("\n"));
    await expect(worth(path, { leaveOut: ["v9"] })).rejects.toThrow(/"v9" is not a version of the table/);
    for (const look of [worth, checkTables]) {
      await expect(look(path, { order: ["v1", "v9"] })).rejects.toThrow(
        /^--rising \(order\): "v9" is not a version of the table/,
      );
    }
    await expect(worth(path, { rate: 50 })).rejects.toThrow(/minutes per mask/);
    await expect(worth(path, { minutesPerMask: 5 })).rejects.toThrow(/number of masks/);
  });
});

describe("tables of cases", () => {
  const head = "version,dataset,task,label,case,metric,value,split";
  const rows = ["x", "y"].flatMap((dataset) =>
    [1, 2, 3, 4].flatMap((v) =>
      ["label quality", "t"].flatMap((task) =>
        ["c1", "c2", "c3", "c4", "c5", "c6"].flatMap((id, at) =>
          ["liver", "spleen"].map((label) => {
            const value = 0.6 + 0.05 * v + 0.01 * at + (label === "liver" ? 0.1 : 0) + 0.001 * ((v * at) % 3);
            const split = task === "t" && v === 4 && dataset === "y" ? "70/30" : "80/20";
            return `v${v},${dataset},${task},${label},${id},dice,${value.toFixed(4)},${split}`;
          }),
        ),
      ),
    ),
  );

  it("are averaged by organ, keep paired gains and letters, and count masks", async () => {
    const report = await worth(await file([head, ...rows].join("\n")), { minutesPerMask: 10 });
    const [cell] = report.cells;
    expect(cell).toMatchObject({ version: "v1", n: 6, expected: 6 });
    expect(cell.mean).toBeCloseTo(0.6 + 0.05 + 0.025 + 0.05 + 0.001, 6);
    expect(report.cost!.masks).toBe(2 * 6 * 2);
    expect(report.pairGains[0].gain).toBeCloseTo(0.05, 2);
    expect(report.pairGains.every(({ n, low }) => n === 6 && low! > 0)).toBe(true);
    const letters = report.quintiles[1].rows.map(({ cells }) => cells[0].letters);
    expect(letters).toEqual(["d", "c", "b", "a"]);
    expect(report.quintiles[1].noLetters).toBeNull();
  });

  const cellOf = (report: WorthReport, name: string) =>
    report.cells.find(({ task, dataset, version }) => `${task} ${dataset} ${version}` === name)!;
  const warningOf = (report: WorthReport, code: string) =>
    report.warnings.find((warning) => warning.code === code)?.message;

  it.each([
    ["left out", (row: string) => row.replace(/.*/, "")],
    ["written as NA", (row: string) => row.replace(/,0\.\d+,/, ",NA,")],
  ])(
    "cases that a version lacks, %s, do not make it better: all are compared over the shared ones",
    async (_, without) => {
      const isWorst = (row: string) => row.startsWith("v1,x,t,") && /,c[12],/.test(row);
      const lacking = rows.map((row) => (isWorst(row) ? without(row) : row)).filter((row) => row !== "");
      const report = await worth(await file([head, ...lacking].join("\n")));
      const shared = rows.filter((row) => !(/^v\d,x,t,/.test(row) && /,c[12],/.test(row)));
      const expected = await worth(await file([head, ...shared].join("\n"), "shared.csv"));
      for (const v of [1, 2, 3, 4]) {
        expect(cellOf(report, `t x v${v}`)).toMatchObject({ n: 4, expected: 6 });
        expect(cellOf(report, `t x v${v}`).mean).toBe(cellOf(expected, `t x v${v}`).mean);
      }
      expect(report.answers).toEqual(expected.answers);
      expect(warningOf(report, "W-CASES")).toContain("(x, t dice: 4 of 12, v1 lacks 4)");
      expect(warningOf(expected, "W-CASES")).toBeUndefined();
    },
  );

  it("a version that shares fewer than half is not compared, and takes nothing from the others", async () => {
    const most = rows.filter(
      (row) => !(row.startsWith("v1,x,t,") && (/,c[1-4],/.test(row) || row.includes("spleen"))),
    );
    const report = await worth(await file([head, ...most].join("\n")));
    expect(cellOf(report, "t x v1")).toMatchObject({ mean: null, n: 0, expected: 6 });
    expect(cellOf(report, "t x v1").status).toBe("not comparable: 2 of 6 values");
    const whole = await worth(await file([head, ...rows].join("\n"), "whole.csv"));
    for (const v of [2, 3, 4]) {
      expect(cellOf(report, `t x v${v}`)).toEqual({
        ...cellOf(whole, `t x v${v}`),
        place: expect.any(String),
      });
    }
    expect(warningOf(report, "W-CASES")).toContain(
      "not compared, sharing fewer than half with the others: v1 on x, t dice",
    );
    expect(warningOf(report, "W-MISSING")).toContain("v1 on x, t");
  });

  it("versions in files of their own are compared over shared cases too; what is left out takes none", async () => {
    const lacking = rows.filter((row) => !(row.startsWith("v1,x,t,") && /,c[12],/.test(row)));
    const [one, others] = [
      await file([head, ...lacking.filter((row) => row.startsWith("v1"))].join("\n"), "v1.csv"),
      await file([head, ...lacking.filter((row) => !row.startsWith("v1"))].join("\n"), "others.csv"),
    ];
    const report = await worth([one, others], { minutesPerMask: 10 });
    expect(cellOf(report, "t x v2")).toMatchObject({ n: 4, expected: 6 });
    expect(report.cost!.masks).toBe(2 * 6 * 2);
    const without = await worth([one, others], { leaveOut: ["v1"] });
    expect(cellOf(without, "t x v2")).toMatchObject({ n: 6, expected: 6 });
  });

  it("a version with another split is named and makes no pairs", async () => {
    const report = await worth(await file([head, ...rows].join("\n")));
    expect(report.warnings[0]).toMatchObject({
      code: "W-RECIPE",
      message: expect.stringContaining("v4 on y"),
    });
    expect(report.points.filter(({ version, dataset }) => version === "v4" && dataset === "y")).toEqual([]);
  });

  it("a label that a version lacks is left out of the means, and named", async () => {
    const without = rows.filter((row) => !row.startsWith("v1,x,t,spleen"));
    const report = await worth(await file([head, ...without].join("\n")));
    expect(report.notes.map(noteText)).toContain(
      "Label spleen is left out of the means of x, t dice: no value for v1.",
    );
  });

  it("the rows of a run directory are quality of the dataset that its run.json names", async () => {
    const scores = [1, 2, 3, 4].map((v) => `c1,1,liver,dice,ref,1,v${v},1,${(6 + v) / 10},1,`);
    const path = await file(
      ["case,label,name,metric,a,aSession,b,bSession,value,unit,reason", ...scores].join("\n"),
      "rows.csv",
    );
    const downstream = await file(
      [meansHead, ...[1, 2, 3, 4].map((v) => `t,liver set,v${v},dice,0.8${v},,`)].join("\n"),
      "down.csv",
    );
    await expect(worth([path, downstream])).rejects.toThrow(/missing column: dataset/);
    await file(JSON.stringify({ dataset: "liver set" }), "run.json");
    const report = await worth([path, downstream]);
    expect(report.points.map(({ version, quality }) => [version, quality])).toEqual([
      ["v1", 0.7],
      ["v2", 0.8],
      ["v3", 0.9],
      ["v4", 1],
    ]);
    await rm(join(folder, "run.json"));
  });
});
