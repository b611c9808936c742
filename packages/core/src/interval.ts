import { UsageError } from "@pgt/metrics";
import { pgtInterval } from "@pgt/stats";
import { describeCaseGaps, type Entity, type FolderLayout, matchCases, planPairs } from "@pgt/study";
import { findCases } from "./folders.ts";
import { makePlan } from "./plan.ts";
import { scorePairs, worstCaseOf } from "./run.ts";
import type { IntervalReport, RunOptions, StudyFolders } from "./types.ts";

/**
 * The PGT interval of a study (Kofler et al. 2023): agreement between raters bounds the Peak Ground Truth below,
 * agreement of raters with their own repeats bounds it above; models are placed on it.
 *
 * @throws UsageError for fewer than one pair of annotations to compare, or an id given twice; InputError for a folder
 * that cannot be read or shares no case with the others. Faults of single files are in `failures`.
 */
export async function interval(
  study: StudyFolders,
  options: RunOptions & { readonly layout?: FolderLayout } = {},
): Promise<IntervalReport> {
  const plan = await makePlan(options);
  const { raters, repeats = {}, models = {} } = study;
  if (Object.keys(raters).length + Object.keys(repeats).length < 2) {
    throw new UsageError(
      "E_ENTITIES",
      "an interval needs two raters, or one rater and a repeat by the same rater; found fewer",
    );
  }
  const sets = await Promise.all([
    entities(raters, 1, options.layout),
    entities(repeats, 2, options.layout),
    entities(models, 1, options.layout),
  ]);
  const match = matchCases(sets.flat());
  const [raterCount, repeatCount] = [sets[0].length, sets[1].length];
  const pairs = planPairs({
    raters: match.entities.slice(0, raterCount),
    repeats: match.entities.slice(raterCount, raterCount + repeatCount),
    models: match.entities.slice(raterCount + repeatCount),
  });
  const scores = await scorePairs(pairs, plan, options);
  const result = pgtInterval({
    rows: scores.rows,
    raters: Object.keys(raters),
    models: Object.keys(models),
    metrics: plan.metrics,
    cases: match.cases,
    ...worstCaseOf(plan, scores.diagonalMm),
  });
  return {
    settings: plan.settings,
    rows: scores.rows,
    ...result,
    notes: [...describeCaseGaps(match), ...scores.warnings],
    failures: scores.failures,
  };
}

function entities(
  folders: Readonly<Record<string, string>>,
  session: number,
  layout: FolderLayout | undefined,
): Promise<Entity[]> {
  return Promise.all(
    Object.entries(folders).map(async ([id, folder]) => {
      const { cases, single } = await findCases(folder, layout);
      return { id, session, folder, cases, single };
    }),
  );
}
