import { defaultSeed } from "@pgt/metrics";
import { holm } from "../inference/holm.ts";
import { type ColumnCorrelation, columnCorrelation } from "./column-correlation.ts";
import { comparableCells } from "./comparable-cells.ts";
import { type GapConcordance, gapConcordance } from "./gap-concordance.ts";
import { type LabellingCost, type LabellingWork, labellingCost } from "./labelling-cost.ts";
import { type PairedGain, pairedGain } from "./paired-gain.ts";
import { qualityPairs } from "./quality-pairs.ts";
import { shownFactor, type TableMetric, tableMetric } from "./table-metric.ts";
import {
  type BaselineTable,
  baselineTable,
  type FriedmanRow,
  friedmanRow,
  type MeanRanks,
  meanRankTable,
  type OrderTable,
  orderTable,
  type QuintileTable,
  quintileTable,
  type VarianceTable,
  varianceTable,
} from "./tables/worth-tables.ts";
import { mostExtremeVersion, type WithinColumns, withinColumns } from "./within-column.ts";
import { type ProposedGap, proposedGap, type WorthAnswer, withCaveat, worthAnswer } from "./worth-answer.ts";
import {
  columnsOfPoints,
  type PlottedPoint,
  plottedPoints,
  uniqueOf,
  type WorthCell,
} from "./worth-cells.ts";
import { steadyDifference, type WorthColumn, withoutVersion } from "./worth-column.ts";
import { type BaseBounds, type WorthWarning, worthWarnings } from "./worth-warnings.ts";

export interface WorthStudyOptions {
  /** The task that holds the quality of the labels. */
  readonly qualityTask: string;
  /** The version that stands for doing nothing; it has no quality. Null: none. */
  readonly baseline: string | null;
  /** The labels that quality is measured against: they count as of perfect quality. */
  readonly referenceVersion?: string | undefined;
  /** Versions in the order in which quality should rise. */
  readonly order?: readonly string[] | undefined;
  /** Improvement asked about, in points for shares, else in the metric's unit. */
  readonly gapPoints?: number | undefined;
  /** Smallest relevant gain, as `gapPoints`. Without it nothing is WORTH. */
  readonly relevantGainPoints?: number | undefined;
  readonly work?: LabellingWork | undefined;
  readonly baseBounds?: readonly BaseBounds[] | undefined;
  readonly level?: number | undefined;
  readonly replicates?: number | undefined;
  readonly seed?: number | undefined;
}

export interface CorrelationRow extends ColumnCorrelation {
  readonly task: string;
  readonly dataset: string;
  readonly metric: string;
  /** p of Kendall's tau-b adjusted over all columns and metrics of the variant `all` (Holm). */
  readonly kendallPHolm: number | null;
}

/** Versions that a result rests on: `all`, without the most extreme one, or with the reference labels as perfect. */
export interface Variant {
  readonly variant: string;
}

export interface SlopeRow extends WithinColumns, Variant {
  readonly metric: string;
  readonly task: string;
}

export interface ConcordanceRow extends GapConcordance, Variant {
  readonly metric: string;
  /** Null: all tasks together. */
  readonly task: string | null;
}

export interface PairGainRow extends PairedGain {
  readonly task: string;
  readonly dataset: string;
  readonly metric: string;
  readonly better: string;
  readonly worse: string;
  readonly gap: number;
}

/** Everything that is said of quality and downstream score. Shares are fractions; null where not defined. */
export interface WorthStudy {
  readonly metrics: readonly TableMetric[];
  readonly tasks: readonly string[];
  readonly datasets: readonly string[];
  readonly versions: readonly string[];
  /** Version farthest out by metric, with its mean share of a column's spread of quality. */
  readonly extreme: readonly { readonly metric: string; readonly version: string; readonly share: number }[];
  readonly answers: readonly WorthAnswer[];
  readonly points: readonly PlottedPoint[];
  readonly correlations: readonly CorrelationRow[];
  readonly slopes: readonly SlopeRow[];
  readonly concordance: readonly ConcordanceRow[];
  /** Paired over cases; empty for tables of means. */
  readonly pairGains: readonly PairGainRow[];
  readonly cost: LabellingCost | null;
  readonly variance: readonly VarianceTable[];
  readonly friedman: readonly FriedmanRow[];
  readonly meanRanks: MeanRanks;
  readonly baseline: readonly BaselineTable[];
  readonly order: readonly OrderTable[];
  readonly quintiles: readonly QuintileTable[];
  readonly warnings: readonly WorthWarning[];
}

/** Inner ends of the bins of gaps, in points for shares, else in the unit of the metric. */
const binEndsPoints = [0.5, 1, 2, 5, 10, 30];

