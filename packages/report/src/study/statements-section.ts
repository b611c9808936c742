import { dataTable, left, right } from "../page/data-table.ts";
import { type Html, html } from "../page/html.ts";
import { headed } from "../page/section.ts";
import type { StudyPageInput } from "./study-page-input.ts";

const text = (value: number) => value.toFixed(2).replace("-", "−");

/** Statements on experiments of this kind, and if this run shows them. Null where nothing was stated. */
export function statementsBody({ statements = [], statementsNote }: StudyPageInput): Html[] | null {
  if (statements.length === 0) return null;
  return headed("What this run showed", [
    statementsNote && html`<p class="notice">${statementsNote}</p>`,
    dataTable(
      "Statements, and what this run says of them",
      [left("statement"), left("holds"), right("value"), right("95 % interval"), right("n")],
      statements.map(({ statement, holds, value, measure, interval, n }) => [
        html`<span class="words">${statement}<br><small>${measure}</small></span>`,
        holds === null
          ? "cannot be told"
          : html`<span class="${holds ? "yes" : "no"}">${holds ? "yes" : "no, not in this run"}</span>`,
        value === null ? "–" : text(value),
        interval && interval.low !== null && interval.high !== null
          ? `${text(interval.low)} to ${text(interval.high)}`
          : "–",
        n,
      ]),
    ),
  ]);
}
