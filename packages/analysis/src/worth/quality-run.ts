import type { qualityDocumentOf } from "../quality/quality-document.ts";
import type { WorthRow, WorthTable } from "./worth-table.ts";

/** The means over the common labels (equation 4) as rows of the quality task: the numbers that `pgt quality` printed. */
export function worthTableOfQuality(
  run: NonNullable<ReturnType<typeof qualityDocumentOf>>,
  file: string,
  task: string,
): WorthTable {
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
