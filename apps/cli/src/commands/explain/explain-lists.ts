import type { ConventionPreset, MetricExplanation } from "@pgt/metrics";
import { unitOf } from "../../terminal/numbers.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import { renderTable } from "../../terminal/text-table.ts";
import { hanging } from "../../terminal/wrap.ts";

const left = (title: string) => ({ title, align: "left" as const });

/** The table of `pgt explain`. */
export function metricsText(metrics: readonly MetricExplanation[], terminal: Terminal): string[] {
  const rows = metrics.map((metric) => [
    writtenAs(metric),
    metric.name,
    metric.family,
    unitOf(metric.unit),
    betterOf(metric),
  ]);
  const columns = ["metric", "name", "family", "unit", "better"].map(left);
  return [
    ...renderTable(columns, rows, terminal),
    "",
    "pgt explain METRIC says more, other names included; pgt explain conventions lists the presets.",
  ];
}

/** The table of `pgt explain conventions`. */
export function conventionsText(presets: readonly ConventionPreset[], terminal: Terminal): string[] {
  const width = Math.min(terminal.columns ?? 100, 110);
  const columns = ["convention", "tool", "version", "boundary", "percentile", "empties"].map(left);
  const rows = presets.map(({ convention, tool, version }) => [
    convention.id,
    tool,
    version,
    convention.boundary,
    convention.percentile,
    convention.empties,
  ]);
  return [
    ...renderTable(columns, rows, terminal),
    "",
    ...presets.flatMap(({ convention, description }) => hanging(`${convention.id}: ${description}`, width)),
    "",
    "--convention takes all settings of a preset; --boundary, --percentile and --empties change one of them.",
  ];
}

/** Key that a metric is asked for by: with its parameter where there is no default. */
export function writtenAs({ id, parameter }: MetricExplanation): string {
  return parameter !== null && parameter.default === undefined ? `${id}@${parameter.name}` : id;
}

export function betterOf({ direction }: MetricExplanation): string {
  return direction === "zero" ? "nearer to 0" : direction;
}
