import type { ScoreRow } from "@pgt/metrics";
import { mean } from "../descriptive.ts";
import type { IntervalOptions } from "../interval-options.ts";
import type { MetricTraits } from "../metric-traits.ts";
import { compareGenerators, contrastGenerators } from "./compare-generators.ts";
import { differingCases } from "./differing-cases.ts";
import { caseMeans, definedValues, rootMeanSquare, standardDeviation } from "./organ-means.ts";
import {
  type GeneratorScores,
  noQualityInterval,
  qualityIntervals,
  type SamplingUnits,
  samplingUnits,
} from "./quality-interval.ts";
import { type QualityChoices, qualityChoices } from "./quality-options.ts";
import type {
  DroppedSensitivity,
  LabelQuality,
  OrganQuality,
  QualityCell,
  QualityInput,
  QualityLabel,
} from "./quality-types.ts";
import { qualityWarnings } from "./quality-warnings.ts";
import { rankCells } from "./rank-cells.ts";
import { type OrganScores, organScores, type ReferencePresence, referencePresence } from "./score-grid.ts";

/**
 * Label quality of the generators of one dataset: equations 2 and 4 of Jaus et al. 2025, their intervals, and the
 * generators compared with one another. Generators are compared with the reference only.
 *
 * @returns fractions, as in the score table; cells by metric in the order of `metrics`, in each by generator.
 * @throws UsageError for a choice or a contrast that does not exist.
 */
export function labelQuality(
  input: QualityInput,
  given: Partial<QualityChoices> = {},
  options: IntervalOptions = {},
): LabelQuality {
  const choices = qualityChoices(given);
  const cases = [...input.cases].sort();
  const sorted = { ...input, cases };
  const units = samplingUnits(cases, input.clusterOf);
  const grid = scoreGrid(sorted, choices);
  const presence = referencePresence(input.rows, input.voxelsOf);
  const tables = input.metrics.map((metric) =>
    tableOfMetric(sorted, metric, grid, presence, units, choices, options),
  );
  const organs = tables.flatMap((table) => table.organs);
  return {
    choices,
    organs,
    cells: tables.flatMap(({ cells }) => cells),
    comparisons: tables.flatMap(({ comparisons }) => comparisons),
    contrasts: tables.flatMap(({ contrasts }) => contrasts),
    sensitivity: tables.flatMap(({ sensitivity }) => sensitivity),
    warnings: [
      ...qualityWarnings(
        sorted,
        organs,
        units.count,
        tables.flatMap(({ fewest }) => fewest),
      ),
      ...differingCases(
        sorted,
        tables.map(({ scores }) => scores),
        choices.order,
      ),
    ],
  };
}

type ScoreGrid = (metric: string, generator: string, label: number) => OrganScores;

function scoreGrid(input: QualityInput, choices: QualityChoices): ScoreGrid {
  const places = new Map(input.cases.map((id, place) => [id, place]));
  const metrics = new Map(input.metrics.map((metric) => [metric.key, metric]));
  const rows = new Map<string, ScoreRow[]>();
  const keyOf = (metric: string, generator: string, label: number) =>
    JSON.stringify([metric, generator, label]);
  for (const row of input.rows) {
    const key = keyOf(row.metric, row.b, row.label);
    const group = rows.get(key);
    if (group) group.push(row);
    else rows.set(key, [row]);
  }
  const rules = {
    choices,
    ...(input.voxelsOf && { voxelsOf: input.voxelsOf }),
    ...(input.worstCaseMm && { worstCaseMm: input.worstCaseMm }),
  };
  const known = new Map<string, OrganScores>();
  return (metric, generator, label) => {
    const key = keyOf(metric, generator, label);
    const scores = known.get(key) ?? organScores(rows.get(key) ?? [], places, metrics.get(metric)!, rules);
    known.set(key, scores);
    return scores;
  };
}

function tableOfMetric(
  input: QualityInput,
  metric: MetricTraits,
  grid: ScoreGrid,
  presence: ReadonlyMap<number, ReferencePresence>,
  units: SamplingUnits,
  choices: QualityChoices,
  options: IntervalOptions,
) {
  const of = (generator: string, { label }: QualityLabel) => grid(metric.key, generator, label);
  const common = organsWithValues(input, of);
  const scores = input.generators.map((generator) =>
    generatorScores(
      generator,
      common.map((label) => of(generator, label)),
      choices,
    ),
  );
  const intervals = qualityIntervals(
    scores.filter((one) => one.mean !== null),
    units,
    metric,
    choices.order,
    options,
  );
  const cells = scores.map((one) => {
    const interval = intervals.get(one.generator) ?? noQualityInterval;
    return cellOf(
      input,
      metric,
      one,
      interval,
      common.map((label) => of(one.generator, label)),
      choices,
    );
  });
  const compared = {
    dataset: input.dataset,
    metric,
    units,
    scores,
    order: choices.order,
  };
  return {
    scores: { metric, scores },
    fewest: common.map((label) => ({
      ...label,
      units: Math.min(...scores.flatMap(({ generator }) => unitsOf(of(generator, label), units))),
    })),
    cells: rankCells(cells, metric),
    organs: input.generators.flatMap((generator) =>
      [
        ...input.labels,
        ...(input.dropped ?? []).filter(({ generators }) => generators.includes(generator)),
      ].map((label) =>
        organQuality(input, metric, generator, label, of(generator, label), presence, common, choices),
      ),
    ),
    comparisons: compareGenerators(compared),
    contrasts: contrastGenerators(compared, input.contrasts ?? []),
    sensitivity: scores.flatMap((one) => sensitivityOf(input, metric, one, of, choices)),
  };
}

