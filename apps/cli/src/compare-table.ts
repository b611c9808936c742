import type { Comparison, SummaryRow } from "@pgt/core";
import { decimalsOf, formatNumber } from "./numbers.ts";
import { signs, type Terminal } from "./terminal.ts";
import { type Cell, type Column, renderTable, type TableRow, tableWidth } from "./text-table.ts";
import { undefinedNotes } from "./undefined-notes.ts";

interface Block {
  readonly columns: readonly Column[];
  /** One per label, then one for the mean over labels if there are several. */
  readonly cells: readonly (readonly (Cell | string)[])[];
}

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

function labelBlock(labels: readonly SummaryRow[]): Block {
  return {
    columns: [
      { title: "label", align: "right" },
      { title: "name", align: "left" },
    ],
    cells: [
      ...labels.map(({ label, name }) => [String(label), name]),
      ["", { text: "mean over labels", style: "bold" }],
    ],
  };
}

function metricBlock(
  metric: string,
  labels: readonly SummaryRow[],
  comparison: Comparison,
  severalCases: boolean,
  terminal: Terminal,
): Block {
  const entries = labels.map((one) =>
    comparison.summary.find(
      (row) => row.metric === metric && row.label === one.label && row.name === one.name,
    ),
  );
  const present = entries.filter((row) => row !== undefined);
  const unit = present.find((row) => row.unit !== "")?.unit ?? "";
  const decimals = decimalsOf(unit);
  const show = (value: number | null) => formatNumber(value, decimals, signs(terminal).undefined);
  const values = severalCases
    ? meanAndSd(entries, show, terminal)
    : entries.map((row) => valueCell(row && singleValue(row, comparison), show));
  const withCounts = severalCases || present.some((row) => row.n !== row.expected || row.substituted > 0);
  const counts = countCells([...entries, labelsCounted(present)]);
  const overall: Cell = { text: show(meanOverLabels(present)), style: "bold" };
  const valueCells = severalCases ? withBlankSd(values, overall) : [...values, overall];
  return {
    columns: [
      { title: unit === "" || unit === "1" ? metric : `${metric} (${unit})`, align: "right" },
      ...(withCounts ? [{ title: "n", align: "right" } as const] : []),
    ],
    cells: valueCells.map((cell, at) => (withCounts ? [cell, counts[at]] : [cell])),
  };
}

/** With one case the table shows its value; a substitute for a missed structure only enters means. */
function singleValue(row: SummaryRow, comparison: Comparison): number | null {
  const found = comparison.rows.find(
    ({ label, name, metric }) => label === row.label && name === row.name && metric === row.metric,
  );
  return found ? found.value : row.mean;
}

function valueCell(value: number | null | undefined, show: (value: number | null) => string): Cell {
  return value === null || value === undefined
    ? { text: show(null), style: "yellow" }
    : { text: show(value) };
}

function meanAndSd(
  entries: readonly (SummaryRow | undefined)[],
  show: (value: number | null) => string,
  terminal: Terminal,
): Cell[] {
  const sds = entries.map((row) => (row === undefined || row.sd === null ? "" : show(row.sd)));
  const width = Math.max(...sds.map((text) => text.length));
  const { plusMinus } = signs(terminal);
  return entries.map((row, at) => {
    const mean = valueCell(row?.mean, show);
    if (width === 0) return mean;
    const sd =
      sds[at] === "" ? " ".repeat(plusMinus.length + 1 + width) : `${plusMinus} ${sds[at].padStart(width)}`;
    return { ...mean, text: `${mean.text} ${sd}` };
  });
}

/** The mean over labels has no sd beside it; blanks keep its point below the others. */
function withBlankSd(values: readonly Cell[], overall: Cell): Cell[] {
  const sd = values.map(
    ({ text }) => text.length - (text.indexOf(" ") < 0 ? text.length : text.indexOf(" ")),
  );
  return [...values, { ...overall, text: overall.text + " ".repeat(Math.max(0, ...sd)) }];
}

/** Mean of the labels' means, every label counting the same; labels without a mean are left out and counted. */
function meanOverLabels(present: readonly SummaryRow[]): number | null {
  const means = present.flatMap(({ mean }) => (mean === null ? [] : [mean]));
  return means.length === 0 ? null : means.reduce((sum, mean) => sum + mean, 0) / means.length;
}

type Counted = Pick<SummaryRow, "n" | "expected" | "substituted">;

function labelsCounted(present: readonly SummaryRow[]): Counted {
  return {
    n: present.filter(({ mean }) => mean !== null).length,
    expected: present.length,
    substituted: present.reduce((sum, row) => sum + row.substituted, 0),
  };
}

function countCells(entries: readonly (Counted | undefined)[]): Cell[] {
  const starred = entries.some((row) => row !== undefined && row.substituted > 0);
  return entries.map((row) => {
    if (row === undefined) return { text: "" };
    const star = row.substituted > 0 ? "*" : starred ? " " : "";
    const incomplete = row.n < row.expected || row.substituted > 0;
    return { text: `${row.n}/${row.expected}${star}`, style: incomplete ? "yellow" : "dim" };
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
