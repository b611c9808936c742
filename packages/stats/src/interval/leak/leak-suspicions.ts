import type { ScoreRow } from "@pgt/metrics";
import { mean } from "../../inference/descriptive.ts";
import { type ScaledMetric, scaledMetric } from "../../joint-noise/label-noise-model.ts";
import { getOrCreate } from "../../scores/get-or-create.ts";
import { agreementValue, type MetricTraits } from "../../scores/metric-traits.ts";
import { type StudyScores, studyLabels } from "../../scores/study-scores.ts";
import { jaccardDistance, type LeakCase, type LeakFinding, leakFindings, leakTests } from "./leak-rule.ts";

/** Reason to suspect that a model has seen the annotations that it is judged on. */
export interface LeakSuspicion {
  readonly rater: string;
  readonly finding: LeakFinding;
  /** Cases (clusters). */
  readonly n: number;
  /** The metric of overlap that it was found in. */
  readonly metric: string;
}

/** Label -> suspicions of one model, by rater in the study's order. */
export type ModelSuspicions = ReadonlyMap<number, readonly LeakSuspicion[]>;

/**
 * Suspicions of every model, by the leak rule of docs/methods/placing-models.md. Needs a metric of overlap and a rater with
 * repeats; labels and raters of a model are one family.
 */
export function leakSuspicions(study: StudyScores): ReadonlyMap<string, ModelSuspicions> {
  const metric = study.metrics.find(({ definition }) => definition.displacement?.startsWith("loss-of-mean"));
  const scaled = metric && scaledMetric(metric);
  if (!metric || !scaled) return new Map();
  const distances = sessionDistances(study, metric, scaled);
  const drift = volumeDrifts(study);
  return new Map(
    (study.models ?? []).map((model) => {
      const family = studyLabels(study).flatMap(({ label }) =>
        study.raters.flatMap((rater) => {
          const tests = leakTests(leakCases(study, { label, rater, model }, distances, drift));
          return tests === null ? [] : [{ label, rater, tests }];
        }),
      );
      const findings = leakFindings(family.map(({ tests }) => tests));
      const byLabel = new Map<number, LeakSuspicion[]>();
      family.forEach(({ label, rater, tests }, i) => {
        const finding = findings[i];
        if (finding === null) return;
        const found = byLabel.get(label) ?? [];
        byLabel.set(label, [...found, { rater, finding, n: tests.n, metric: metric.key }]);
      });
      return [model, byLabel];
    }),
  );
}

type Of = { readonly label: number; readonly rater: string; readonly model: string };

/** Mean over later sessions stands for r2. Cases of one cluster are averaged. */
function leakCases(
  study: StudyScores,
  { label, rater, model }: Of,
  distances: Distances,
  drift: (label: number, caseId: string, rater: string) => number | null,
): LeakCase[] {
  const units = new Map<string, LeakCase[]>();
  for (const [caseId, ofCase] of distances.get(label) ?? []) {
    const toModel = ofCase.get(key(rater, model));
    const own = ofCase.get(key(rater, rater));
    const first = toModel?.get(1);
    const later = [...(toModel ?? [])].flatMap(([session, value]) => (session > 1 ? [value] : []));
    if (first === undefined || own === undefined || own.size === 0) continue;
    const unit = study.clusterOf?.(caseId) ?? caseId;
    const one = {
      toFirst: first,
      toRepeat: later.length > 0 ? mean(later) : null,
      betweenRepeats: mean([...own.values()]),
      drift: drift(label, caseId, rater),
    };
    units.set(unit, [...(units.get(unit) ?? []), one]);
  }
  return [...units.values()].map((cases) => ({
    toFirst: mean(cases.map(({ toFirst }) => toFirst)),
    toRepeat: meanOfAll(cases.map(({ toRepeat }) => toRepeat)),
    betweenRepeats: mean(cases.map(({ betweenRepeats }) => betweenRepeats)),
    drift: meanOfAll(cases.map(({ drift }) => drift)),
  }));
}

/** Null where one is not known. */
function meanOfAll(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length < values.length ? null : mean(known);
}

/** Label -> case -> rater and model (or rater twice) -> session of the rater -> Jaccard distance. */
type Distances = ReadonlyMap<number, ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<number, number>>>>;

const key = (rater: string, other: string) => `${rater}\u0000${other}`;

/** Distances of models to each session of a rater, and of a rater's first session to each later one. */
function sessionDistances(study: StudyScores, metric: MetricTraits, { toScale }: ScaledMetric): Distances {
  const raters = new Set(study.raters);
  const models = new Set(study.models);
  const byLabel = new Map<number, Map<string, Map<string, Map<number, number>>>>();
  const add = ({ label, case: caseId }: ScoreRow, pair: string, session: number, value: number) => {
    const cases = getOrCreate(byLabel, label, () => new Map());
    const pairs = getOrCreate(cases, caseId, () => new Map());
    getOrCreate(pairs, pair, () => new Map()).set(session, value);
  };
  for (const row of study.rows) {
    if (row.metric !== metric.key || row.value === null) continue;
    const distance = jaccardDistance(toScale(agreementValue(row.value, metric)));
    const { a, aSession, b, bSession } = row;
    if (a === b) {
      if (raters.has(a) && Math.min(aSession, bSession) === 1 && aSession !== bSession)
        add(row, key(a, a), Math.max(aSession, bSession), distance);
    } else if (raters.has(a) && models.has(b)) add(row, key(a, b), aSession, distance);
    else if (raters.has(b) && models.has(a)) add(row, key(b, a), bSession, distance);
  }
  return byLabel;
}

/** (V1 - V2) / (V1 + V2) of a rater's first and mean later volume; null where one is not known or both are 0. */
function volumeDrifts({ masks = [] }: StudyScores) {
  const volumes = new Map<string, Map<number, number>>();
  const place = (label: number, caseId: string, rater: string) => `${label}\u0000${caseId}\u0000${rater}`;
  for (const { label, case: caseId, entity, session, volumeMl } of masks)
    getOrCreate(volumes, place(label, caseId, entity), () => new Map()).set(session, volumeMl);
  return (label: number, caseId: string, rater: string): number | null => {
    const bySession = volumes.get(place(label, caseId, rater));
    const first = bySession?.get(1);
    const later = [...(bySession ?? [])].flatMap(([session, volume]) => (session > 1 ? [volume] : []));
    if (first === undefined || later.length === 0) return null;
    const second = mean(later);
    return first + second > 0 ? (first - second) / (first + second) : null;
  };
}
