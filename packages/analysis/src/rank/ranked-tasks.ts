import { listed, type Note } from "@pgt/metrics";
import {
  type MetricAgreement,
  metricAgreement,
  type RankingOptions,
  ranking,
  ranksOf,
  referenceDependence,
} from "@pgt/stats";
import type { StudyCase } from "../interval/interval-types.ts";
import { agreementAnswer, rankingAnswer } from "./answer.ts";
import type { LabelMetricAgreement, RankedTask } from "./rank-types.ts";
import type { Entities, ScoreCells } from "./score-cells.ts";
import { emptyCases, meanOfParts, type TaskValues, valuesAgainst } from "./task-values.ts";
import { worstValue } from "./worst-values.ts";

/** Values that are ranked, with what they are of. */
export interface NamedTask extends Pick<RankedTask, "label" | "name" | "metric" | "unit"> {
  readonly values: TaskValues;
  /** Against each reference alone. */
  readonly single: readonly TaskValues[];
}

export interface TaskList {
  readonly tasks: readonly NamedTask[];
  /** Cases left out, and the values that missing ones were taken for. */
  readonly notes: readonly Note[];
}

/** One task per label and metric, a case counting by its mean over the references that it was compared with. */
export function tasksOf(
  scores: readonly ScoreCells[],
  { algorithms, references }: Entities,
  studyCases: readonly StudyCase[],
  missing: RankingOptions["missing"] = "worst",
): TaskList {
  const notes: Note[] = [];
  const tasks = scores.flatMap((one): NamedTask[] => {
    const ofLabel = scores.filter(({ label }) => label === one.label);
    const worst = worstValue(one, studyCases);
    const name = taskName(one.name, one.metric?.key ?? null);
    const single = references.flatMap(
      (reference) =>
        valuesAgainst(one, reference, algorithms, emptyCases(ofLabel, reference), worst.of) ?? [],
    );
    const ranked = algorithms.filter((id) => single.some(({ task }) => task.algorithms.includes(id)));
    if (ranked.length < 2) {
      const why = "fewer than two algorithms have values on a case with the label";
      notes.push(rankNote(`${name} is not ranked: ${why}.`));
      return [];
    }
    const left = algorithms.filter((id) => !ranked.includes(id));
    if (left.length > 0)
      notes.push(rankNote(`${name}: ${listed(left)} left out, without a row or unable to give the label.`));
    const values = single.length === 1 ? single[0] : meanOfParts(single, ranked, missing);
    if (missing === "worst" && values.missing.length > 0)
      notes.push(rankNote(`${name}: a missing value counts as ${worst.meaning}.`));
    return [
      { label: one.label, name: one.name, metric: one.metric?.key ?? null, unit: one.unit, values, single },
    ];
  });
  return { tasks, notes };
}

/** All labels together, per metric: the mean per case over the labels that rank all of the algorithms. */
export function overLabels(
  tasks: readonly NamedTask[],
  algorithms: readonly string[],
  missing: RankingOptions["missing"] = "worst",
): TaskList {
  const notes: Note[] = [];
  const metrics = [...new Set(tasks.map(({ metric }) => metric))];
  const overall = metrics.flatMap((metric): NamedTask[] => {
    const own = tasks.filter((task) => task.metric === metric);
    const complete = own.filter(({ values }) => values.task.algorithms.length === algorithms.length);
    if (own.length < 2 || complete.length === 0) return [];
    const dropped = own.filter((task) => !complete.includes(task));
    if (dropped.length > 0) {
      const without = listed(dropped.map(({ name }) => name));
      notes.push(rankNote(`All labels by ${metric}: without ${without}, which not all algorithms have.`));
    }
    const values = meanOverLabels(
      complete.map((task) => task.values),
      algorithms,
      missing,
    );
    const references = values.references;
    const single = references.flatMap((reference) => {
      const parts = complete.flatMap((task) => task.single.filter((one) => one.references[0] === reference));
      const ranked = algorithms.filter((id) => parts.every(({ task }) => task.algorithms.includes(id)));
      return parts.length === 0 || ranked.length < 2 ? [] : [meanOverLabels(parts, ranked, missing)];
    });
    return [{ label: null, name: "all labels", metric, unit: own[0].unit, values, single }];
  });
  return { tasks: overall, notes };
}

/** A case is left out of the mean over labels only if no label is left in it. */
function meanOverLabels(
  parts: readonly TaskValues[],
  algorithms: readonly string[],
  missing: NonNullable<RankingOptions["missing"]>,
): TaskValues {
  const mean = meanOfParts(parts, algorithms, missing);
  const kept = new Set(mean.task.cases);
  return { ...mean, leftOut: mean.leftOut.filter((one) => !kept.has(one.case)) };
}

export function rankTask({ values, single, ...named }: NamedTask, options: RankingOptions): RankedTask {
  const result = ranking(values.task, options);
  const byReference =
    single.length < 2
      ? null
      : referenceDependence(
          values.task.algorithms,
          single.map(({ task, references }) => ({
            reference: references[0],
            cases: task.cases.length,
            ranks: ranksOf(task, options),
          })),
        );
  const { references, leftOut, missing, task } = values;
  const name = taskName(named.name, named.metric);
  const answer = rankingAnswer(name, result, byReference, values);
  return {
    ...named,
    direction: task.direction,
    references,
    cases: task.cases,
    ranking: result,
    byReference,
    leftOut,
    missing,
    answer,
  };
}

/** Agreement of the metrics of each label; with several labels intervals are for all of them together alone. */
export function metricAgreements(
  tasks: readonly NamedTask[],
  ranked: readonly RankedTask[],
  options: RankingOptions,
): LabelMetricAgreement[] {
  const labels = [...new Set(tasks.map(({ label }) => label))];
  return labels.flatMap((label) => {
    const own = tasks.filter((task) => task.label === label && task.metric !== null);
    const metrics = own.map(({ metric, values }) => ({ metric: metric!, task: values.task }));
    const agreement: MetricAgreement | null = metricAgreement(
      metrics,
      label !== null && labels.includes(null) ? { ...options, replicates: 0 } : options,
    );
    if (agreement === null) return [];
    const { name } = own[0];
    const answer = agreementAnswer(
      name,
      agreement,
      ranked.filter((task) => task.label === label),
    );
    return [{ label, name, ...agreement, answer }];
  });
}

function rankNote(message: string): Note {
  return { code: "N-RANK", message };
}

function taskName(name: string, metric: string | null): string {
  return metric === null ? name : `${name}, ${metric}`;
}
