import { InputError } from "@pgt/metrics";
import { type PrintedCell, scaleOfTable, type TableScale, tableMetric, type WorthWarning } from "@pgt/stats";
import type { WorthTable } from "./worth-table.ts";

/** Rows of a table of means as they are printed, for the forensic checks. */
export function printedCells({ rows }: Pick<WorthTable, "rows">): PrintedCell[] {
  return rows.map((row) => ({
    ...{ place: row.place, task: row.task, dataset: row.dataset, version: row.version, metric: row.metric },
    ...{ mean: row.value, sd: row.sd, n: row.n, step: row.step },
    meanDecimals: decimalsOf(row.valueText),
    sdDecimals: decimalsOf(row.sdText),
  }));
}

/** Digits after the point. */
function decimalsOf(text: string): number {
  return /\.(\d+)/.exec(text)?.[1]?.length ?? 0;
}

export const isShare = (metric: string): boolean => tableMetric(metric).isShare;

/**
 * Tells if the table is in percent.
 *
 * @param given by the user: then nothing is guessed.
 * @throws InputError E_TABLE if percent and fractions are mixed, or a share is beyond its range.
 */
export function checkedScale(table: WorthTable, given: TableScale | undefined): TableScale {
  const cells = printedCells(table);
  const { scale, misfits } = scaleOfTable(cells, isShare);
  const [first] = misfits;
  if (given === undefined && first) {
    const [here, there] = scale === "percent" ? ["percent", "fractions"] : ["fractions", "percent"];
    throw new InputError(
      "E_TABLE",
      table.file,
      `${first.place}: ${first.metric} ${first.mean} looks like ${there}, most of the table is in ${here} (${misfits.length} of ${cells.length} rows differ). Write one scale throughout, or say which it is (scale; --scale of the command).`,
    );
  }
  const used = given ?? scale;
  const most = used === "percent" ? 100 : 1;
  const beyond = cells.find(
    ({ metric, mean }) => isShare(metric) && mean !== null && (mean < 0 || mean > most),
  );
  if (!beyond) return used;
  throw new InputError(
    "E_TABLE",
    table.file,
    `${beyond.place}: ${beyond.metric} ${beyond.mean} is beyond its range, 0 to ${most} as ${used}`,
  );
}

/** A table that is read as percent, as asked, although it looks like fractions. */
export function scaleWarnings(
  tables: readonly { readonly table: WorthTable }[],
  given: TableScale | undefined,
): WorthWarning[] {
  if (given !== "percent") return [];
  return tables.flatMap(({ table: { file, rows } }): WorthWarning[] => {
    const values = rows.flatMap(({ metric, value }) => (value !== null && isShare(metric) ? [value] : []));
    if (values.length === 0 || values.some((value) => value > 1)) return [];
    const message =
      "{file} is read as percent, as asked, but no value of a metric from 0 to 1 is above 1, as in fractions: everything may be too small by a hundred. Leave out the scale (--scale), or say fraction.";
    return [{ code: "W-SCALE", file, message }];
  });
}

/** A printed number as a fraction where the metric is a share; moving the point in the text costs no digit. */
export function asFraction(
  text: string,
  value: number | null,
  metric: string,
  scale: TableScale,
): number | null {
  if (value === null || scale === "fraction" || !isShare(metric)) return value;
  return /e/i.test(text) ? value / 100 : Number(`${text}e-2`);
}
