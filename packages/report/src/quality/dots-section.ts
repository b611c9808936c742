import { type DotRow, dotFigure } from "../page/dot-figure.ts";
import { foldIfMany } from "../page/fold.ts";
import { type Html, html } from "../page/html.ts";
import { legend } from "../page/percent-plot.ts";
import { headed } from "../page/section.ts";
import type { QualityPageInput } from "./quality-page-input.ts";
import { type ShownMetric, shownMetric } from "./shown-metric.ts";

/** Generators side by side with their intervals, and every organ on a row of its own. */
export function dotsBody(input: QualityPageInput): Html[] {
  const generators = [...new Set(input.cells.map(({ generator }) => generator))];
  const metrics = input.settings.metrics.map(shownMetric);
  const panels = input.datasets.flatMap(({ dataset }) => metrics.map((metric) => ({ dataset, metric })));
  const overall = panels.flatMap(({ dataset, metric }) => {
    const plot = overallFigure(input, generators, dataset, metric);
    return plot ? [html`<div class="block"><h4>${dataset}, ${metric.title}</h4>${plot}</div>`] : [];
  });
  const byOrgan = panels.flatMap(({ dataset, metric }) => {
    const plot = organFigure(input, generators, dataset, metric);
    return plot ? [html`<div class="block"><h4>${dataset}, ${metric.title}</h4>${plot}</div>`] : [];
  });
  return headed("Generators and organs", [
    html`<h3>Mean over organs, 95 % interval over cases</h3>`,
    foldIfMany(overall, "Generators"),
    html`<h3>Each organ</h3><p>Mean over cases. An arrow stands for a value beyond the scale.</p>${legend(generators.map((text, index) => ({ text, index })))}`,
    foldIfMany(byOrgan, "Organs by dataset and metric"),
  ]);
}

function overallFigure(
  { cells }: QualityPageInput,
  generators: readonly string[],
  dataset: string,
  metric: ShownMetric,
): Html | null {
  const rows = generators.flatMap((generator, series): DotRow[] => {
    const cell = cells.find(
      (one) => one.generator === generator && one.dataset === dataset && one.metric === metric.key,
    );
    if (!cell || cell.mean === null) return [];
    const { low, high } = cell.interval;
    const interval = low === null || high === null ? "" : ` [${metric.text(low)}, ${metric.text(high)}]`;
    const title = `${generator}: ${metric.text(cell.mean)}${interval}`;
    const scaled = (value: number | null) => (value === null ? null : value * metric.factor);
    return [
      {
        name: generator,
        detail: metric.text(cell.mean),
        dots: [{ series, value: cell.mean * metric.factor, low: scaled(low), high: scaled(high), title }],
      },
    ];
  });
  return dotFigure(`Mean ${metric.key} of each generator, ${dataset}`, rows, limitsOf(metric));
}

function organFigure(
  { organs }: QualityPageInput,
  generators: readonly string[],
  dataset: string,
  metric: ShownMetric,
): Html | null {
  const own = organs.filter(
    (one) => one.dataset === dataset && one.metric === metric.key && one.mean !== null,
  );
  const labels = new Map(own.map(({ label, name, common }) => [label, { name, common }]));
  const rows = [...labels].map(([label, { name, common }]): DotRow => {
    const dots = own
      .filter((one) => one.label === label)
      .map((one) => ({
        series: generators.indexOf(one.generator),
        value: one.mean! * metric.factor,
        title: `${name}, ${one.generator}: ${metric.text(one.mean)}${one.sd === null ? "" : ` ± ${metric.text(one.sd)}`}, ${one.n} of ${one.expected}`,
      }));
    const values = dots.map(({ value }) => value);
    return { name, detail: common ? "" : "not common", dots: values.length > 0 ? dots : [] };
  });
  const middle = ({ dots }: DotRow) =>
    dots.reduce((sum, { value }) => sum + value, 0) / Math.max(1, dots.length);
  rows.sort((a, b) => (metric.higherIsBetter ? middle(b) - middle(a) : middle(a) - middle(b)));
  return dotFigure(`Mean ${metric.key} of each organ and generator, ${dataset}`, rows, limitsOf(metric));
}

function limitsOf({ factor, higherIsBetter }: ShownMetric): [number, number] {
  if (factor === 100) return [-100, 100];
  return [higherIsBetter ? Number.NEGATIVE_INFINITY : 0, Number.POSITIVE_INFINITY];
}
