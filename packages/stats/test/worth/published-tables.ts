import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, it } from "vitest";
import type { PrintedCell } from "../../src/worth/forensic/printed-cell.ts";
import type { WorthColumn } from "../../src/worth/worth-column.ts";

/** The printed tables of Jaus et al. 2025, in percent, as a CSV of means. */
const file = fileURLToPath(new URL("../../../../../shared/data/good-enough/tables.csv", import.meta.url));

const hasTables = existsSync(file);

/** Tests on the tables: where they are missing, skipped by name, and what would read them is not run. */
export function describeTables(name: string, tests: () => void): void {
  if (hasTables) describe(name, tests);
  else it.skip(`${name}: ../shared/data/good-enough/tables.csv is missing`, () => {});
}

export const datasets = ["BTCV", "WORD", "AMOS", "CT-1K", "AbdomenAtlas"];
export const sizes = ["STU-Net small", "STU-Net base", "STU-Net large", "STU-Net huge"];
export const generators = ["nnU-Net", "MedSAM", "TotalSegmentator", ...sizes];
export const metrics = ["dice", "nsd"] as const;
export const tasks = ["SegTHOR", "FLARE"] as const;
export const qualityTask = "label quality";

export const cells: readonly PrintedCell[] = (hasTables ? readFileSync(file, "utf8").trim().split("\n") : [])
  .map((line, at) => ({ fields: line.split(","), place: `line ${at + 1}` }))
  .slice(1)
  .map(({ fields: [task, dataset, version, metric, mean, sd], place }) => ({
    ...{ place, task, dataset, version, metric },
    mean: mean === "" ? null : Number(mean),
    sd: sd === "" ? null : Number(sd),
    meanDecimals: 1,
    sdDecimals: 1,
  }));

export function cellOf(task: string, dataset: string, version: string, metric: string): PrintedCell {
  return cells.find(
    (one) => one.task === task && one.dataset === dataset && one.version === version && one.metric === metric,
  )!;
}

export function meanOf(task: string, dataset: string, version: string, metric: string): number | null {
  return cellOf(task, dataset, version, metric).mean;
}

/** Quality against downstream of the versions; `base` has the quality given. */
export function columnsOf(
  metric: string,
  versions: readonly string[] = generators,
  ofTasks: readonly string[] = tasks,
  baseQuality = 100,
): WorthColumn[] {
  return ofTasks.flatMap((task) =>
    datasets.map((dataset) => ({
      task,
      dataset,
      points: versions.flatMap((version) => {
        const quality = version === "base" ? baseQuality : meanOf(qualityTask, dataset, version, metric);
        const downstream = meanOf(task, dataset, version, metric);
        return quality === null || downstream === null ? [] : [{ version, quality, downstream }];
      }),
    })),
  );
}

export const withoutMedSam = generators.filter((version) => version !== "MedSAM");
export const withBase = [...generators, "base"];
