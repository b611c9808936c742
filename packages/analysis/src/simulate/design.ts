import { checkOptions, type OptionKeys, parseMetrics } from "@pgt/metrics";
import { type DesignOptions, type DesignTable, designCalculator, type StudyScores } from "@pgt/stats";
import { interval } from "../interval/interval.ts";
import type { IntervalOptions, IntervalReport } from "../interval/interval-types.ts";

/** Options of `simulateDesign`: sizes asked for, and which part of the table. */
export interface DesignStudyOptions extends DesignOptions {
  readonly metrics?: readonly string[];
  readonly labels?: readonly number[];
}

export const designStudyOptionKeys: OptionKeys<DesignStudyOptions> = {
  raters: true,
  sessions: true,
  cases: true,
  replicates: true,
  seed: true,
  metrics: true,
  labels: true,
};

/** Expected results of other sizes of a study. */
export interface DesignReport extends DesignTable {
  /** The table, run directory or manifest that it starts from. */
  readonly from: string;
  readonly seed: number;
  readonly replicates: number;
}

const defaultReplicates = 200;

/**
 * The design calculator: how wide the intervals of a study would be with another rater, another session, more cases,
 * or the sizes asked for.
 *
 * @param from a score table (CSV or Parquet), a run directory, or a study manifest, which is measured first.
 * @throws UsageError for sizes that no study has; InputError for a table that is not one.
 */
export async function simulateDesign(from: string, options: DesignStudyOptions = {}): Promise<DesignReport> {
  checkOptions(options, designStudyOptionKeys);
  const { metrics, labels, replicates = defaultReplicates, ...sizes } = options;
  const choice: IntervalOptions = { ...(metrics && { metrics }), ...(labels && { labels }) };
  const report = await interval(from, choice);
  const table = designCalculator(scoresOf(report), {
    ...sizes,
    replicates,
    seed: options.seed ?? report.seed,
  });
  return { from, seed: options.seed ?? report.seed, replicates, ...table };
}

/** The scores of a report's raters, as its own statistics saw them. */
function scoresOf({ rows, entities, cases, settings, derivedFrom }: IntervalReport): StudyScores {
  const raters = [...new Set(entities.filter(({ role }) => role === "rater").map(({ id }) => id))];
  const clusters = new Map(
    cases.flatMap(({ case: id, cluster }) => (cluster === undefined ? [] : [[id, cluster] as const])),
  );
  return {
    rows,
    raters,
    metrics: parseMetrics(settings.metrics),
    cases: cases.map((one) => one.case),
    ...(clusters.size > 0 && { clusterOf: (id: string) => clusters.get(id) ?? id }),
    ...(derivedFrom && { lineage: derivedFrom }),
  };
}
