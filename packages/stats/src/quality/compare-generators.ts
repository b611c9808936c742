import { UsageError } from "@pgt/metrics";
import { tTwoSidedP } from "../inference/distributions.ts";
import { holm } from "../inference/holm.ts";
import { criticalT } from "../inference/interval.ts";
import { defaultLevel } from "../inference/interval-options.ts";
import { type MetricTraits, similaritySign } from "../scores/metric-traits.ts";
import { type InfluenceRow, influenceRows, spreadOf } from "./case-influence.ts";
import type { GeneratorScores } from "./generator-scores.ts";
import type { AggregationOrder } from "./quality-options.ts";
import type {
  ContrastRequest,
  GeneratorComparison,
  GeneratorContrast,
  TestedDifference,
} from "./quality-types.ts";
import type { SamplingUnits } from "./sampling-units.ts";

/** Scores of all generators of a dataset and metric. */
export interface ComparedScores {
  readonly dataset: string;
  readonly metric: MetricTraits;
  /** Compares the generators in the order given, over the organs that enter every mean. */
  readonly scores: readonly GeneratorScores[];
  readonly units: SamplingUnits;
  readonly order: AggregationOrder;
}

type Weights = readonly (readonly [generator: string, weight: number])[];

const alpha = 0.05;

/** Every pair of generators, in the order given: the difference of their means. */
export function compareGenerators(scores: ComparedScores): GeneratorComparison[] {
  const ids = scores.scores.map(({ generator }) => generator);
  const pairs = ids.flatMap((a, at) => ids.slice(at + 1).map((b) => ({ a, b })));
  const tested = testFamily(
    scores,
    pairs.map(({ a, b }) => [
      [a, 1],
      [b, -1],
    ]),
  );
  const sign = similaritySign(scores.metric);
  return pairs.map(({ a, b }, at) => {
    const result = tested[at];
    const isClear = result.pHolm !== null && result.pHolm < alpha;
    const better = isClear ? (sign * result.difference! > 0 ? a : b) : null;
    return { ...result, a, b, better };
  });
}

/** Contrasts as asked for; of an order of generators every step, and the whole way if there are several. */
export function contrastGenerators(
  scores: ComparedScores,
  requests: readonly ContrastRequest[],
): GeneratorContrast[] {
  const known = scores.scores.map(({ generator }) => generator);
  const contrasts = requests.flatMap((request) => contrastsOf(request, known));
  const tested = testFamily(
    scores,
    contrasts.map(({ weights }) => Object.entries(weights)),
  );
  return contrasts.map(({ name, weights }, at) => ({ ...tested[at], name, weights }));
}

function contrastsOf(
  request: ContrastRequest,
  known: readonly string[],
): { name: string; weights: Readonly<Record<string, number>> }[] {
  if ("weights" in request) {
    const { weights } = request;
    checkKnown(Object.keys(weights), known);
    const sum = Object.values(weights).reduce((total, weight) => total + weight, 0);
    if (!(Math.abs(sum) < 1e-9)) {
      throw new UsageError("E_CONTRAST", `contrast: weights must add up to 0, found ${sum}`);
    }
    const name = Object.entries(weights).map(
      ([id, weight]) => `${weight < 0 ? "-" : "+"}${Math.abs(weight)} ${id}`,
    );
    return [{ name: request.name ?? name.join(" "), weights }];
  }
  const { order } = request;
  checkKnown(order, known);
  if (order.length < 2 || new Set(order).size < order.length) {
    throw new UsageError(
      "E_CONTRAST",
      `contrast: two or more different generators were expected, found ${order.join(", ") || "none"}`,
    );
  }
  const steps = order.slice(1).map((to, at) => step(order[at], to));
  return order.length === 2 ? steps : [...steps, step(order[0], order[order.length - 1])];
}

function step(from: string, to: string) {
  return { name: `${from} to ${to}`, weights: { [to]: 1, [from]: -1 } };
}

function checkKnown(ids: readonly string[], known: readonly string[]): void {
  const unknownName = ids.find((id) => !known.includes(id));
  if (unknownName === undefined) return;
  throw new UsageError(
    "E_CONTRAST",
    `contrast: there is no generator "${unknownName}"; the generators are ${known.join(", ")}`,
  );
}

function testFamily(scores: ComparedScores, family: readonly Weights[]): TestedDifference[] {
  const results = family.map((weights) => tested(scores, weights));
  const placed = results.flatMap(({ p }, at) => (p === null ? [] : [{ at, p }]));
  const adjusted = holm(placed.map(({ p }) => p));
  const pHolm = new Map(placed.map(({ at }, k) => [at, adjusted[k].pAdjusted]));
  return results.map((result, at) => ({ ...result, pHolm: pHolm.get(at) ?? null }));
}

/**
 * The weighted sum of the generators' means, so it cannot contradict them; its variance is that of the cases' influences
 * on all of these means together. For complete scores it is the paired t test of the case means.
 */
function tested(
  { dataset, metric, scores, units, order }: ComparedScores,
  weights: Weights,
): TestedDifference {
  const parts = weights
    .filter(([, weight]) => weight !== 0)
    .map(([id, weight]) => ({ scores: scores.find(({ generator }) => generator === id)!, weight }));
  const of = {
    dataset,
    metric: metric.key,
    unit: metric.definition.unit,
    ...unitsUsed(
      parts.map(({ scores: one }) => one.caseMeans),
      units,
    ),
    expected: units.count,
  };
  const none = { low: null, high: null, p: null, pHolm: null, degreesOfFreedom: null };
  let difference = 0;
  const rows: InfluenceRow[] = [];
  for (const { scores: one, weight } of parts) {
    if (one.mean === null) return { ...of, ...none, difference: null };
    difference += weight * one.mean;
    rows.push(...influenceRows(one.matrix, one.caseMeans, order, units, weight));
  }
  const spread = spreadOf(rows);
  if (!spread) return { ...of, ...none, difference };
  const { standardError, degreesOfFreedom } = spread;
  const reach = criticalT(defaultLevel, degreesOfFreedom) * standardError;
  const p =
    difference === 0 ? 1 : standardError === 0 ? 0 : tTwoSidedP(difference / standardError, degreesOfFreedom);
  return {
    ...of,
    difference,
    low: difference - reach,
    high: difference + reach,
    p,
    pHolm: null,
    degreesOfFreedom,
  };
}

/** Units with a value of any of the generators, and those with a value of each. */
function unitsUsed(
  caseMeans: readonly Float64Array[],
  { unitOf }: SamplingUnits,
): { readonly n: number; readonly paired: number } {
  const sets = caseMeans.map((values) => new Set(unitOf.filter((_, i) => !Number.isNaN(values[i]))));
  const any = new Set(sets.flatMap((set) => [...set]));
  return { n: any.size, paired: [...any].filter((unit) => sets.every((set) => set.has(unit))).length };
}
