import { heatTable } from "../page/heat-table.ts";
import { type Html, html } from "../page/html.ts";
import { headed } from "../page/section.ts";
import { shownAs, type WorthPageInput } from "./worth-page-input.ts";

/** Tables coloured by quintile of each column, with the class as a digit. */
export function quintileBody(input: WorthPageInput): Html[] {
  const notes = [...new Set(input.quintiles.flatMap(({ noLetters }) => noLetters ?? []))];
  return headed("Versions and datasets", [
    html`<p>Class by quintile of each column, 1 worst to 5 best: a colour and a digit. Hatched: no value. Versions of a column that share a letter cannot be told apart.</p>`,
    notes.map((note) => html`<p class="notice">${note}</p>`),
    input.quintiles.map((table) => quintileTable(input, table)),
  ]);
}

function quintileTable(
  input: WorthPageInput,
  { task, metric, datasets, rows }: WorthPageInput["quintiles"][number],
): Html {
  const { factor, unit } = shownAs(input, metric);
  return heatTable(
    `${task}, ${metric}${unit ? ` (${unit})` : ""}`,
    datasets,
    rows.map(({ version, cells }) => ({
      name: version,
      cells: cells.map(({ mean, class: place, status, letters }) => ({
        ...{ text: mean === null ? null : (mean * factor).toFixed(1), place, letters, status },
      })),
    })),
  );
}
