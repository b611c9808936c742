import type { Comparison, SummaryRow } from "@pgt/core";
import { decimalsOf, formatNumber } from "../../terminal/numbers.ts";
import type { Block } from "../../terminal/table-blocks.ts";
import { signs, type Terminal } from "../../terminal/terminal.ts";
import type { Cell } from "../../terminal/text-table.ts";

/** Ids and names: a row per label, then one for the mean over labels. */
export function labelBlock(labels: readonly SummaryRow[]): Block {
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

/** Values of one metric, and how many there are. */
export function metricBlock(
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
  const intervals = [...entries.map((row) => intervalText(row?.interval, show)), ""];
  return {
    columns: [
      { title: unit === "" || unit === "1" ? metric : `${metric} (${unit})`, align: "right" },
      ...(severalCases ? [{ title: "[95 % CI]", align: "right" } as const] : []),
      ...(withCounts ? [{ title: "n", align: "right" } as const] : []),
    ],
    cells: valueCells.map((cell, at) => [
      cell,
      ...(severalCases ? [intervals[at]] : []),
      ...(withCounts ? [counts[at]] : []),
    ]),
  };
}

/** Tables: with one case its value is shown; a substitute for a missed structure only enters means. */
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

function intervalText(
  interval: SummaryRow["interval"] | undefined,
  show: (value: number | null) => string,
): string {
  if (!interval || interval.low === null || interval.high === null) return "";
  return `[${show(interval.low)}, ${show(interval.high)}]`;
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
