import type { QualityReport } from "../quality/quality-types.ts";
import type { WorthRow, WorthTable } from "./worth-table.ts";

/** The run.json of `pgt quality`, as far as it is needed. */
type QualityRun = Pick<QualityReport, "cells" | "datasets"> & { readonly schema: string };

/** Whether a parsed run.json is that of `pgt quality`. */
export function isQualityRun(document: unknown): document is QualityRun {
  const { schema } = (document ?? {}) as Partial<QualityRun>;
  return typeof schema === "string" && schema.startsWith("pgt.quality/");
}

/** The means over the common labels (equation 4) as rows of the quality task: the numbers that `pgt quality` printed. */
export function worthTableOfQuality(run: QualityRun, file: string, task: string): WorthTable {
  const prompted = new Set(
    run.datasets.flatMap(({ dataset, generators }) =>
      generators.filter((one) => one.prompted).map(({ id }) => `${dataset}\n${id}`),
    ),
  );
  const rows = run.cells.map(
    ({ dataset, generator, metric, mean, rmsSd, n, expected }, at): WorthRow => ({
      place: `cell ${at + 1}`,
      ...{ task, dataset, version: generator, metric, label: "", case: "" },
      ...{ value: mean, valueText: textOf(mean), sd: rmsSd, sdText: textOf(rmsSd) },
      ...{ status: mean === null ? "no value" : "", n, expected, step: null },
      ...{ split: null, recipe: null, seed: null, prompted: prompted.has(`${dataset}\n${generator}`) },
    }),
  );
  return { file, kind: "means", rows };
}

function textOf(value: number | null): string {
  return value === null ? "" : String(value);
}
