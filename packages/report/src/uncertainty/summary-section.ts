import { uncertaintyRegistry } from "@pgt/metrics";
import { dataTable, left, right } from "../page/data-table.ts";
import { fold } from "../page/fold.ts";
import { type Html, html } from "../page/html.ts";
import { valueWithInterval } from "../page/number-format.ts";
import { headed } from "../page/section.ts";
import { structuresOf, type UncertaintyPageInput } from "./uncertainty-page-input.ts";

/** Means over cases: a row a metric, a column for each map or set of samples. */
export function summaryBody(input: UncertaintyPageInput): Html[] {
  return headed("Metrics", [
    html`<p>Means over cases with 95 % intervals. Calibration compares the probability with the share of raters that mark a voxel.</p>`,
    ...structuresOf(input).map((structure, place) => {
      const table = summaryTable(input, structure);
      return place === 0 ? table : fold(structure.title, table);
    }),
  ]);
}

function summaryTable(
  { summary, predictions }: UncertaintyPageInput,
  { label, title }: { readonly label: number; readonly title: string },
): Html {
  const own = summary.filter((row) => row.label === label);
  const ids = predictions.map(({ id }) => id);
  const alone = own.filter(({ source }) => !ids.includes(source));
  const rows = uncertaintyRegistry.flatMap(({ id, name, direction, unit }) => {
    const found = ids.map((source) => own.find((row) => row.metric === id && row.source === source));
    const ofRaters = alone.find(({ metric }) => metric === id);
    const known = [...found, ofRaters].filter((row) => row !== undefined);
    if (known.length === 0) return [];
    const cells = [...found, ofRaters].map(
      (row) => row && valueWithInterval(row.mean, row.low, row.high, row.unit),
    );
    const counts = [...new Set(known.map(({ n, expected }) => `${n}/${expected}`))].join(" ");
    return [[`${name}${unit === "" ? "" : ` (${unit})`}`, direction, ...cells, counts]];
  });
  const columns = [left("metric"), left("better"), ...ids.map(right), right("raters alone"), right("n")];
  return dataTable(`Means over cases, ${title}`, columns, rows);
}