/** Label quality against downstream gain (docs/methods/worth.md), from the cells of tables. */
export function worthStudy(given: readonly WorthCell[], options: WorthStudyOptions): WorthStudy {
  const { cells, warnings } = comparableCells(given);
  const { qualityTask, baseline } = options;
  const metrics = uniqueOf(cells, ({ metric }) => metric).map((metric) =>
    tableMetric(
      metric,
      cells.flatMap((cell) => (cell.metric === metric && cell.mean !== null ? [cell.mean] : [])),
    ),
  );
  const metricOf = (metric: string) => metrics.find((one) => one.metric === metric)!;
  const downstream = cells.filter(({ task }) => task !== qualityTask);
  const tasks = uniqueOf(downstream, ({ task }) => task);
  const withReference = plottedPoints(cells, qualityTask, options.referenceVersion, (metric) =>
    metricOf(metric).direction === 1 ? (metricOf(metric).range?.[1] ?? 1) : 0,
  );
  const points = withReference.filter(({ version }) => version !== options.referenceVersion);
  const byMetric = metrics.map((metric) => ofMetric(metric, tasks, points, withReference, options));
  const groups = groupsOf(cells);
  const downstreamGroups = groups.filter(([{ task }]) => task !== qualityTask);
  const withBaseline = baseline === null ? [] : downstreamGroups;
  return {
    metrics,
    tasks,
    datasets: uniqueOf(cells, ({ dataset }) => dataset),
    versions: uniqueOf(cells, ({ version }) => version),
    extreme: byMetric.flatMap(({ extreme }) => extreme),
    answers: byMetric.flatMap(({ answers }) => answers),
    points: withReference,
    correlations: withHolm(byMetric.flatMap(({ correlations }) => correlations)),
    slopes: byMetric.flatMap(({ slopes }) => slopes),
    concordance: byMetric.flatMap(({ concordance }) => concordance),
    pairGains: metrics.flatMap((metric) => pairGains(downstream, points, metric, options)),
    cost: options.work ? labellingCost(options.work) : null,
    variance: downstreamGroups.map((group) => varianceTable(group, baseline)),
    friedman: metrics.flatMap((metric) => friedmanRows(downstream, metric, baseline, byMetric)),
    meanRanks: meanRankTable(downstream, metricOf),
    baseline: withBaseline.map((group) => baselineTable(group, metricOf(group[0].metric), baseline!)),
    order: options.order
      ? groups.map((group) => orderTable(group, metricOf(group[0].metric), options.order!))
      : [],
    quintiles: groups.map((group) => quintileTable(group, metricOf(group[0].metric))),
    warnings: [...warnings, ...worthWarnings(cells, points, metrics, qualityTask, options.baseBounds ?? [])],
  };
}

/** Results of one variant. */
interface VariantResults {
  readonly answers: readonly Omit<WorthAnswer, "caveat">[];
  readonly slopes: readonly SlopeRow[];
  readonly concordance: readonly ConcordanceRow[];
}

interface MetricResults {
  readonly metric: string;
  readonly extreme: WorthStudy["extreme"];
  readonly answers: readonly WorthAnswer[];
  readonly correlations: readonly Omit<CorrelationRow, "kendallPHolm">[];
  readonly slopes: readonly SlopeRow[];
  readonly concordance: readonly ConcordanceRow[];
}

function ofMetric(
  metric: TableMetric,
  tasks: readonly string[],
  points: readonly PlottedPoint[],
  withReference: readonly PlottedPoint[],
  options: WorthStudyOptions,
): MetricResults {
  const all = columnsOfPoints(points, metric, null);
  const extreme = mostExtremeVersion(all);
  const variants = [
    { variant: "all", columns: all },
    ...(extreme && all.some(({ points: of }) => of.length > 3)
      ? [{ variant: `without ${extreme.version}`, columns: withoutVersion(all, extreme.version) }]
      : []),
    ...(withReference.length > points.length
      ? [
          {
            variant: `with ${options.referenceVersion} as perfect`,
            columns: columnsOfPoints(withReference, metric, null),
          },
        ]
      : []),
  ];
  const proposed = proposedOf(all, metric, options);
  const results = variants.map((one) => ofVariant(one, metric, tasks, proposed, options));
  return {
    metric: metric.metric,
    extreme: extreme ? [{ metric: metric.metric, ...extreme }] : [],
    answers: withCaveat(results.flatMap(({ answers }) => answers)),
    correlations: all.map((column) => ({
      ...{ task: column.task, dataset: column.dataset, metric: metric.metric },
      ...columnCorrelation(column, options.seed ?? defaultSeed),
    })),
    slopes: results.flatMap(({ slopes }) => slopes),
    concordance: results.flatMap(({ concordance }) => concordance),
  };
}

