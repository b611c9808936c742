import { UsageError } from "@pgt/metrics";
import { mean, sampleSd } from "../descriptive.ts";
import { tTwoSidedP } from "../distributions.ts";
import { holm } from "../holm.ts";
import { criticalT } from "../interval.ts";
import { defaultLevel } from "../interval-options.ts";
import { type MetricTraits, similaritySign } from "../metric-traits.ts";
import type { OrganMatrix } from "./organ-means.ts";
import type { SamplingUnits } from "./quality-interval.ts";
import type {
  ContrastRequest,
  GeneratorComparison,
  GeneratorContrast,
  TestedDifference,
} from "./quality-types.ts";

/** Scores of all generators of a dataset and metric. */
export interface ComparedScores {
  readonly dataset: string;
  readonly metric: MetricTraits;
  readonly matrixOf: ReadonlyMap<string, OrganMatrix>;
  readonly units: SamplingUnits;
}

type Weights = readonly (readonly [generator: string, weight: number])[];

const alpha = 0.05;

/** Every pair of generators, in the order given: per-case differences of the mean over organs that both have. */
export function compareGenerators(scores: ComparedScores): GeneratorComparison[] {
  const ids = [...scores.matrixOf.keys()];
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
    const result = tested[at]!;
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
  const known = [...scores.matrixOf.keys()];
  const contrasts = requests.flatMap((request) => contrastsOf(request, known));
  const tested = testFamily(
    scores,
    contrasts.map(({ weights }) => Object.entries(weights)),
  );
  return contrasts.map(({ name, weights }, at) => ({ ...tested[at]!, name, weights }));
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
  const steps = order.slice(1).map((to, at) => step(order[at]!, to));
  return order.length === 2 ? steps : [...steps, step(order[0]!, order[order.length - 1]!)];
}

function step(from: string, to: string) {
  return { name: `${from} to ${to}`, weights: { [to]: 1, [from]: -1 } };
}

function checkKnown(ids: readonly string[], known: readonly string[]): void {
  const stranger = ids.find((id) => !known.includes(id));
  if (stranger === undefined) return;
  throw new UsageError(
    "E_CONTRAST",
    `contrast: there is no generator "${stranger}"; the generators are ${known.join(", ")}`,
  );
}

function testFamily(scores: ComparedScores, family: readonly Weights[]): TestedDifference[] {
  const results = family.map((weights) => tested(scores, weights));
  const placed = results.flatMap(({ p }, at) => (p === null ? [] : [{ at, p }]));
  const adjusted = holm(placed.map(({ p }) => p));
  const pHolm = new Map(placed.map(({ at }, k) => [at, adjusted[k]!.pAdjusted]));
  return results.map((result, at) => ({ ...result, pHolm: pHolm.get(at) ?? null }));
}

function tested({ dataset, metric, matrixOf, units }: ComparedScores, weights: Weights): TestedDifference {
  const values = unitDifferences(
    weights.map(([id, weight]) => [matrixOf.get(id)!, weight]),
    units,
  );
  const n = values.length;
  const of = { dataset, metric: metric.key, unit: metric.definition.unit, n, expected: units.count };
  const difference = n === 0 ? null : mean(values);
  if (n < 2) return { ...of, difference, low: null, high: null, p: null, pHolm: null };
  const standardError = sampleSd(values) / Math.sqrt(n);
  const reach = criticalT(defaultLevel, n - 1) * standardError;
  const p = difference === 0 ? 1 : standardError === 0 ? 0 : tTwoSidedP(difference! / standardError, n - 1);
  return { ...of, difference, low: difference! - reach, high: difference! + reach, p, pHolm: null };
}

/** Mean over a unit's cases of the case's weighted sum, itself the mean over organs that all generators have there. */
function unitDifferences(
  parts: readonly (readonly [OrganMatrix, number])[],
  { count, unitOf }: SamplingUnits,
): number[] {
  const sums = new Float64Array(count);
  const cases = new Int32Array(count);
  for (let i = 0; i < unitOf.length; i++) {
    const value = caseDifference(parts, i);
    if (value === null) continue;
    sums[unitOf[i]!]! += value;
    cases[unitOf[i]!]!++;
  }
  return [...sums].flatMap((sum, unit) => (cases[unit]! > 0 ? [sum / cases[unit]!] : []));
}

function caseDifference(parts: readonly (readonly [OrganMatrix, number])[], i: number): number | null {
  const organs = parts[0]?.[0].length ?? 0;
  let sum = 0;
  let n = 0;
  for (let o = 0; o < organs; o++) {
    const value = parts.reduce((total, [matrix, weight]) => total + weight * matrix[o]![i]!, 0);
    if (Number.isNaN(value)) continue;
    sum += value;
    n++;
  }
  return n === 0 ? null : sum / n;
}
