import { defaultSeed, foldNotes, type Note, type ScoreRow } from "@pgt/metrics";
import type { InputHash, Plan, RunJournal } from "@pgt/runner";
import { type RunScores, scorePairs, worstCaseOf } from "@pgt/runner";
import { type LabelQuality, labelQuality, type QualityChoices, type QualityWarning } from "@pgt/stats";
import {
  type CaseFailure,
  type CommonLabels,
  foreignLabels,
  type MatchedEntity,
  matchCases,
  type PlannedPair,
  planPairs,
} from "@pgt/study";
import { labelCheck } from "../labels/label-check.ts";
import { checkFolds } from "./check-folds.ts";
import { labelsOfRun, rowsOfLabels } from "./label-sets.ts";
import type { LoadedQuality } from "./loaded-quality.ts";
import { foldOf } from "./mask-folder.ts";
import { neverPredicted } from "./never-predicted.ts";
import type { QualityDataset, QualityOptions } from "./quality-types.ts";
import { readSplits } from "./read-splits.ts";
import { regionWarnings, splitByRegion } from "./region-warnings.ts";

/** Result of one dataset. */
export interface DatasetQuality {
  readonly dataset: QualityDataset;
  readonly plan: Plan;
  readonly common: CommonLabels;
  readonly quality: LabelQuality;
  readonly rows: readonly ScoreRow[];
  readonly scores: RunScores;
  readonly warnings: readonly QualityWarning[];
  readonly notes: readonly Note[];
  readonly failures: readonly CaseFailure[];
  /** Reference, then generators, with the masks they have. */
  readonly entities: readonly MatchedEntity[];
  /** Files of splits, as they were read. */
  readonly inputs: readonly InputHash[];
}

/** The pairs of a dataset: per case the reference with every generator that has it, so that it is read once. */
export function matchQuality({ reference, generators, ownReferences }: LoadedQuality) {
  const match = matchCases([reference, ...generators]);
  const [own, ...others] = match.entities as [MatchedEntity, ...MatchedEntity[]];
  const pairs = planPairs({ raters: [own], models: others })
    .filter(({ sourceA }) => sourceA !== undefined)
    .flatMap((pair): PlannedPair[] => {
      const instead = ownReferences?.get(pair.b);
      if (!instead) return [pair];
      const sourceA = instead.cases.get(pair.case);
      return sourceA ? [{ ...pair, a: instead.id, sourceA }] : [];
    });
  return { entities: match.entities, pairs };
}

/** Compares the generators of a dataset with its reference, and aggregates. */
export async function runQuality(
  study: LoadedQuality,
  { entities, pairs }: ReturnType<typeof matchQuality>,
  options: QualityOptions,
  choices: QualityChoices,
  journal?: RunJournal,
): Promise<DatasetQuality> {
  const { plan, clusterOf } = study;
  const [reference, ...generators] = entities as [MatchedEntity, ...MatchedEntity[]];
  const inputs: InputHash[] = [];
  const folded = await Promise.all(
    generators.map(async ({ id, cases }) => ({
      id,
      foldOf: foldsOf(cases),
      ...(await readSplits(id, options.splits, study.splitsBeside, inputs)),
    })),
  );
  const scores = await scorePairs(pairs, plan, options, false, journal);
  const common = labelsOfRun(scores, study);
  const missing = generators.flatMap((generator) => missingCases(reference, generator));
  const failures = [...scores.failures, ...missing];
  const measured = rowsOfLabels(scores.rows, common);
  const rows = [
    ...measured,
    ...rowsWithoutValue(
      common,
      plan,
      reference.id,
      generators.map(({ id }) => id),
      scores.failures,
      missing,
    ),
  ];
  const counts = new Map(scores.counts.map((row) => [countKey(row), row]));
  const compared = new Set(scores.counts.map(pairKey));
  const voxelsOf = (row: ScoreRow) => {
    if (!compared.has(pairKey(row))) return undefined;
    const count = counts.get(countKey(row));
    return {
      reference: count ? count.truePositive + count.falseNegative : 0,
      prediction: count ? count.truePositive + count.falsePositive : 0,
    };
  };
  const quality = labelQuality(
    {
      dataset: study.dataset,
      generators: generators.map(({ id }) => id),
      cases: [...reference.cases.keys()],
      ...(clusterOf && { clusterOf }),
      metrics: plan.metrics,
      labels: common.labels,
      dropped: common.dropped,
      rows,
      voxelsOf,
      ...worstCaseOf(plan, scores.diagonalMm),
      ...(options.contrasts && { contrasts: options.contrasts }),
    },
    choices,
    { method: "bca", seed: defaultSeed },
  );
  const { ofRegions, ofFiles } = splitByRegion(scores.warnings);
  return {
    dataset: datasetOf(study, reference, generators, common),
    plan,
    common,
    quality,
    rows,
    scores,
    warnings: [
      ...prompted(study),
      ...(study.warnings ?? []).map((one) => ({ ...one, dataset: study.dataset, generator: null })),
      ...regionWarnings(study, ofRegions),
      ...labelCheck(
        scores.masks,
        reference.id,
        generators.map(({ id }) => id),
      ).map((warning) => ({ ...warning, dataset: study.dataset, generator: null })),
      ...checkFolds(study.dataset, folded),
      ...neverPredicted(
        study.dataset,
        scores,
        common,
        generators.map(({ id }) => id),
      ),
      ...quality.warnings,
    ],
    notes: [
      ...study.notes,
      ...generators.flatMap((generator) => extraCases(reference, generator)),
      ...foreignLabels(common),
      ...foldNotes(ofFiles, 1),
    ],
    failures,
    entities,
    inputs,
  };
}