function proposedOf(
  columns: readonly WorthColumn[],
  metric: TableMetric,
  { gapPoints }: WorthStudyOptions,
): ProposedGap | null {
  if (gapPoints === undefined) return proposedGap(columns);
  return { gap: steadyDifference(gapPoints / shownFactor(metric), 0), from: null, to: null };
}

function ofVariant(
  { variant, columns }: Variant & { readonly columns: readonly WorthColumn[] },
  metric: TableMetric,
  tasks: readonly string[],
  proposed: ProposedGap | null,
  options: WorthStudyOptions,
): VariantResults {
  const factor = shownFactor(metric);
  const bootstrap = {
    seed: options.seed ?? defaultSeed,
    ...(options.level !== undefined && { level: options.level }),
    ...(options.replicates !== undefined && { replicates: options.replicates }),
  };
  const scopes = tasks.length > 1 ? [null, ...tasks] : [null];
  const concordance = scopes.map((task) => ({
    ...{ metric: metric.metric, task, variant },
    ...gapConcordance(
      columns.filter((column) => task === null || column.task === task),
      { ...bootstrap, binEnds: binEndsPoints.map((end) => end / factor) },
    ),
  }));
  const slopes = tasks.map((task) => ({
    ...{ metric: metric.metric, task, variant },
    ...withinColumns(columns.filter((column) => column.task === task)),
  }));
  if (proposed === null || concordance[0].pairs === 0) return { answers: [], slopes, concordance };
  const answer = worthAnswer(columns, concordance[0], metric, variant, {
    ...bootstrap,
    proposed,
    relevantGain: options.relevantGainPoints === undefined ? null : options.relevantGainPoints / factor,
    cost: options.work ? labellingCost(options.work) : null,
  });
  return { answers: [answer], slopes, concordance };
}

function withHolm(rows: readonly Omit<CorrelationRow, "kendallPHolm">[]): CorrelationRow[] {
  const tested = rows.filter(({ kendall }) => kendall.p !== null);
  const adjusted = new Map(
    holm(tested.map(({ kendall }) => kendall.p!)).map(({ pAdjusted }, at) => [tested[at], pAdjusted]),
  );
  return rows.map((row) => ({ ...row, kendallPHolm: adjusted.get(row) ?? null }));
}

function friedmanRows(
  downstream: readonly WorthCell[],
  metric: TableMetric,
  baseline: string | null,
  byMetric: readonly MetricResults[],
): FriedmanRow[] {
  const cells = downstream.filter((cell) => cell.metric === metric.metric);
  const without = baseline === null ? [] : [baseline];
  const extreme = byMetric.find((one) => one.metric === metric.metric)!.extreme.map(({ version }) => version);
  return [without, ...(extreme.length > 0 ? [[...without, ...extreme]] : [])].map((left) =>
    friedmanRow(cells, metric, left),
  );
}

function pairGains(
  downstream: readonly WorthCell[],
  points: readonly PlottedPoint[],
  metric: TableMetric,
  options: WorthStudyOptions,
): PairGainRow[] {
  const columns = columnsOfPoints(points, metric, null);
  return qualityPairs(columns).flatMap(({ column, better, worse, gap }) => {
    const { task, dataset } = columns[column];
    const [first, second] = [better, worse].map((version) =>
      downstream.find(
        (cell) =>
          cell.task === task &&
          cell.dataset === dataset &&
          cell.version === version &&
          cell.metric === metric.metric,
      ),
    );
    if (!first?.byCase || !second?.byCase) return [];
    const { seed = defaultSeed, replicates } = options;
    const found = pairedGain(first.byCase, second.byCase, {
      seed,
      ...(replicates !== undefined && { replicates }),
    });
    return found
      ? [{ task, dataset, metric: metric.metric, better, worse, gap, ...turned(found, metric) }]
      : [];
  });
}

/** Sign that makes a gain above 0 better. */
function turned(found: PairedGain, { direction }: TableMetric): PairedGain {
  if (direction === 1) return found;
  const { low, high } = found;
  return { ...found, gain: -found.gain, low: high === null ? null : -high, high: low === null ? null : -low };
}

/** Groups by task and metric, in order of appearance. */
function groupsOf(cells: readonly WorthCell[]): WorthCell[][] {
  return uniqueOf(cells, ({ task }) => task).flatMap((task) => {
    const own = cells.filter((cell) => cell.task === task);
    return uniqueOf(own, ({ metric }) => metric).map((metric) =>
      own.filter((cell) => cell.metric === metric),
    );
  });
}
