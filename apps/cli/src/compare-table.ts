import type { Comparison, SummaryRow } from "@pgt/core";
import { type Block, labelBlock, metricBlock } from "./compare-blocks.ts";
import { signs, type Terminal } from "./terminal.ts";
import { type Cell, renderTable, type TableRow, tableWidth } from "./text-table.ts";
import { undefinedNotes } from "./undefined-notes.ts";

/** The summary of a comparison as text: a table with a row per label, and notes below it. */
export function compareTable(comparison: Comparison, terminal: Terminal): string[] {
  const { summary, rows } = comparison;
  if (summary.length === 0) return ["no label was compared"];
  const severalCases = summary.some((row) => row.expected > 1);
  const labels = distinctLabels(summary);
  const metrics = [...new Set(summary.map((row) => row.metric))];
  const drawn = (block: Block) => (labels.length > 1 ? block : { ...block, cells: block.cells.slice(0, 1) });
  const head = drawn(labelBlock(labels));
  const blocks = metrics.map((metric) =>
    drawn(metricBlock(metric, labels, comparison, severalCases, terminal)),
  );
  const tables = fitted(head, blocks, terminal).map((group) =>
    drawBlocks([head, ...group], labels.length, terminal),
  );
  const undefinedLines = undefinedNotes(rows, severalCases);
  return [
    ...tables.flatMap((lines, at) => (at === 0 ? lines : ["", ...lines])),
    ...(undefinedLines.length > 0 ? ["", `undefined (${signs(terminal).undefined}), and why:`] : []),
    ...undefinedLines.map((line) => `  ${line}`),
    ...substitutionNote(comparison),
  ];
}

function distinctLabels(summary: readonly SummaryRow[]): SummaryRow[] {
  const seen = new Set<string>();
  return summary.filter(({ label, name }) => {
    const key = `${label} ${name}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** Blocks side by side as far as the terminal is wide; the others in further tables. */
function fitted(head: Block, blocks: readonly Block[], terminal: Terminal): Block[][] {
  const groups: Block[][] = [];
  for (const block of blocks) {
    const last = groups.at(-1);
    if (last && (terminal.columns === null || widthOf([head, ...last, block]) <= terminal.columns))
      last.push(block);
    else groups.push([block]);
  }
  return groups;
}

const widthOf = (blocks: readonly Block[]) =>
  tableWidth(
    blocks.flatMap(({ columns }) => columns),
    joined(blocks),
  );

function joined(blocks: readonly Block[]): (Cell | string)[][] {
  return blocks[0].cells.map((_, at) => blocks.flatMap(({ cells }) => cells[at]));
}

function drawBlocks(blocks: readonly Block[], labelCount: number, terminal: Terminal): string[] {
  const rows = joined(blocks);
  const body: TableRow[] = rows.slice(0, labelCount);
  if (labelCount > 1) body.push("rule", rows[labelCount]);
  return renderTable(
    blocks.flatMap(({ columns }) => columns),
    body,
    terminal,
  );
}

function substitutionNote({ summary, settings }: Comparison): string[] {
  const total = summary.reduce((sum, row) => sum + row.substituted, 0);
  if (total === 0) return [];
  const by =
    typeof settings.worstCase === "number" ? `${settings.worstCase} mm` : "the diagonal of the image";
  const [values, stand, them] =
    total === 1 ? ["1 value", "stands", "it"] : [`${total} values`, "stand", "them"];
  return [
    "",
    `* ${values} in these means ${stand} for a structure that the prediction missed: ${by}`,
    `  (--worst-case none leaves ${them} out, --worst-case MM sets another)`,
  ];
}
