import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { writeNifti } from "@pgt/io";
import type { LabelVolume } from "@pgt/metrics";
import { beforeAll, describe, expect, it } from "vitest";
import { ballLabels, balls } from "./balls.ts";
import { pgt, temporaryFolder } from "./run-pgt.ts";

describe("worker threads", () => {
  const folder = temporaryFolder();
  const write = (name: string, volume: LabelVolume) => {
    const path = folder.path(name);
    mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(path, gzipSync(writeNifti(volume), { level: 1 }));
  };

  beforeAll(() => {
    for (let id = 1; id <= 5; id++) {
      write(`reference/case${id}.nii.gz`, balls(id, 0));
      write(`prediction/case${id}.nii.gz`, balls(id, 2));
    }
  });

  const compare = (paths: readonly string[], jobs: number, ...more: string[]) =>
    pgt([
      "compare",
      ...paths.map((path) => folder.path(path)),
      ...(more.includes("-m") ? [] : ["-m", "dice,nsd@1,hd95,assd"]),
      "-f",
      "json",
      "-j",
      `${jobs}`,
      ...more,
    ]);

  it("over cases: the same bytes as one job", async () => {
    const folders = ["reference", "prediction"];
    const [one, four] = [await compare(folders, 1), await compare(folders, 4, "--verbose")];
    expect(four.stderr).toContain("4 workers");
    expect(one.code).toBe(0);
    expect(JSON.parse(one.stdout).rows).toHaveLength(5 * ballLabels * 4);
    expect(four.stdout).toBe(one.stdout);
  });

  it("on one large case: the same bytes as one job, with regions and bands too", async () => {
    write("large/reference.nii.gz", balls(7, 0, 260));
    write("large/prediction.nii.gz", balls(7, 2, 260));
    const dataset = {
      channel_names: { 0: "CT" },
      labels: { background: 0, ball: 1, pair: [2, 3], other: 4, ignore: 12 },
      regions_class_order: [1, 2, 4],
      numTraining: 1,
      file_ending: ".nii.gz",
    };
    writeFileSync(folder.path("dataset.json"), JSON.stringify(dataset));
    const files = ["large/reference.nii.gz", "large/prediction.nii.gz"];
    for (const more of [[], ["-m", "biou@2,masd"], ["-l", folder.path("dataset.json")]]) {
      const [one, three] = [await compare(files, 1, ...more), await compare(files, 3, "--verbose", ...more)];
      expect(three.stderr).toContain("3 on each case");
      expect(one.code).toBe(0);
      expect(three.stdout).toBe(one.stdout);
    }
  });

  it("stays within --max-memory by taking fewer workers", async () => {
    const limited = await compare(["reference", "prediction"], 4, "--verbose", "--max-memory", "170M");
    expect(limited.stderr).toContain("2 workers");
    expect(limited.code).toBe(0);
  });

  it("a case that alone takes more than --max-memory is not compared, and named with what it takes", async () => {
    const refused = await compare(["reference", "prediction"], 2, "--max-memory", "70M");
    expect(refused.code).toBe(3);
    expect(refused.stderr).toMatch(/its case takes about 7\d\.\d MiB; the run may take 70\.0 MiB/);
  });

  it("a case that cannot be read is named, and the others are kept", async () => {
    write("reference-bad/case1.nii.gz", balls(1, 0));
    write("prediction-bad/case1.nii.gz", balls(1, 2));
    for (const id of [2, 3, 4]) write(`reference-bad/case${id}.nii.gz`, balls(id, 0));
    for (const id of [3, 4]) write(`prediction-bad/case${id}.nii.gz`, balls(id, 2));
    writeFileSync(folder.path("prediction-bad/case2.nii.gz"), "not a mask");
    const [one, two] = [
      await compare(["reference-bad", "prediction-bad"], 1),
      await compare(["reference-bad", "prediction-bad"], 2, "--verbose"),
    ];
    expect(two.stderr).toContain("2 workers");
    expect([one.code, two.code]).toEqual([4, 4]);
    expect(two.stderr).toContain("case2");
    expect(two.stdout).toBe(one.stdout);
  });
});
