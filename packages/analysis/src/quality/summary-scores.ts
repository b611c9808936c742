import { type NnunetMetrics, type NnunetSummary, nnunetLabelKey, parseNnunetSummary } from "@pgt/io";
import { caseIdOf, InputError, type MetricRequest, registry, type ScoreRow, UsageError } from "@pgt/metrics";
import type { CountRow } from "@pgt/runner";
import { type InputHash, makePlan, type Plan, readText } from "@pgt/runner";
import { labelQuality, type QualityChoices } from "@pgt/stats";
import { type CaseFailure, commonLabels, type NamedLabel } from "@pgt/study";
import { referenceId } from "./folder-quality.ts";
import type { QualityOptions, QualitySummaries } from "./quality-types.ts";
import type { DatasetQuality } from "./run-quality.ts";

/** Metrics that nnU-Net's evaluator writes: its name -> the metric. */
const written = new Map(
  registry.flatMap(({ id, toolNames }) =>
    toolNames.nnunet === undefined ? [] : [[id, toolNames.nnunet] as const],
  ),
);

/**
 * Label quality from files that nnU-Net's evaluator has written, one per generator. Means are computed anew from the
 * values of single cases; undefined ones are left out and counted.
 *
 * @throws UsageError for a metric that such files do not hold; InputError for a bad file, or a case it has twice.
 */
export async function qualityOfSummaries(
  study: QualitySummaries,
  options: QualityOptions,
  choices: QualityChoices,
): Promise<DatasetQuality> {
  const inputs: InputHash[] = [];
  const metrics = options.metrics ?? [[...written.keys()][0]];
  const plan = await makePlan({ ...options, metrics }, inputs);
  const unknownName = plan.metrics.find(({ definition }) => !written.has(definition.id));
  if (unknownName) {
    throw new UsageError(
      "E_METRIC_SUMMARY",
      `metric "${unknownName.key}": a summary.json of nnU-Net holds ${[...written.keys()].join(" and ")} only. Give the masks (--reference, --generator)`,
    );
  }
  const tables = new Map<string, SummaryTable>();
  const labels = new LabelKeys(plan);
  for (const [id, file] of Object.entries(study.summaries)) {
    const summary = parseNnunetSummary(await readText(file, inputs), file);
    tables.set(id, tableOf(id, file, summary, plan.metrics, labels));
  }
  const cases = [...new Set([...tables.values()].flatMap((table) => [...table.cases.keys()]))].sort();
  const counts = [...tables.values()].flatMap((table) => table.counts);
  const sets = [...tables].map(([id, { keys }]) => ({ id, labels: keys }));
  const common = commonLabels(labels.all(), sets);
  const missing = [...tables].flatMap(([id, table]) => missingCases(id, study.summaries[id], cases, table));
  const rows = [...tables.values()].flatMap((table) => table.rows);
  const byKey = new Map(counts.map((row) => [keyOf(row), row]));
  const quality = labelQuality(
    {
      dataset: study.dataset ?? "summaries",
      generators: [...tables.keys()],
      cases,
      metrics: plan.metrics,
      labels: common.labels,
      dropped: common.dropped,
      rows,
      voxelsOf: (row) => {
        const { truePositive, falsePositive, falseNegative } = byKey.get(keyOf(row))!;
        return { reference: truePositive + falseNegative, prediction: truePositive + falsePositive };
      },
      ...(options.contrasts && { contrasts: options.contrasts }),
    },
    choices,
    { method: "bca" },
  );
  return {
    dataset: {
      dataset: study.dataset ?? "summaries",
      study,
      reference: { id: referenceId, masks: "", cases: cases.length },
      generators: [...tables].map(([id, table]) => ({
        ...{ id, masks: study.summaries[id], cases: table.cases.size, folds: null },
        prompted: options.prompted?.includes(id) ?? false,
      })),
      labels: common.labels,
    },
    plan,
    common,
    quality,
    rows,
    scores: {
      rows,
      counts,
      comparisons: [],
      failures: [],
      warnings: [],
      diagonalMm: new Map(),
      spacingMm: new Map(),
      votes: [],
      masks: [],
    },
    warnings: quality.warnings,
    notes: [],
    failures: missing,
    entities: [],
    inputs,
  };
}

