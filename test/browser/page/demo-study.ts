import { readFileSync } from "node:fs";
import { join } from "node:path";
import { comparePaths, type DemoStudy, interval } from "@pgt/core";
import { expect, it } from "vitest";
import type { OpenedPage } from "../opened-page.ts";

/** A demo study of three cases in a folder that the page's server serves as `/study/`. */
export interface DemoFolder {
  readonly folder: string;
  readonly study: () => DemoStudy;
}

export function describeDemoStudy(opened: OpenedPage, { folder, study }: DemoFolder): void {
  it("the demo study in memory and its interval: the tables that Node writes, byte for byte", async () => {
    const out = join(folder, `run-${opened.engine.name}`);
    const { raters, repeats, models } = study();
    await interval({ raters, repeats, models }, { metrics: ["dice", "hd95", "nsd@1"], out });
    const texts = await opened.watched.page.evaluate(async () => {
      const files = pgt.fileTree();
      const { raters, repeats, models } = await pgt.writeDemoStudy("study", { files, cases: 3 });
      const report = await pgt.interval(
        { raters, repeats, models },
        { files, metrics: ["dice", "hd95", "nsd@1"], out: "run" },
      );
      const text = async (name: string) => [name, await (files.get(`run/${name}`) as Blob).text()] as const;
      return Promise.all(report.files!.filter((name) => name.endsWith(".csv")).map(text));
    });
    const tables = ["masks.csv", "bounds.csv", "models.csv", "as-rater.csv", "as-rater-tests.csv"];
    expect(texts.map(([name]) => name)).toEqual(["rows.csv", ...tables]);
    for (const [name, text] of texts) expect(text, name).toBe(readFileSync(join(out, name), "utf8"));
  });

  it("two folders by addresses: the rows of Node, and their progress", async () => {
    const reference = join(folder, "truth");
    const prediction = join(folder, "models/accurate");
    const { rows } = await comparePaths(reference, prediction, { metrics: ["dice"] });
    const found = await opened.watched.page.evaluate(async () => {
      const names = ["case01", "case02", "case03"];
      const entries = names.flatMap((name) =>
        ["truth", "models/accurate"].map(
          (set) => [`${set}/${name}.nii.gz`, new URL(`/study/${set}/${name}.nii.gz`, location.href)] as const,
        ),
      );
      const progress: number[] = [];
      const { rows } = await pgt.comparePaths("truth", "models/accurate", {
        files: pgt.fileTree(entries),
        metrics: ["dice"],
        onProgress: ({ done }) => void progress.push(done),
      });
      return { rows, progress };
    });
    expect(found.rows).toEqual(JSON.parse(JSON.stringify(rows)));
    expect(found.progress).toEqual([1, 2, 3]);
  });
}
