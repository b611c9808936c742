import type { Terminal } from "./terminal.ts";
import { type Cell, type Column, renderTable, type TableRow, tableWidth } from "./text-table.ts";

/** Columns that belong together, with a cell per row of the table. */
export interface Block {
  readonly columns: readonly Column[];
  readonly cells: readonly (readonly (Cell | string)[])[];
}

/**
 * Lines of blocks side by side as far as the terminal is wide; the others in further tables below.
 *
 * @param head stands first in every table.
 * @param hasTotal the last row stands below a line.
 */
export function renderBlocks(
  head: Block,
  blocks: readonly Block[],
  terminal: Terminal,
  hasTotal = false,
): string[] {
  return fitted(head, blocks, terminal).flatMap((group, at) => {
    const rows: TableRow[] = rowsOf(group);
    if (hasTotal) rows.splice(-1, 0, "rule");
    return [...(at === 0 ? [] : [""]), ...renderTable(columnsOf(group), rows, terminal)];
  });
}

function fitted(head: Block, blocks: readonly Block[], terminal: Terminal): Block[][] {
  const groups: Block[][] = [];
  for (const block of blocks) {
    const last = groups.at(-1);
    if (last && (terminal.columns === null || widthOf([...last, block]) <= terminal.columns))
      last.push(block);
    else groups.push([head, block]);
  }
  return groups;
}

const columnsOf = (blocks: readonly Block[]) => blocks.flatMap(({ columns }) => columns);
const rowsOf = (blocks: readonly Block[]) =>
  blocks[0].cells.map((_, at) => blocks.flatMap(({ cells }) => cells[at]));
const widthOf = (blocks: readonly Block[]) => tableWidth(columnsOf(blocks), rowsOf(blocks));
