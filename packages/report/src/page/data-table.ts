import { fromParts, type Html, type HtmlValue, html } from "./html.ts";

export interface TableColumn {
  readonly title: string;
  readonly align?: "right";
}

/** A table that scrolls inside its own box where it is wider than the page. */
export function dataTable(
  caption: string,
  columns: readonly TableColumn[],
  rows: readonly (readonly HtmlValue[])[],
): Html {
  const cellClass = ({ align }: TableColumn) => (align === "right" ? "num" : "text");
  const before = html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table><caption>${caption}</caption><thead><tr>${columns.map(
    (column) => html`<th scope="col" class="${cellClass(column)}">${column.title}</th>`,
  )}</tr></thead><tbody>`;
  return fromParts({
    kind: "table",
    begin: before.text,
    content: rows.map(
      (row) =>
        html`<tr>${row.map((cell, at) => html`<td class="${cellClass(columns[at])}">${cell}</td>`)}</tr>\n`,
    ),
    end: "</tbody></table></div>",
  });
}

export const left = (title: string): TableColumn => ({ title });
export const right = (title: string): TableColumn => ({ title, align: "right" });
