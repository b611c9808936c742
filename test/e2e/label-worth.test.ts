import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { writeQualityMasks } from "./quality-masks.ts";
import { dataFolder, hasData, pgt, temporaryFolder } from "./run-pgt.ts";

const folder = temporaryFolder();
const at = (...parts: string[]) => folder.path(...parts);
const generators = ["g1", "g2", "g3", "g4"];

async function json(...argv: string[]) {
  const { code, stdout, stderr } = await pgt([...argv, "--format", "json"]);
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout);
}

/** Steps of a curator: from masks to quality, and from there to worth and ranking. */
describe("a run of pgt quality", () => {
  beforeAll(async () => {
    writeQualityMasks(at(), { cases: 6, organs: 3, generators: generators.length, shape: [32, 32, 24] });
    const { code, stderr } = await pgt([
      ...["quality", "--reference", at("reference"), "--dataset", "small", "-m", "dice,nsd@1"],
      ...generators.flatMap((id) => ["--generator", `${id}=${at(id)}`]),
      ...["--out", at("quality"), "--report", at("quality.html")],
    ]);
    expect(code, stderr).toBe(0);
    // The better the labels, the better the model, but for the last two.
    const scores = { g1: [0.9, 0.88], g2: [0.86, 0.87], g3: [0.8, 0.82], g4: [0.81, 0.84] };
    const rows = Object.entries(scores).flatMap(([version, values]) =>
      values.map((value, k) => `${version},small,lung task,all,t${k},dice,${value}`),
    );
    const header = "version,dataset,task,label,case,metric,value";
    writeFileSync(at("downstream.csv"), `${[header, ...rows].join("\n")}\n`);
  });

  it("wrote its page beside its tables", () => {
    expect(readFileSync(at("quality.html"), "utf8")).toContain("Label quality report");
    expect(readdirSync(at("quality"))).toContain("versions.csv");
  });

  it("goes into pgt worth beside downstream scores", async () => {
    const report = await json("worth", at("quality"), at("downstream.csv"), "--relevant-gap", "1");
    const dice = report.points.filter(({ metric }: { metric: string }) => metric === "dice");
    expect(dice.map(({ version }: { version: string }) => version).sort()).toEqual(generators);
    const all = report.concordance.find(
      (one: { metric: string; variant: string; task: string | null }) =>
        one.metric === "dice" && one.variant === "all" && one.task === null,
    );
    // 6 pairs of 4 versions, of which only g3 and g4 are in the wrong order.
    expect(all).toMatchObject({ pairs: 6, share: 5 / 6 });
  });

  it("is marked by the agreement of raters of the same structures, from a run of pgt interval", async () => {
    const raters = ["g1", "g2"].flatMap((id) => ["--rater", `${id}=${at(id)}`]);
    const interval = await pgt(["interval", ...raters, "-m", "dice", "--out", at("raters")]);
    expect(interval.code, interval.stderr).toBe(0);
    const { bounds } = JSON.parse(readFileSync(at("raters", "run.json"), "utf8"));
    const inter = bounds.map((bound: { inter: { estimate: number } }) => bound.inter.estimate);
    const report = await json(
      ...["worth", at("quality"), at("downstream.csv"), "--base-interval", at("raters")],
      ...["--report", at("worth.html")],
    );
    const [marked] = report.settings.baseBounds;
    expect(marked).toMatchObject({ metric: "dice", intra: null });
    expect(marked.inter).toBeCloseTo((inter[0] + inter[1] + inter[2]) / 3, 12);
    expect(readFileSync(at("worth.html"), "utf8")).toContain("inter-rater agreement of the base labels");
    const other = await pgt(["worth", at("downstream.csv"), "--base-interval", at("quality")]);
    expect(other.code).toBe(3);
    expect(other.stderr).toContain("expected the run of pgt interval");
  });

  it("goes into pgt rank, which puts the generators in the order they were made", async () => {
    const report = await json("rank", at("quality"), "-m", "dice", "--out", at("ranking"));
    const [overall] = report.tasks;
    expect(overall.ranking.algorithms.map(({ algorithm }: { algorithm: string }) => algorithm)).toEqual(
      generators,
    );
    const page = await pgt(["report", at("ranking"), "--anonymous"]);
    expect(page.code, page.stderr).toBe(0);
    const html = readFileSync(at("ranking", "report.html"), "utf8");
    expect(html).toContain("g1 is first of 4");
    expect(html).not.toContain(at("quality"));
  });
});

