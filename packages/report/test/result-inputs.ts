import { createRandom, parseMetrics, resolveConvention, type ScoreRow } from "@pgt/metrics";
import {
  choicesInWords,
  labelQuality,
  metricAgreement,
  ranking,
  rankingAlpha,
  referenceDependence,
  type WorthCell,
  worthStudy,
} from "@pgt/stats";
import type { ComparePageInput } from "../src/compare/compare-page-input.ts";
import type { QualityPageInput } from "../src/quality/quality-page-input.ts";
import type { RankPageInput } from "../src/rank/rank-page-input.ts";
import type { WorthPageInput } from "../src/worth/worth-page-input.ts";

const cases = Array.from({ length: 12 }, (_, at) => `case${at}`);
const metrics = parseMetrics(["dice", "nsd@2"]);
const organs = ["liver", "spleen", "kidney"];
/** Names as a careless or hostile table may have them. */
export const strangeName = `<img src=x onerror="alert('1')">`;
const generators = ["large", "small", strangeName];

/** Scores by generator: the later ones lower. */
function rows(): ScoreRow[] {
  const random = createRandom(7, 0);
  return cases.flatMap((id) =>
    generators.flatMap((b, place) =>
      organs.flatMap((name, at) =>
        metrics.map(({ key, definition }): ScoreRow => {
          const isAbsent = id === "case3" && at === 2;
          const value = isAbsent ? null : 0.95 - 0.05 * place - 0.02 * at - 0.03 * random.next();
          const reason = isAbsent ? "BOTH_EMPTY" : null;
          return {
            case: id,
            label: at + 1,
            name,
            metric: key,
            a: "reference",
            aSession: 1,
            b,
            bSession: 1,
            value,
            unit: definition.unit,
            reason,
          };
        }),
      ),
    ),
  );
}

/** A comparison of two structures, of which one has a name of its own. */
export function compareInput(): ComparePageInput {
  const summary = [0.95, 0.85].flatMap((mean, at) =>
    metrics.map(({ key, definition: { unit } }): ComparePageInput["summary"][number] => ({
      ...{ label: at + 1, name: [strangeName, "2"][at], metric: key, unit, mean, sd: 0.02, median: mean },
      interval: { low: mean - 0.02, high: mean + 0.02 },
      ...{ n: 11, expected: 12, substituted: 0, undefined: { NO_PREDICTION: 1 } },
    })),
  );
  return {
    version: "0.1.0",
    settings: {
      convention: resolveConvention({}),
      ...{ metrics: metrics.map(({ key }) => key), labels: null, worstCase: "diagonal" },
      missingPrediction: "error",
    },
    ...{ reference: "masks/case9-reference", prediction: "masks/case9-prediction", summary },
    worst: [
      { case: "case9", label: 1, metric: "dice", unit: "", value: null },
      { case: "case7", label: 2, metric: "dice", unit: "", value: 0.61 },
    ],
    notes: [],
    failures: [{ case: "case9", comparison: "reference/prediction", message: "no prediction for case9" }],
  };
}

export function qualityInput(): QualityPageInput {
  const labels = organs.map((name, at) => ({ label: at + 1, name }));
  const { choices, ...result } = labelQuality({
    dataset: "set A",
    generators,
    cases,
    metrics,
    labels: labels.slice(0, 2),
    dropped: [{ ...labels[2], generators: generators.slice(0, 2) }],
    rows: rows(),
    contrasts: [{ order: ["small", "large"] }],
  });
  return {
    ...result,
    version: "1.2.3",
    seed: 5,
    settings: {
      metrics: metrics.map(({ key }) => key),
      choices: choicesInWords(choices, {
        boundary: "surfel",
        metrics: ["dice", "nsd@2"],
        tolerancesMm: { "nsd@2": 2 },
        worstCase: "the diagonal of the image",
        labels: "by name",
      }),
    },
    datasets: [
      {
        dataset: "set A",
        reference: { id: "reference", cases: cases.length },
        generators: generators.map((id) => ({ id, cases: cases.length, prompted: false })),
        labels: labels.slice(0, 2),
      },
    ],
    droppedLabels: [{ dataset: "set A", ...labels[2], reason: `kidney: not in ${strangeName}` }],
    notes: [{ code: "N-CASES", cases: ["case7"], message: "a note on {cases}" }],
    failures: [{ dataset: "set A", case: "case9", comparison: "reference/large", message: "no such file" }],
  };
}