/** Units (cases or patients) with a value of an organ; none for a generator that has no value. */
function unitsOf({ values, n }: OrganScores, { unitOf }: SamplingUnits): number[] {
  return n === 0 ? [] : [new Set(unitOf.filter((_, i) => !Number.isNaN(values[i]!))).size];
}

/** Organs with a value from every generator that has any value at all. */
function organsWithValues(
  { labels, generators }: QualityInput,
  of: (generator: string, label: QualityLabel) => OrganScores,
): QualityLabel[] {
  const scored = generators.filter((generator) => labels.some((label) => of(generator, label).n > 0));
  return labels.filter((label) => scored.every((generator) => of(generator, label).n > 0));
}

function generatorScores(
  generator: string,
  organs: readonly OrganScores[],
  { order }: QualityChoices,
): GeneratorScores {
  const matrix = organs.map(({ values }) => values);
  const organMeans = matrix.map((values) => mean(definedValues(values)));
  const perCase = caseMeans(matrix, matrix[0]?.length ?? 0);
  const whole = order === "organ" ? organMeans : definedValues(perCase);
  return {
    generator,
    matrix,
    organMeans,
    caseMeans: perCase,
    mean: whole.length === 0 || whole.some(Number.isNaN) ? null : mean(whole),
  };
}

function cellOf(
  { dataset, cases }: QualityInput,
  metric: MetricTraits,
  { generator, mean: value, caseMeans: perCase }: GeneratorScores,
  interval: QualityCell["interval"],
  organs: readonly OrganScores[],
  { ddof }: QualityChoices,
): QualityCell {
  const sds = organs.flatMap(({ values }) => standardDeviation(definedValues(values), ddof) ?? []);
  return {
    dataset,
    generator,
    metric: metric.key,
    unit: metric.definition.unit,
    mean: value,
    rmsSd: rootMeanSquare(sds),
    caseMeanSd: standardDeviation(definedValues(perCase), ddof),
    interval,
    organs: value === null ? 0 : organs.length,
    n: sumOf(organs, ({ n }) => n),
    expected: organs.length * cases.length,
    substituted: sumOf(organs, ({ substituted }) => substituted),
    undefined: reasonsOf(organs),
    rank: null,
    best: false,
  };
}

function organQuality(
  { dataset, cases }: QualityInput,
  metric: MetricTraits,
  generator: string,
  { label, name }: QualityLabel,
  scores: OrganScores,
  presence: ReadonlyMap<number, ReferencePresence>,
  common: readonly QualityLabel[],
  { ddof }: QualityChoices,
): OrganQuality {
  const values = definedValues(scores.values);
  return {
    dataset,
    generator,
    metric: metric.key,
    unit: metric.definition.unit,
    label,
    name,
    common: common.some((one) => one.label === label),
    mean: values.length === 0 ? null : mean(values),
    sd: standardDeviation(values, ddof),
    n: scores.n,
    expected: cases.length,
    substituted: scores.substituted,
    undefined: scores.undefined,
    ...(presence.get(label) ?? { inReference: null, referenceKnown: 0 }),
  };
}

/** A generator that has none of the dropped labels, or no value of them, has nothing to compare. */
function sensitivityOf(
  { dataset, dropped = [] }: QualityInput,
  metric: MetricTraits,
  scores: GeneratorScores,
  of: (generator: string, label: QualityLabel) => OrganScores,
  choices: QualityChoices,
): DroppedSensitivity[] {
  const { generator } = scores;
  const added = dropped.filter((label) => label.generators.includes(generator) && of(generator, label).n > 0);
  if (added.length === 0) return [];
  const values = [...scores.matrix, ...added.map((label) => of(generator, label).values)];
  const all = generatorScores(
    generator,
    values.map((row) => ({ values: row, n: 0, substituted: 0, undefined: {} })),
    choices,
  );
  return [
    {
      dataset,
      generator,
      metric: metric.key,
      mean: scores.mean,
      withDropped: all.mean,
      added: added.map(({ label, name }) => ({ label, name })),
    },
  ];
}

function sumOf(organs: readonly OrganScores[], field: (scores: OrganScores) => number): number {
  return organs.reduce((sum, scores) => sum + field(scores), 0);
}

function reasonsOf(organs: readonly OrganScores[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { undefined: reasons } of organs) {
    for (const [reason, n] of Object.entries(reasons)) counts[reason] = (counts[reason] ?? 0) + n;
  }
  return counts;
}
