import { foldNotes, type MetricRequest, type ScoreRow, splitExtension } from "@pgt/metrics";
import type { MaskInput, MeasureOptions, OutputOptions, RunOptions } from "@pgt/runner";
import {
  findCases,
  hashFile,
  makePlan,
  maskOf,
  type Plan,
  pairsByCase,
  planKey,
  type RunScores,
  readLabelMap,
  scorePair,
  scorePairs,
  secondsSince,
  withLabelsBeside,
  worstCaseOf,
} from "@pgt/runner";
import { labelUseWarnings, summarize } from "@pgt/stats";
import {
  type CaseFailure,
  type FolderLayout,
  type MatchedEntity,
  matchCases,
  type PlannedPair,
  planComparison,
} from "@pgt/study";
import { openRun } from "../open-run.ts";
import { writeComparison } from "./compare-document.ts";
import type { Comparison } from "./comparison.ts";

/** One comparison of several: two label maps of the same case. */
export interface CasePair {
  readonly case: string;
  readonly reference: string;
  readonly prediction: string;
}

/**
 * Compares two label maps, given as paths or as volumes in memory: every metric of every structure.
 *
 * @throws UsageError for a metric or setting that does not exist; InputError for a file, geometry or label fault.
 */
export async function compare(
  pair: { readonly reference: MaskInput; readonly prediction: MaskInput },
  options: MeasureOptions = {},
): Promise<Comparison> {
  const plan = await makePlan(options);
  const [reference, prediction] = await Promise.all([pair.reference, pair.prediction].map(asMask));
  const identity = {
    case: caseName(pair.reference),
    a: "reference",
    aSession: 1,
    b: "prediction",
    bSession: 1,
  };
  const { rows, masks, counts, warnings, diagonalMm, spacingMm } = await scorePair(
    reference,
    prediction,
    identity,
    plan,
  );
  return finish(plan, {
    rows,
    masks,
    counts,
    failures: [],
    warnings,
    diagonalMm: new Map([[identity.case, diagonalMm]]),
    spacingMm: new Map([[identity.case, spacingMm]]),
  });
}

/** Compares many pairs of files; a pair that cannot be compared is named in `failures` and the others go on. */
export async function compareMany(pairs: readonly CasePair[], options: RunOptions = {}): Promise<Comparison> {
  const plan = await makePlan(options);
  const planned = pairs.map(
    (pair): PlannedPair => ({
      kind: "comparison",
      case: pair.case,
      a: "reference",
      aSession: 1,
      b: "prediction",
      bSession: 1,
      sourceA: { kind: "file", path: pair.reference },
      sourceB: { kind: "file", path: pair.prediction },
    }),
  );
  return finish(plan, await scorePairs(planned, plan, options));
}

/**
 * Compares two files, or two folders case by case (matched by file name, or one file per class). Cases that one
 * side lacks are named in `failures`.
 *
 * @throws InputError if a path cannot be read or holds no masks, and for any fault when there is only one pair.
 */
export async function comparePaths(
  reference: string,
  prediction: string,
  given: RunOptions & OutputOptions & { readonly layout?: FolderLayout } = {},
): Promise<Comparison> {
  const started = performance.now();
  const { options, notes } = await withLabelsBeside(given, [reference]);
  const plan = await makePlan(options);
  const sides = await Promise.all([reference, prediction].map((path) => findCases(path, options.layout)));
  const match = matchCases(
    ["reference", "prediction"].map((id, side) => ({
      id,
      session: 1,
      folder: [reference, prediction][side],
      cases: sides[side].cases,
      single: sides[side].single,
    })),
  );
  const [a, b] = match.entities as [MatchedEntity, MatchedEntity];
  const pairs = planComparison(a.cases, b.cases);
  const isSingle = sides.every(({ single }) => single);
  const directory = await openRun(options, { command: "compare", ...planKey(plan) });
  try {
    const scores = await scorePairs(pairs, plan, options, isSingle, directory?.journal ?? undefined);
    const missing = [...missingCases(a, b), ...missingCases(b, a)];
    const failures = [...scores.failures, ...missing].sort((x, y) =>
      x.case < y.case ? -1 : Number(x.case > y.case),
    );
    const rows = [...scores.rows, ...rowsOfFailures(scores.rows, failures, plan.metrics)];
    const warnings = [...notes, ...scores.warnings];
    const comparison = finish(plan, { ...scores, rows, failures, warnings });
    if (!directory || options.signal?.aborted) return comparison;
    const dataset = typeof options.labels === "string" ? [await hashFile(options.labels)] : [];
    const inputs = [...dataset, ...(await directory.journal!.inputsOf(pairsByCase(pairs).values()))];
    const run = { reference, prediction, inputs, durationSeconds: secondsSince(started) };
    return { ...comparison, files: await writeComparison(directory, comparison, run) };
  } finally {
    await directory?.close();
  }
}

async function asMask(input: MaskInput) {
  return maskOf(typeof input === "string" ? await readLabelMap(input) : input);
}

function caseName(input: MaskInput): string {
  const path = typeof input === "string" ? input : (input.source ?? "volume");
  return splitExtension(path.replace(/^.*[\\/]/, ""))[0];
}

function finish(
  plan: Plan,
  { rows, masks, failures, warnings, diagonalMm }: Omit<RunScores, "comparisons">,
): Comparison {
  const summary = summarize(rows, plan.metrics, worstCaseOf(plan, diagonalMm));
  const labels = labelUseWarnings(
    { masks, raters: ["reference"], models: ["prediction"] },
    (from, to, entities) => `relabel ${entities}, for instance ${from} as ${to}`,
  );
  return {
    settings: plan.settings,
    rows,
    masks,
    summary,
    failures,
    warnings: [...labels.map(({ code, message }) => ({ code, message })), ...foldNotes(warnings)],
  };
}

/** Cases that `other` has and `entity` lacks. */
function missingCases(entity: MatchedEntity, other: MatchedEntity): CaseFailure[] {
  return entity.missing.map((id) => ({
    case: id,
    comparison: "reference/prediction",
    code: "E_CASES",
    message: `${entity.folder}: no ${entity.id} for case "${id}", which ${other.folder} has`,
  }));
}

/** A failed case keeps its place in every mean's "n of expected": one row without a value per label and metric. */
function rowsOfFailures(
  rows: readonly ScoreRow[],
  failures: readonly CaseFailure[],
  metrics: readonly MetricRequest[],
): ScoreRow[] {
  const names = new Map(rows.map(({ label, name }) => [label, name]));
  return failures.flatMap((failure) =>
    [...names].flatMap(([label, name]) =>
      metrics.map(
        (metric): ScoreRow => ({
          case: failure.case,
          label,
          name,
          metric: metric.key,
          a: "reference",
          aSession: 1,
          b: "prediction",
          bSession: 1,
          value: null,
          unit: metric.definition.unit,
          reason: failure.code === "E_CASES" ? "NOT_ANNOTATED" : "FAILED",
        }),
      ),
    ),
  );
}
