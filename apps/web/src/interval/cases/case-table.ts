import { type CaseLine, caseLines, metricTitle, type StudyView } from "@pgt/report";
import { compareNames } from "./compare-names.ts";

/** Agreement per case and structure: columns of numbers, since the rows of a large study are many. */
export interface CaseTable {
  /** Ids of the cases, sorted as names. */
  readonly cases: readonly string[];
  readonly labels: readonly { readonly label: number; readonly title: string }[];
  readonly metrics: readonly ShownMetric[];
}

export interface ShownMetric {
  readonly key: string;
  readonly title: string;
  readonly unit: string;
  readonly direction: "higher" | "lower" | "zero";
  /** Lines of the plots that have values: inter-rater, intra-rater, models, the truth. */
  readonly columns: readonly CaseColumn[];
  /** Place of each row among `cases`; rows stand in that order, and by structure within a case. */
  readonly caseOf: Uint32Array;
  /** Place of each row among `labels`. */
  readonly labelOf: Uint32Array;
}

export interface CaseColumn {
  readonly name: string;
  readonly kind: CaseLine["kind"];
  /** Values, one per row; NaN where there is none. */
  readonly values: Float64Array;
}

/** Collects agreement per case and structure, for each metric: the values that the plots are made of. */
export function caseTable(view: StudyView): CaseTable {
  const cases = [...view.cases].sort(compareNames);
  const metrics = view.metrics.map((metric) => shownMetric(metric, view, cases));
  return { cases, labels: view.labels, metrics: metrics.filter(({ caseOf }) => caseOf.length > 0) };
}

function shownMetric(
  metric: StudyView["metrics"][number],
  view: StudyView,
  cases: readonly string[],
): ShownMetric {
  const entries = view.entries.filter((entry) => entry.metric.key === metric.key);
  const lines = new Map(entries.map((entry) => [entry.bound.label, caseLines(entry, view)]));
  const rows = cases.flatMap((id, at) =>
    view.labels.flatMap(({ label }, place) =>
      lines.get(label)?.some(({ series }) => series.byCase.has(id)) ? [{ id, at, label, place }] : [],
    ),
  );
  const kinds = new Map([...lines.values()].flat().map(({ name, kind }) => [name, kind]));
  const columns = [...kinds].map(([name, kind]): CaseColumn => {
    const series = new Map([...lines].map(([label, all]) => [label, all.find((one) => one.name === name)]));
    const value = (id: string, label: number) => series.get(label)?.series.byCase.get(id) ?? Number.NaN;
    return { name, kind, values: Float64Array.from(rows, ({ id, label }) => value(id, label)) };
  });
  const bound = entries[0]?.bound;
  return {
    key: metric.key,
    title: metricTitle(metric),
    unit: bound?.unit ?? "",
    direction: bound?.direction ?? metric.definition.direction,
    columns,
    caseOf: Uint32Array.from(rows, ({ at }) => at),
    labelOf: Uint32Array.from(rows, ({ place }) => place),
  };
}