function countKey({ case: id, b, label }: Pick<ScoreRow, "case" | "b" | "label">): string {
  return JSON.stringify([id, b, label]);
}

function pairKey({ case: id, b }: Pick<ScoreRow, "case" | "b">): string {
  return JSON.stringify([id, b]);
}

function foldsOf(cases: MatchedEntity["cases"]): ReadonlyMap<string, string> | null {
  const folds = [...cases].flatMap(([id, source]) => {
    const fold = foldOf(source);
    return fold === null ? [] : [[id, fold] as const];
  });
  return folds.length === 0 ? null : new Map(folds);
}

function missingCases(reference: MatchedEntity, generator: MatchedEntity): CaseFailure[] {
  return [...reference.cases.keys()]
    .filter((id) => !generator.cases.has(id))
    .map((id) => ({
      case: id,
      comparison: `${reference.id}/${generator.id}`,
      code: "E_CASES",
      message: `${generator.folder}: ${generator.id} has no mask of case "${id}", which the reference has`,
    }));
}

function extraCases(reference: MatchedEntity, generator: MatchedEntity): Note[] {
  const extra = [...generator.cases.keys()].filter((id) => !reference.cases.has(id));
  if (extra.length === 0) return [];
  const message = "{entity} has cases that the reference lacks, not compared: {cases}.";
  return [{ code: "N-CASES", entity: generator.id, cases: extra, message }];
}

/**
 * A case that is missing or failed keeps its place in every "n of expected": a row without a value per label and
 * metric.
 */
function rowsWithoutValue(
  { labels, dropped }: CommonLabels,
  { metrics }: Plan,
  reference: string,
  ids: readonly string[],
  failed: readonly CaseFailure[],
  missing: readonly CaseFailure[],
): ScoreRow[] {
  const rowsOf = (failure: CaseFailure, reason: "FAILED" | "NO_PREDICTION") => {
    const generator = ids.find((id) => failure.comparison.endsWith(`/${id}`))!;
    return [...labels, ...dropped].flatMap(({ label, name, ...rest }) => {
      const isLacking = "lackedBy" in rest && (rest.lackedBy as readonly string[]).includes(generator);
      return metrics.map(
        ({ key, definition }): ScoreRow => ({
          case: failure.case,
          label,
          name,
          metric: key,
          a: reference,
          aSession: 1,
          b: generator,
          bSession: 1,
          value: null,
          unit: definition.unit,
          reason: isLacking ? "NOT_IN_LABELSET" : reason,
        }),
      );
    });
  };
  return [
    ...failed.flatMap((failure) => rowsOf(failure, "FAILED")),
    ...missing.flatMap((failure) => rowsOf(failure, "NO_PREDICTION")),
  ];
}

function prompted({ dataset, generators, prompted: ids }: LoadedQuality): QualityWarning[] {
  return generators
    .filter(({ id }) => ids.has(id))
    .map(({ id }) => ({
      code: "W-PROMPT",
      dataset,
      generator: id,
      label: null,
      metric: null,
      message: `${id} was given the reference as a prompt: its similarity to it is inflated, and its values do not compare with those of generators that did not see it.`,
    }));
}

function datasetOf(
  { dataset, study, prompted: ids, fused }: LoadedQuality,
  reference: MatchedEntity,
  generators: readonly MatchedEntity[],
  { labels }: CommonLabels,
): QualityDataset {
  return {
    dataset,
    study,
    reference: {
      id: reference.id,
      masks: reference.folder,
      cases: reference.cases.size,
      ...(fused && { fused }),
    },
    generators: generators.map(({ id, folder, cases }) => ({
      id,
      masks: folder,
      cases: [...cases.keys()].filter((one) => reference.cases.has(one)).length,
      folds: casesPerFold(foldsOf(cases)),
      prompted: ids.has(id),
    })),
    labels,
  };
}

function casesPerFold(folds: ReadonlyMap<string, string> | null): Record<string, number> | null {
  if (!folds) return null;
  const counts: Record<string, number> = {};
  for (const fold of folds.values()) counts[fold] = (counts[fold] ?? 0) + 1;
  return counts;
}
