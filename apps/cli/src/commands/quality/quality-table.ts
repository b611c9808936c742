import type { QualityReport } from "@pgt/core";
import { type Block, renderBlocks } from "../../terminal/table-blocks.ts";
import { signs, type Terminal } from "../../terminal/terminal.ts";
import { type Cell, type Column, renderTable } from "../../terminal/text-table.ts";
import { formatP, meanAndSpread, type QualityGrid, qualityGrid, scaleOf, shown } from "./quality-cells.ts";

const left = (title: string): Column => ({ title, align: "left" });
const right = (title: string): Column => ({ title, align: "right" });

/** Mean and spread per generator; side by side as far as the terminal is wide. */
export function generatorTable(report: QualityReport, terminal: Terminal): string[] {
  const grid = qualityGrid(report);
  const head: Block = { columns: [left("generator")], cells: grid.generators.map((id) => [id]) };
  const blocks = grid.columns.map((column) => generatorBlock(grid, column, terminal));
  return renderBlocks(head, blocks, terminal);
}

function generatorBlock(
  { datasets }: QualityGrid,
  column: QualityGrid["columns"][number],
  terminal: Terminal,
): Block {
  const { dataset, title, cells } = column;
  const hasIntervals = cells.some((cell) => cell !== undefined && cell.interval.low !== null);
  const name = datasets.length > 1 ? `${dataset} ${title}` : title;
  return {
    columns: [right(name), ...(hasIntervals ? [right("[95 % CI]")] : []), right("n"), right("rank")],
    cells: cells.map((cell) => {
      const [mean, interval, n, rank] = generatorCells(cell, column, terminal);
      return hasIntervals ? [mean, interval, n, rank] : [mean, n, rank];
    }),
  };
}

function generatorCells(
  cell: QualityGrid["columns"][number]["cells"][number],
  { scale }: QualityGrid["columns"][number],
  terminal: Terminal,
): [Cell, Cell, Cell, Cell] {
  const { undefined: undefinedSign, plusMinus } = signs(terminal);
  if (!cell) return [{ text: undefinedSign }, { text: "" }, { text: "" }, { text: "" }];
  const { mean, rmsSd, interval, rank, best } = cell;
  const { low, high } = interval;
  const show = (value: number | null) => shown(value, scale, undefinedSign);
  return [
    {
      text: meanAndSpread(mean, rmsSd, scale, { undefinedSign, plusMinus }),
      ...(best && { style: "bold" as const }),
    },
    { text: low === null || high === null ? "" : `[${show(low)}, ${show(high)}]` },
    countCell(cell),
    { text: rank === null ? "" : String(rank) },
  ];
}

/** One row per organ, a block per metric and generator. Organs outside the common labels stand last. */
export function organTable(report: QualityReport, dataset: string, terminal: Terminal): string[] {
  const organs = report.organs.filter((row) => row.dataset === dataset);
  const labels = [...new Map(organs.map((row) => [row.label, row])).values()];
  const isCommon = (label: number) => organs.some((row) => row.label === label && row.common);
  const ordered = [
    ...labels.filter(({ label }) => isCommon(label)),
    ...labels.filter(({ label }) => !isCommon(label)),
  ];
  const metrics = [...new Set(organs.map(({ metric }) => metric))];
  const generators = [...new Set(organs.map(({ generator }) => generator))];
  const head: Block = {
    columns: [right("label"), left("organ"), right("in reference")],
    cells: ordered.map(({ label, name, inReference, referenceKnown }) => [
      String(label),
      isCommon(label) ? name : { text: `${name} (not common)`, style: "dim" },
      inReference === null ? "" : { text: `${inReference}/${referenceKnown}`, style: "dim" },
    ]),
  };
  const blocks = metrics.flatMap((metric) =>
    generators.map((generator) => {
      const own = organs.filter((row) => row.metric === metric && row.generator === generator);
      return organBlock(
        own,
        ordered.map(({ label }) => label),
        `${generator} ${metric}`,
        metric,
        terminal,
      );
    }),
  );
  return renderBlocks(head, blocks, terminal);
}

function organBlock(
  organs: QualityReport["organs"],
  labels: readonly number[],
  title: string,
  metric: string,
  terminal: Terminal,
): Block {
  const { undefined: undefinedSign, plusMinus } = signs(terminal);
  const scale = scaleOf(metric);
  return {
    columns: [right(scale.unit === "" ? title : `${title} (${scale.unit})`), right("n")],
    cells: labels.map((label) => {
      const row = organs.find((one) => one.label === label);
      if (!row) return [{ text: "not in its labels", style: "dim" }, ""];
      const text = meanAndSpread(row.mean, row.sd, scale, { undefinedSign, plusMinus });
      return [{ text, ...(row.mean === null && { style: "yellow" as const }) }, countCell(row)];
    }),
  };
}

/** Differences of the generators' means. */
export function comparisonTable(report: QualityReport, terminal: Terminal): string[] {
  const several = report.datasets.length > 1;
  const columns = [
    ...(several ? [left("dataset")] : []),
    left("metric"),
    left("generators"),
    right("difference [95 % CI]"),
    right("p (Holm)"),
    right("n"),
    left("more similar"),
  ];
  const rows = report.comparisons.map((row) => [
    ...(several ? [row.dataset] : []),
    ...differenceCells(row, `${row.a} - ${row.b}`, terminal),
    row.better === null
      ? { text: row.p === null ? "" : "not told apart", style: "dim" as const }
      : row.better,
  ]);
  return renderTable(columns, rows, terminal);
}

export function contrastTable(report: QualityReport, terminal: Terminal): string[] {
  const several = report.datasets.length > 1;
  const columns = [
    ...(several ? [left("dataset")] : []),
    left("metric"),
    left("contrast"),
    right("difference [95 % CI]"),
    right("p (Holm)"),
    right("n"),
  ];
  const rows = report.contrasts.map((row) => [
    ...(several ? [row.dataset] : []),
    ...differenceCells(row, row.name, terminal),
  ]);
  return renderTable(columns, rows, terminal);
}

type Tested = QualityReport["comparisons"][number] | QualityReport["contrasts"][number];

function differenceCells(row: Tested, name: string, terminal: Terminal): (Cell | string)[] {
  const { undefined: undefinedSign } = signs(terminal);
  const scale = scaleOf(row.metric);
  const show = (value: number | null) => {
    const text = shown(value, scale, undefinedSign, 1);
    return value !== null && value > 0 ? `+${text}` : text;
  };
  const range = row.low === null || row.high === null ? "" : ` [${show(row.low)}, ${show(row.high)}]`;
  return [
    scale.unit === "" ? row.metric : `${row.metric} (${scale.unit})`,
    name,
    `${show(row.difference)}${range}`,
    formatP(row.pHolm, undefinedSign),
    row.paired < row.n
      ? { text: `${row.n}/${row.expected}, ${row.paired} paired`, style: "yellow" as const }
      : countCell(row),
  ];
}

function countCell({ n, expected }: { readonly n: number; readonly expected: number }): Cell {
  return { text: `${n}/${expected}`, style: n < expected ? "yellow" : "dim" };
}