interface SummaryTable {
  readonly cases: ReadonlySet<string>;
  readonly keys: readonly NamedLabel[];
  readonly rows: readonly ScoreRow[];
  readonly counts: readonly CountRow[];
}

/** Numbers and names of structures by their keys: `"3"`, or `"(1, 2, 3)"` for a region. */
class LabelKeys {
  private readonly known = new Map<string, NamedLabel>();

  constructor({ dataset }: Plan) {
    for (const { label, name, ids } of dataset?.labels ?? []) {
      this.known.set(nnunetLabelKey(ids), { label, name });
    }
  }

  of(key: string): NamedLabel {
    const known = this.known.get(key);
    if (known) return known;
    const taken = new Set([...this.known.values()].map(({ label }) => label));
    let label = /^\d+$/.test(key) ? Number(key) : 1001;
    while (taken.has(label)) label++;
    const named = { label, name: key };
    this.known.set(key, named);
    return named;
  }

  all(): NamedLabel[] {
    return [...this.known.values()].sort((a, b) => a.label - b.label);
  }
}

function tableOf(
  generator: string,
  file: string,
  summary: NnunetSummary,
  metrics: readonly MetricRequest[],
  labels: LabelKeys,
): SummaryTable {
  const cases = new Set<string>();
  const rows: ScoreRow[] = [];
  const counts: CountRow[] = [];
  const keys = new Map<string, NamedLabel>();
  for (const one of summary.cases) {
    const base = one.predictionFile.replace(/^.*[\\/]/, "");
    const caseId = caseIdOf(base) ?? base.replace(/\.[^.]+$/, "");
    if (cases.has(caseId)) throw new InputError("E_CASES", file, `case "${caseId}" stands in it twice`);
    cases.add(caseId);
    const pair = { case: caseId, a: referenceId, aSession: 1, b: generator, bSession: 1 };
    for (const [key, values] of one.metrics) {
      if (key === "0") continue;
      const { label, name } = labels.of(key);
      keys.set(key, { label, name });
      counts.push({ ...pair, label, ...countsOf(values), inReference: true, inPrediction: true });
      for (const metric of metrics) rows.push(rowOf({ ...pair, label, name }, metric, values));
    }
  }
  return { cases, keys: [...keys.values()], rows, counts };
}

function rowOf(
  pair: Omit<ScoreRow, "metric" | "value" | "unit" | "reason">,
  { key, definition }: MetricRequest,
  values: NnunetMetrics,
): ScoreRow {
  const value = values[written.get(definition.id) as keyof NnunetMetrics];
  const row = { ...pair, metric: key, unit: definition.unit };
  return Number.isFinite(value)
    ? { ...row, value, reason: null }
    : { ...row, value: null, reason: "BOTH_EMPTY" };
}

function countsOf({ TP, FP, FN, TN }: NnunetMetrics) {
  return { truePositive: TP, falsePositive: FP, falseNegative: FN, trueNegative: TN };
}

function keyOf({ case: id, b, label }: Pick<ScoreRow, "case" | "b" | "label">): string {
  return JSON.stringify([id, b, label]);
}

function missingCases(
  id: string,
  file: string,
  cases: readonly string[],
  table: SummaryTable,
): CaseFailure[] {
  return cases
    .filter((one) => !table.cases.has(one))
    .map((one) => ({
      case: one,
      comparison: `${referenceId}/${id}`,
      code: "E_CASES",
      message: `${file}: ${id} has no values of case "${one}", which others have`,
    }));
}
