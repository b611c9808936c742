import { listed, plural } from "@pgt/metrics";
import { mean } from "../inference/descriptive.ts";
import { formatValue } from "../interval/warnings/warning.ts";
import type { MetricTraits } from "../scores/metric-traits.ts";
import type { GeneratorScores } from "./generator-scores.ts";
import { caseMeans, definedValues } from "./organ-means.ts";
import type { AggregationOrder } from "./quality-options.ts";
import type { QualityInput, QualityWarning } from "./quality-types.ts";

interface MetricScores {
  readonly metric: MetricTraits;
  readonly scores: readonly GeneratorScores[];
}

/**
 * W-CASES if generators were measured on different cases (some failed or are missing): what each lacks, and the means
 * over the cases of all, which do compare. An organ absent from a mask is no such case.
 */
export function differingCases(
  { dataset, generators, cases, rows }: QualityInput,
  tables: readonly MetricScores[],
  order: AggregationOrder,
): QualityWarning[] {
  const measured = new Map(generators.map((id) => [id, new Set<string>()]));
  for (const { b, case: id, reason } of rows) {
    if (reason !== "FAILED" && reason !== "NO_PREDICTION") measured.get(b)?.add(id);
  }
  const scored = [...measured].filter(([, own]) => own.size > 0);
  const shared = cases.filter((id) => scored.every(([, own]) => own.has(id)));
  const differing = scored.filter(([, own]) => own.size > shared.length);
  if (differing.length === 0) return [];
  const lacking = scored.filter(([, own]) => own.size < cases.length);
  const parts = lacking.map(([id, own], at) => {
    const start = at === 0 ? `${id} is averaged over` : `${id} over`;
    return `${start} ${own.size} of ${at === 0 ? plural(cases.length, "case") : cases.length}`;
  });
  const rest =
    scored.length > lacking.length
      ? `, ${lacking.length === scored.length - 1 ? "the other" : "the others"} over all`
      : "";
  const lacked = cases.filter((id) => lacking.some(([, own]) => !own.has(id)));
  return [
    {
      ...{ code: "W-CASES", dataset, generator: null, label: null, metric: null },
      cases: lacked,
      remarks: lacked.map((id) => `not ${listed(lackedBy(id, lacking), "or")}`),
      message: `${parts.join(", ")}${rest} (missing: {cases}): neither the means nor their differences are over the same cases. ${overShared(shared, cases, tables, order)}`,
    },
  ];
}

function lackedBy(caseId: string, measured: readonly (readonly [string, ReadonlySet<string>])[]): string[] {
  return measured.filter(([, cases]) => !cases.has(caseId)).map(([id]) => id);
}

function overShared(
  shared: readonly string[],
  cases: readonly string[],
  tables: readonly MetricScores[],
  order: AggregationOrder,
): string {
  if (shared.length === 0) return "No case is common to all.";
  const places = shared.map((id) => cases.indexOf(id));
  const means = tables.map(({ metric, scores }) => {
    const values = scores.flatMap(({ generator, matrix }) => {
      const rows = matrix.map((row) => Float64Array.from(places, (place) => row[place]));
      const value = meanOver(rows, shared.length, order);
      return value === null ? [] : [`${generator} ${formatValue(value, metric.definition.unit)}`];
    });
    return `${metric.key} ${values.join(", ")}`;
  });
  return `Over the ${plural(shared.length, "case")} of all: ${means.join("; ")}.`;
}

/** Mean over the organs that still have a value. */
function meanOver(matrix: readonly Float64Array[], cases: number, order: AggregationOrder): number | null {
  const rows = order === "case" ? [caseMeans(matrix, cases)] : matrix;
  const defined = rows.map(definedValues).filter((values) => values.length > 0);
  if (defined.length === 0) return null;
  return order === "case" ? mean(defined[0]) : mean(defined.map((values) => mean(values)));
}