export function rankInput(): RankPageInput {
  const score = (place: number, at: number) => 0.9 - 0.05 * place - 0.01 * ((at * 7 + place * 3) % 5);
  const task = {
    algorithms: generators,
    cases,
    values: generators.map((_, place) =>
      cases.map((_, at) => (place === 2 && at === 4 ? null : score(place, at))),
    ),
    direction: "higher" as const,
    worstValues: cases.map(() => 0),
  };
  const result = ranking(task, { replicates: 200 });
  const ranks = (order: readonly number[]) =>
    Object.fromEntries(generators.map((name, at) => [name, order[at]]));
  const byReference = referenceDependence(generators, [
    { reference: "anna", cases: 12, ranks: ranks([1, 2, 3]) },
    { reference: "ben", cases: 12, ranks: ranks([2, 1, 3]) },
  ]);
  const agreement = metricAgreement(
    [
      { metric: "dice", task },
      { metric: "nsd@2", task },
    ],
    { replicates: 100 },
  )!;
  return {
    version: "1.2.3",
    source: "scores.csv",
    settings: { method: "mean-then-rank", missing: "worst", replicates: 200, seed: 5, alpha: rankingAlpha },
    algorithms: generators,
    references: ["anna", "ben"],
    basis: "Ranked are the models, against anna and ben.",
    tasks: [
      {
        label: null,
        name: "all labels",
        metric: "dice",
        unit: "",
        direction: "higher",
        references: ["anna", "ben"],
        ranking: result,
        byReference,
        answer: ["large is first of 3.", "It stays first."],
      },
    ],
    agreement: [{ ...agreement, label: null, name: "all labels", answer: ["dice and nsd@2 say the same."] }],
    notes: [{ code: "N-CASES", cases: ["case7"], message: "a note on {cases}" }],
  };
}

const versions = ["a", "b", "c", "d", strangeName];

export function worthInput(datasets = ["set A", "set B", "set C", "set D", "set E"]): WorthPageInput {
  const random = createRandom(3, 0);
  const cell = (task: string, dataset: string, version: string, mean: number | null): WorthCell => ({
    ...{ task, dataset, version, metric: "dice", mean, sd: 0.1 },
    status: mean === null ? "not converged" : "",
    place: "line 2",
    n: null,
    expected: null,
    seeds: null,
    split: null,
    recipe: null,
    prompted: false,
    byCase: null,
  });
  const cells = datasets.flatMap((dataset, column) => [
    ...versions.flatMap((version, place) => [
      cell("label quality", dataset, version, 0.6 + 0.07 * place + 0.01 * column),
      cell(
        "lung task",
        dataset,
        version,
        column === 1 && place === 2 ? null : 0.8 + 0.02 * place + 0.01 * random.next(),
      ),
    ]),
    cell("lung task", dataset, "none", 0.78),
  ]);
  const settings = {
    qualityTask: "label quality",
    baseline: "none",
    referenceVersion: null,
    relevantGainPoints: 0.5,
    baseBounds: [{ metric: "dice", inter: 0.8, intra: 0.86 }],
    seed: 5,
    replicates: 100,
    level: 0.95,
  };
  const work = { masks: 1000, minutesPerMask: 10, rate: 50 };
  const { qualityTask, baseline, relevantGainPoints, baseBounds, seed, replicates } = settings;
  return {
    ...worthStudy(cells, {
      qualityTask,
      baseline,
      relevantGainPoints,
      baseBounds,
      seed,
      replicates,
      work,
      order: ["a", "b"],
    }),
    version: "1.2.3",
    settings,
    sources: [{ file: "means.csv", rows: cells.length }],
    findings: [],
    notes: [],
  };
}
