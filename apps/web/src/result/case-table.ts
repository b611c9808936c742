import { type CaseLine, caseLines, metricTitle, type StudyView } from "@pgt/report";

export interface CaseTable {
  readonly metrics: readonly ShownMetric[];
  readonly labels: readonly { readonly label: number; readonly title: string }[];
}

export interface ShownMetric {
  readonly key: string;
  readonly title: string;
  readonly unit: string;
  readonly direction: "higher" | "lower" | "zero";
  /** Lines of the plots that have values: inter-rater, intra-rater, models, the truth. */
  readonly columns: readonly CaseColumn[];
  readonly rows: readonly CaseRow[];
}

export interface CaseColumn {
  readonly name: string;
  readonly kind: CaseLine["kind"];
}

export interface CaseRow {
  readonly case: string;
  readonly label: number;
  readonly title: string;
  /** One per column; null where there is no value. */
  readonly values: readonly (number | null)[];
}

/** Agreement per case and structure, for each metric: the values that the plots are made of. */
export function caseTable(view: StudyView): CaseTable {
  const metrics = view.metrics.map((metric): ShownMetric => {
    const entries = view.entries.filter((entry) => entry.metric.key === metric.key);
    const lines = entries.map((entry) => caseLines(entry, view));
    const columns = new Map<string, CaseColumn>();
    for (const { name, kind } of lines.flat()) columns.set(name, { name, kind });
    const rows = entries.flatMap(({ bound, title }, at) =>
      rowsOf(lines[at]!, [...columns.keys()], bound.label, title),
    );
    const bound = entries[0]?.bound;
    return {
      key: metric.key,
      title: metricTitle(metric),
      unit: bound?.unit ?? "",
      direction: bound?.direction ?? metric.definition.direction,
      columns: [...columns.values()],
      rows,
    };
  });
  return { metrics: metrics.filter(({ rows }) => rows.length > 0), labels: view.labels };
}

function rowsOf(
  lines: readonly CaseLine[],
  columns: readonly string[],
  label: number,
  title: string,
): CaseRow[] {
  const series = new Map(lines.map((line) => [line.name, line.series.byCase]));
  const cases = new Set(lines.flatMap((line) => [...line.series.byCase.keys()]));
  return [...cases].sort().map((id) => ({
    case: id,
    label,
    title,
    values: columns.map((name) => series.get(name)?.get(id) ?? null),
  }));
}
