import { labelTitle, type MetricRequest, parseMetrics } from "@pgt/metrics";
import { isAgainstConsensus, type LabelScores, labelScores, type Placement } from "@pgt/stats";
import type { ReportInput } from "./report-input.ts";

type Bound = ReportInput["bounds"][number];

/** One label and metric with everything known of it. */
export interface Entry {
  readonly bound: Bound;
  readonly metric: MetricRequest;
  readonly title: string;
  /** Models against the raters, the truth of a simulation excepted. */
  readonly models: readonly Placement[];
  readonly truth: Placement | null;
  readonly scores: LabelScores | null;
}

/** The input, put in the order in which the page tells it. */
export interface StudyView {
  readonly input: ReportInput;
  readonly raters: readonly string[];
  readonly models: readonly string[];
  readonly cases: readonly string[];
  readonly metrics: readonly MetricRequest[];
  /** Labels as ids with the name to show. */
  readonly labels: readonly { readonly label: number; readonly title: string }[];
  readonly entries: readonly Entry[];
}

export function studyView(input: ReportInput): StudyView {
  const truthId = input.truth?.model;
  const placed = [...new Set(input.models.map(({ model }) => model))];
  const models = placed.filter((id) => id !== truthId);
  const raters = input.raters ?? ratersOf(input, new Set(truthId ? [...placed, truthId] : placed));
  const metrics = parseMetrics(input.settings.metrics);
  const scores = labelScores({
    rows: input.rows,
    raters,
    models: placed,
    metrics,
    ...(input.derivedFrom && { lineage: input.derivedFrom }),
  });
  const entries = input.bounds.map((bound): Entry => {
    const isHere = ({ label, metric }: Placement) => label === bound.label && metric === bound.metric;
    return {
      bound,
      metric: metrics.find(({ key }) => key === bound.metric)!,
      title: labelTitle(bound),
      models: input.models.filter((row) => isHere(row) && row.model !== truthId && !isAgainstConsensus(row)),
      truth:
        input.models.find((row) => isHere(row) && row.model === truthId && !isAgainstConsensus(row)) ?? null,
      scores:
        scores.find(({ label, metric }) => label === bound.label && metric.key === bound.metric) ?? null,
    };
  });
  return {
    input,
    raters,
    models,
    cases: [...new Set(input.rows.map((row) => row.case))].sort(),
    metrics,
    labels: [...new Map(entries.map(({ bound, title }) => [bound.label, title]))].map(([label, title]) => ({
      label,
      title,
    })),
    entries: entries.filter(({ metric }) => metric !== undefined),
  };
}

function ratersOf({ rows }: ReportInput, models: ReadonlySet<string>): string[] {
  const ids = new Set<string>();
  for (const { a, b } of rows) for (const id of [a, b]) if (!models.has(id)) ids.add(id);
  return [...ids];
}

/** Name of a metric with its parameter: `Normalised surface Dice (tolerance 2 mm)`. */
export function metricTitle({ definition, parameter, key }: MetricRequest): string {
  const detail = definition.parameter
    ? ` (${[definition.parameter.name, parameter, definition.parameter.unit].filter((part) => part !== "").join(" ")})`
    : "";
  return `${definition.name}${detail}, ${key}`;
}

export function entriesOf({ entries }: StudyView, metric: MetricRequest): Entry[] {
  return entries.filter((entry) => entry.metric.key === metric.key);
}
