import { type UncertaintyMetric, uncertaintyRegistry } from "@pgt/metrics";
import { unitOf } from "../../terminal/numbers.ts";
import { paint, type Terminal } from "../../terminal/terminal.ts";
import { renderTable } from "../../terminal/text-table.ts";
import { hanging, wrap } from "../../terminal/wrap.ts";
import { factLines } from "./explain-text.ts";

/** A metric without its function, as JSON holds it. */
export function plainMetric({ reduce: _, ...metric }: UncertaintyMetric): object {
  return metric;
}

/** The table of the metrics that `pgt uncertainty` measures. */
export function uncertaintyListText(terminal: Terminal): string[] {
  const columns = ["metric of pgt uncertainty", "name", "unit", "better"].map((title) => ({
    title,
    align: "left" as const,
  }));
  const rows = uncertaintyRegistry.map(({ id, name, unit, direction }) => [
    id,
    name,
    unitOf(unit),
    direction,
  ]);
  return renderTable(columns, rows, terminal);
}

/** The text of `pgt explain METRIC` for such a metric. */
export function uncertaintyMetricText(metric: UncertaintyMetric, terminal: Terminal): string[] {
  const { id, name, aliases, definition, formula, unit, range, direction, differences } = metric;
  const width = Math.min(terminal.columns ?? 100, 100);
  const facts: (readonly [string, string])[] = [
    ["formula", formula],
    ["also", aliases.join(", ")],
    ["unit", unitOf(unit)],
    ["range", range[1] === Infinity ? `${range[0]} and above` : `${range[0]} to ${range[1]}`],
    ["better", direction],
    ["made from", madeFrom[metric.needs]],
    ["empty masks", metric.emptiesReason],
    ["source", metric.citation],
    ["agrees with", metric.agreesWith],
  ];
  return [
    paint(terminal, "bold", `${id}: ${name}`),
    ...wrap(definition, width),
    "",
    ...facts.filter(([, text]) => text !== "").flatMap(([title, text]) => factLines(title, text, width)),
    ...(differences.length > 0 ? ["", paint(terminal, "bold", "What other tools do differently")] : []),
    ...differences.flatMap((text) => hanging(text, width)),
  ];
}

const madeFrom: Readonly<Record<UncertaintyMetric["needs"], string>> = {
  map: "probabilities and raters; samples have their mean for probability",
  samples: "samples and raters; a map has its thresholds for samples",
  volume: "samples, or a map, and raters",
  raters: "raters alone",
};