describe("tables that pgt worth refuses, each with what is wrong", () => {
  const means = (lines: readonly string[]) => {
    writeFileSync(at("means.csv"), `${lines.join("\n")}\n`);
    return pgt(["worth", at("means.csv")]);
  };

  it("a missing column", async () => {
    const { code, stderr } = await means(["task,dataset,version,mean", "label quality,A,v1,0.9"]);
    expect(code).toBe(3);
    expect(stderr).toMatch(/means\.csv.*metric/s);
  });

  it("percent and fraction mixed, with the line", async () => {
    const { code, stderr } = await means([
      "task,dataset,version,metric,mean,sd,status",
      "label quality,A,v1,dice,91.2,3,",
      "label quality,A,v2,dice,0.93,3,",
      "lung,A,v1,dice,80.1,3,",
      "lung,A,v2,dice,82.3,3,",
    ]);
    expect(code).toBe(3);
    expect(stderr).toMatch(/line 3/);
    expect(stderr).toMatch(/percent/);
  });

  it("names and values with different separators, with the line", async () => {
    const { code, stderr } = await means(["task,dataset,version,metric,mean", "lung;A;v1;dice;80,1"]);
    expect(code).toBe(3);
    expect(stderr).toMatch(/line 2 is separated by semicolons, the line of names by commas/);
  });

  it("an order of versions that are not there, with --check too, by the name of the option", async () => {
    writeFileSync(at("order.csv"), "task,dataset,version,metric,mean\nlabel quality,A,v1,dice,80\n");
    const { code, stderr } = await pgt(["worth", at("order.csv"), "--check", "--rising", "v1,v7"]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/--rising.*"v7" is not a version/);
  });

  it("versions trained on different splits: named, and left out", async () => {
    const lines = ["v1", "v2", "v3", "v4"].flatMap((version, k) => [
      `label quality,A,${version},dice,0.${90 + k},,,`,
      `lung,A,${version},dice,0.${80 + k},,,${k === 3 ? "other" : "first"}`,
    ]);
    const { code, stdout } = await means(["task,dataset,version,metric,mean,sd,status,split", ...lines]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/W-RECIPE[\s\S]*v4/);
  });
});

describe.skipIf(!hasData)(
  `on real tables and masks${hasData ? "" : " (skipped: ../shared/data is missing)"}`,
  () => {
    const tables = join(dataFolder, "good-enough", "tables.csv");

    it("finds the defect of the published table, and nothing in the others", async () => {
      const { findings } = await json("worth", "--check", tables);
      expect(findings).toHaveLength(1);
      expect(findings[0]).toMatchObject({ task: "label quality", count: 34, of: 35 });
    });

    it("shows whether better labels paid on the published tables", async () => {
      const report = await json("worth", tables, "--gap", "2.6", "--relevant-gap", "0.5");
      const decisions = report.answers
        .filter(({ variant }: { variant: string }) => variant === "all")
        .map(({ decision }: { decision: string }) => decision);
      expect(decisions).toEqual(["NOT WORTH", "NOT WORTH"]);
    });

    it("says in page and terminal what is decided otherwise without a version, and that a gap is beyond the data", async () => {
      const asked = ["worth", tables, "--relevant-gap", "0.5", "--gap", "40", "--report", at("printed.html")];
      const { code, stdout, stderr } = await pgt(asked);
      expect(code, stderr).toBe(0);
      const [, caveat] = /^[A-Z ]+ {2}dice \((but .*)\)$/m.exec(stdout)!;
      expect(caveat).toContain("UNDECIDED without MedSAM");
      expect(readFileSync(at("printed.html"), "utf8")).toMatch(new RegExp(`</span> \\(${caveat}\\)</h3>`));
      const beyond = await json("worth", tables, "--relevant-gap", "0.5", "--gap", "60");
      expect(beyond.answers[0]).toMatchObject({ decision: "UNDECIDED", comparable: null });
      expect(beyond.answers[0].sentence).toContain("the largest gap is 51.2 points");
      expect((await pgt(["worth", tables, "--gap", "500"])).code).toBe(2);
    });

    it("derives a data set ready to train on, and prompts, from real masks", async () => {
      const masks = join(dataFolder, "totalsegmentator");
      const base = at("base");
      const copies = [
        ["labelsTr", "ct1.nii.gz", "example_seg.nii.gz"],
        ["imagesTr", "ct1_0000.nii.gz", "example_seg.nii.gz"],
        ["../fast", "ct1.nii.gz", "example_seg_fast.nii.gz"],
      ] as const;
      for (const [where, name, source] of copies) {
        mkdirSync(join(base, where), { recursive: true });
        copyFileSync(join(masks, source), join(base, where, name));
      }
      writeFileSync(
        join(base, "dataset.json"),
        JSON.stringify({
          channel_names: { 0: "CT" },
          labels: { background: 0, liver: 1, kidneys: 2 },
          numTraining: 1,
          file_ending: ".nii.gz",
        }),
      );
      writeFileSync(at("map.yaml"), "liver: liver\nkidneys: [kidney_left, kidney_right]\n");
      const derived = await json(
        ...["derive", "--base", base, "--generator", `fast=${at("fast")}`],
        ...["--map", `fast=${at("map.yaml")}`, "--out", at("raw")],
      );
      const [{ dataset }] = derived.datasets;
      expect(readdirSync(at("raw", dataset)).sort()).toEqual(
        expect.arrayContaining(["dataset.json", "imagesTr", "labelsTr", "pgt-derive.json"]),
      );
      const sizes = await json(
        "compare",
        at("raw", dataset, "labelsTr", "ct1.nii.gz"),
        at("raw", dataset, "labelsTr", "ct1.nii.gz"),
        "-m",
        "dice",
      );
      expect(sizes.summary.map(({ label }: { label: number }) => label)).toEqual([1, 2]);

      const boxes = await json("prompts", at("fast"), "--out", at("boxes"));
      expect(boxes.warnings[0].code).toBe("W-PROMPT");
      expect(existsSync(at("boxes", "ct1.npz"))).toBe(true);
    });
  },
);
