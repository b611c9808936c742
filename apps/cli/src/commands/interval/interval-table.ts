import { isAgainstConsensus } from "@pgt/analysis/documents";
import type { Bound, IntervalReport, Placement } from "@pgt/core";
import { firstLines, numberedTitle, someOf } from "@pgt/metrics";
import { decimalsOf, formatNumber } from "../../terminal/numbers.ts";
import { signs, type Terminal } from "../../terminal/terminal.ts";
import { type Cell, type Column, renderTable } from "../../terminal/text-table.ts";
import { stateInWords } from "./states.ts";

const left = (title: string): Column => ({ title, align: "left" });
const right = (title: string): Column => ({ title, align: "right" });

/** Lower and upper bound per label and metric, with 95 % intervals over cases. */
export function boundsTable({ bounds }: IntervalReport, terminal: Terminal): string[] {
  const columns = [
    right("label"),
    left("name"),
    left("metric"),
    right("inter-rater [these raters]"),
    right("n"),
    right("intra-rater [these raters]"),
    right("n"),
  ];
  const noIntra = bounds.some(({ intra }) => intra !== null) ? "none" : "no repeats";
  const rows = bounds.map((row) => [
    String(row.label),
    row.name,
    row.unit === "" || row.unit === "1" ? row.metric : `${row.metric} (${row.unit})`,
    ...boundCells(row.inter, row.unit, "no pairs", terminal),
    ...boundCells(row.intra, row.unit, noIntra, terminal),
  ]);
  return renderTable(columns, rows, terminal);
}

function boundCells(bound: Bound["intra"], unit: string, absent: string, terminal: Terminal): Cell[] {
  if (bound === null || bound.pairs === 0) return [{ text: absent, style: "dim" }, { text: "" }];
  const { low, high } = bound.fixedRaters;
  return [{ text: withRange(unit, bound.estimate, low, high, terminal) }, countCell(bound)];
}

function withRange(
  unit: string,
  estimate: number | null,
  low: number | null,
  high: number | null,
  terminal: Terminal,
): string {
  const show = (value: number | null) => formatNumber(value, decimalsOf(unit), signs(terminal).undefined);
  return low === null || high === null ? show(estimate) : `${show(estimate)} [${show(low)}, ${show(high)}]`;
}

function countCell({ n, expected }: Pick<Placement, "n" | "expected">): Cell {
  return { text: `${n}/${expected}`, style: n < expected ? "yellow" : "dim" };
}

/** Models with their agreement with the raters and where that lies. */
export function modelsTable(
  { bounds }: IntervalReport,
  models: readonly Placement[],
  terminal: Terminal,
): string[] {
  const units = new Map(bounds.map(({ metric, unit }) => [metric, unit]));
  const columns = [
    left("model"),
    right("label"),
    left("name"),
    left("metric"),
    right("with raters [these raters]"),
    right("better than raters by [these raters]"),
    right("n"),
    left("where"),
  ];
  const rows = models
    .filter((row) => !isAgainstConsensus(row))
    .map((row) => [
      row.model,
      String(row.label),
      row.name,
      row.metric,
      withRange(units.get(row.metric) ?? "", row.estimate, row.low, row.high, terminal),
      differenceCell(row, units.get(row.metric) ?? "", terminal),
      countCell(row),
      { text: stateInWords(row.state), style: stateStyle(row.state) },
    ]);
  return renderTable(columns, rows, terminal);
}

/** Paired difference to inter-rater agreement, above 0 where the model agrees better, with its adjusted interval. */
function differenceCell({ lower }: Placement, unit: string, terminal: Terminal): string {
  if (lower === null) return signs(terminal).undefined;
  const { difference, low, high } = lower;
  return withRange(unit, difference, low, high, terminal);
}

/** A state that takes more than this says more than its words in the table do. */
const longText = 80;
const maximumRemarks = 8;

/**
 * Explanations of what a state does and does not say, where that takes a sentence; models with the same sentence
 * share a line.
 */
export function modelRemarks(models: readonly Placement[]): readonly string[] {
  const places = new Map<string, string[]>();
  for (const { model, label, name, metric, text } of models.filter((row) => !isAgainstConsensus(row))) {
    if (text.length < longText) continue;
    places.set(text, [...(places.get(text) ?? []), `${model}, ${numberedTitle({ label, name })}, ${metric}`]);
  }
  const remarks = [...places].map(([text, where]) => `${someOf(where, 3, "; ")}: ${text}`);
  return firstLines(remarks, maximumRemarks, "; --format json has them all");
}

function stateStyle(state: string): "green" | "yellow" | "cyan" {
  if (state === "INSIDE") return "green";
  return state === "INCONCLUSIVE" || state === "CONTRADICTORY" ? "yellow" : "cyan";
}
