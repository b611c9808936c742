import type { UncertaintyReport, UncertaintySummaryRow } from "@pgt/core";
import { plural, uncertaintyRegistry } from "@pgt/metrics";
import { decimalsOf, formatNumber, unitOf } from "../../terminal/numbers.ts";
import { signs, type Terminal } from "../../terminal/terminal.ts";
import { type Column, renderTable, type TableRow } from "../../terminal/text-table.ts";

const left = (title: string): Column => ({ title, align: "left" });
const right = (title: string): Column => ({ title, align: "right" });

/** Means over cases with their intervals: a row a metric, a column for each map or set of samples. */
export function uncertaintyTable(report: UncertaintyReport, terminal: Terminal): string[] {
  const { summary, predictions, raters, cases, settings } = report;
  if (summary.length === 0) return ["no case was compared"];
  const alone = summary.find(({ source }) => predictions.every(({ id }) => id !== source))?.source;
  const sources = [...predictions.map(({ id }) => id), ...(alone === undefined ? [] : [alone])];
  const columns = [
    ...[left("label"), left("metric"), left("unit"), left("better")],
    ...sources.map((id) => right(id === alone ? "raters alone" : id)),
    right("n"),
  ];
  return [
    ...renderTable(columns, rowsOf(summary, sources, terminal), terminal),
    "",
    `Mean over ${plural(cases.length, "case")} with ${raters.length} raters, 95 % interval in brackets; n of the cases expected.`,
    `Calibration is judged in the region ${settings.region}. pgt explain METRIC says what each is.`,
  ];
}

function rowsOf(
  summary: readonly UncertaintySummaryRow[],
  sources: readonly string[],
  terminal: Terminal,
): TableRow[] {
  const labels = [...new Set(summary.map(({ label }) => label))];
  return labels.flatMap((label, place) => {
    const own = summary.filter((row) => row.label === label);
    const rows = uncertaintyRegistry.flatMap((metric): TableRow[] => {
      const found = sources.map((id) => own.find((row) => row.metric === metric.id && row.source === id));
      const known = found.filter((row) => row !== undefined);
      if (known.length === 0) return [];
      const counts = [...new Set(known.map(({ n, expected }) => `${n}/${expected}`))];
      const name = own[0].name === String(label) ? String(label) : `${label} ${own[0].name}`;
      const cells = found.map((row) => (row ? valueText(row, terminal) : ""));
      return [[name, metric.id, unitOf(metric.unit), metric.direction, ...cells, counts.join(" ")]];
    });
    return place === 0 ? rows : (["rule", ...rows] as TableRow[]);
  });
}

function valueText({ mean, low, high, unit }: UncertaintySummaryRow, terminal: Terminal): string {
  const show = (value: number | null) => formatNumber(value, decimalsOf(unit), signs(terminal).undefined);
  return low === null || high === null ? show(mean) : `${show(mean)} [${show(low)}, ${show(high)}]`;
}
