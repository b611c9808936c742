import stringWidth from "string-width";
import { paint, printable, type Style, signs, type Terminal } from "./terminal.ts";

export interface Column {
  readonly title: string;
  readonly align: "left" | "right";
}

export interface Cell {
  readonly text: string;
  readonly style?: Style;
}

/** A row of the table, or `rule` for a line across. */
export type TableRow = readonly (Cell | string)[] | "rule";

const gap = "  ";

/** Lines of a table whose columns line up, wide characters counted as two columns. No trailing blanks. */
export function renderTable(
  columns: readonly Column[],
  rows: readonly TableRow[],
  terminal: Terminal,
): string[] {
  const body = rows.map((row) => (row === "rule" ? row : row.map(asCell)));
  const widths = columns.map((column, at) => columnWidth(column, at, body));
  const rule = signs(terminal).rule.repeat(
    widths.reduce((sum, width) => sum + width + gap.length, -gap.length),
  );
  const header = columns.map(({ title }): Cell => ({ text: title, style: "bold" }));
  return [
    line(header, columns, widths, terminal),
    paint(terminal, "dim", rule),
    ...body.map((row) =>
      row === "rule" ? paint(terminal, "dim", rule) : line(row, columns, widths, terminal),
    ),
  ];
}

/** Columns that a table of these takes on the screen. */
export function tableWidth(columns: readonly Column[], rows: readonly TableRow[]): number {
  const body = rows.map((row) => (row === "rule" ? row : row.map(asCell)));
  return columns.reduce((sum, column, at) => sum + columnWidth(column, at, body) + gap.length, -gap.length);
}

function asCell(cell: Cell | string): Cell {
  return typeof cell === "string" ? { text: printable(cell) } : { ...cell, text: printable(cell.text) };
}

function columnWidth(column: Column, at: number, rows: readonly ("rule" | readonly Cell[])[]): number {
  const widths = rows.map((row) => (row === "rule" ? 0 : stringWidth(row[at]?.text ?? "")));
  return widths.reduce((widest, width) => Math.max(widest, width), stringWidth(column.title));
}

function line(
  cells: readonly Cell[],
  columns: readonly Column[],
  widths: readonly number[],
  terminal: Terminal,
) {
  const padded = columns.map(({ align }, at) => {
    const { text, style } = cells[at] ?? { text: "" };
    const blanks = " ".repeat(widths[at] - stringWidth(text));
    const painted = paint(terminal, style, text);
    if (align === "right") return blanks + painted;
    return at === columns.length - 1 ? painted : painted + blanks;
  });
  return padded.join(gap).trimEnd();
}
