import type { WorthReport } from "@pgt/core";
import { paint, printable, type Style, type Terminal } from "../../terminal/terminal.ts";
import { type Cell, type Column, renderTable } from "../../terminal/text-table.ts";
import { hanging } from "../../terminal/wrap.ts";
import { metricOf, pointsOf } from "./worth-numbers.ts";

const classStyles: readonly Style[] = ["class1", "class2", "class3", "class4", "class5"];

/** A table per task and metric: every cell with the digit of its quintile class within the column. */
export function quintileBlocks(report: WorthReport, terminal: Terminal, width: number): string[] {
  const { quintiles } = report;
  if (quintiles.length === 0) return [];
  const legend = classStyles.map((style, at) => paint(terminal, style, ` ${at + 1} `)).join(" ");
  const notes = [...new Set(quintiles.flatMap(({ noLetters }) => noLetters ?? []))];
  const lettered = quintiles.some(({ noLetters }) => noLetters === null);
  return [
    "",
    paint(terminal, "bold", "Quintile classes within each column"),
    `${legend}  worst to best fifth; value and class; a cell without a value says why`,
    ...(lettered
      ? [
          "Versions of a column that share a letter cannot be told apart (paired t tests over cases, Holm, 5 %).",
        ]
      : []),
    ...quintiles.flatMap((table) => ["", ...quintileTable(report, table, terminal)]),
    ...notes.flatMap((note) => hanging(note, width)),
  ];
}

function quintileTable(
  report: WorthReport,
  { task, metric, datasets, rows }: WorthReport["quintiles"][number],
  terminal: Terminal,
): string[] {
  const traits = metricOf(report, metric);
  const columns: Column[] = [
    { title: printable(`${task}, ${metric}`), align: "left" },
    ...datasets.map((dataset): Column => ({ title: printable(dataset), align: "right" })),
  ];
  const body = rows.map(({ version, cells }) => [
    version,
    ...cells.map((cell): Cell => {
      if (cell.class === null) return { text: cell.status || "no value", style: "dim" };
      const letters = cell.letters ? ` ${cell.letters}` : "";
      return {
        text: ` ${pointsOf(traits, cell.mean)!.toFixed(1)}${letters}  ${cell.class} `,
        style: classStyles[cell.class - 1],
      };
    }),
  ]);
  return renderTable(columns, body, terminal);
}
