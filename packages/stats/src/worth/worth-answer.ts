import { percent } from "@pgt/metrics";
import { mean } from "../inference/descriptive.ts";
import { type ExpectedGain, gainCurve } from "./expected-gain.ts";
import { binOf, type GapBin, type GapConcordance, type ReliableGap } from "./gap-concordance.ts";
import type { IsotonicStep } from "./isotonic.ts";
import { type CostPerGain, costPerGain, type LabellingCost } from "./labelling-cost.ts";
import { shownFactor, type TableMetric } from "./table-metric.ts";
import type { ResamplingOptions } from "./table-resampling.ts";
import { fewestToDecide, type VersionPermutation, versionPermutation } from "./version-permutation.ts";
import { steadyDifference, type WorthColumn } from "./worth-column.ts";
import { permutationLevel, type WorthDecision, worthDecision } from "./worth-decision.ts";

/** The improvement of labels that is asked about. */
export interface ProposedGap {
  /** Numbers in the metric's unit; shares as fractions. */
  readonly gap: number;
  /** Versions whose mean qualities it lies between, if it was not given. */
  readonly from: { readonly version: string; readonly quality: number } | null;
  readonly to: { readonly version: string; readonly quality: number } | null;
}

/** Answer if better labels paid, in one metric (docs/methods/worth.md). Shares as fractions. */
export interface WorthAnswer {
  readonly metric: string;
  /** `all`, or which versions it leaves out or adds. */
  readonly variant: string;
  readonly decision: WorthDecision;
  readonly proposed: ProposedGap;
  readonly expectedGain: ExpectedGain;
  /** Test against the smallest relevant gain, or against none; null: no such gap, or fewer than two versions. */
  readonly permutation: VersionPermutation | null;
  /** Null: not given. */
  readonly relevantGain: number | null;
  /**
   * The smallest gap with a lower limit of the expected gain above the relevant one, or above 0; null: none observed.
   */
  readonly smallestGapWithGain: number | null;
  /** Pairs with a gap like the proposed one. */
  readonly comparable: GapBin | null;
  readonly reliable: readonly ReliableGap[];
  /** Per point of a share, else per unit. Null: no work was described, or the gap is beyond those observed. */
  readonly costPerGain: (CostPerGain & { readonly per: string; readonly in: "money" | "hours" }) | null;
  readonly gainSteps: readonly IsotonicStep[];
  readonly sentence: string;
  /** Variants that are decided otherwise than `all`, `but UNDECIDED without MedSAM`; null: none. */
  readonly caveat: string | null;
}

export interface AnswerOptions extends ResamplingOptions {
  readonly proposed: ProposedGap;
  readonly relevantGain: number | null;
  readonly cost: LabellingCost | null;
}

export function worthAnswer(
  columns: readonly WorthColumn[],
  concordance: GapConcordance,
  metric: TableMetric,
  variant: string,
  options: AnswerOptions,
): Omit<WorthAnswer, "caveat"> {
  const { proposed, relevantGain, cost } = options;
  const curve = gainCurve(columns, options);
  const gain = curve.at(proposed.gap);
  const permutation =
    gain.gain === null ? null : versionPermutation(columns, proposed.gap, relevantGain ?? 0, options.seed);
  const comparable = gain.beyondObserved ? null : binOf(concordance.bins, proposed.gap);
  const answer = {
    ...{
      metric: metric.metric,
      variant,
      decision: worthDecision(gain, relevantGain, permutation),
      proposed,
      expectedGain: gain,
      permutation,
    },
    ...{ relevantGain, smallestGapWithGain: curve.smallestGapWithGain(relevantGain ?? 0), comparable },
    reliable: concordance.reliable,
    costPerGain: cost === null || gain.beyondObserved ? null : costOfPoint(cost, gain, metric),
    gainSteps: curve.steps,
  };
  return { ...answer, sentence: worthSentence(answer, metric) };
}

/**
 * Gap from the version of middle quality to the best, by mean quality over the datasets that all of them have.
 * Null for fewer than two versions.
 */
export function proposedGap(columns: readonly WorthColumn[]): ProposedGap | null {
  const byVersion = new Map<string, Map<string, number>>();
  for (const { dataset, points } of columns) {
    for (const { version, quality } of points) {
      byVersion.set(version, (byVersion.get(version) ?? new Map()).set(dataset, quality));
    }
  }
  const most = Math.max(...[...byVersion.values()].map(({ size }) => size));
  const ranked = [...byVersion]
    .filter(([, ofDataset]) => ofDataset.size === most)
    .map(([version, ofDataset]) => ({ version, quality: mean([...ofDataset.values()]) }))
    .sort((a, b) => b.quality - a.quality);
  const [to, from] = [ranked[0], ranked[Math.floor(ranked.length / 2)]];
  return ranked.length < 2 ? null : { gap: steadyDifference(to.quality, from.quality), from, to };
}

function costOfPoint(
  cost: LabellingCost,
  gain: ExpectedGain,
  metric: TableMetric,
): WorthAnswer["costPerGain"] {
  const work = cost.review ?? cost;
  const factor = shownFactor(metric);
  const { low, high } = gain;
  const shown = {
    gain: gain.gain === null ? null : gain.gain * factor,
    low: low === null ? null : low * factor,
    high: high === null ? null : high * factor,
  };
  return {
    ...costPerGain(work.money ?? work.hours, shown),
    per: metric.isShare ? "point" : metric.unit || "unit",
    in: work.money === null ? "hours" : "money",
  };
}

/** Answers of one metric, that of all versions saying which of the others differ from it. */
export function withCaveat(answers: readonly Omit<WorthAnswer, "caveat">[]): WorthAnswer[] {
  return answers.map((answer) => {
    const others =
      answer.variant !== "all" ? [] : answers.filter(({ decision }) => decision !== answer.decision);
    const named = others.map(({ decision, variant }) => `${decision} ${variant}`);
    return { ...answer, caveat: named.length > 0 ? `but ${named.join(", ")}` : null };
  });
}

type AnswerDraft = Omit<WorthAnswer, "sentence" | "caveat">;

function worthSentence(answer: AnswerDraft, { metric, ...traits }: TableMetric): string {
  const factor = shownFactor(traits);
  const show = (value: number | null) => (value === null ? "not reached" : (value * factor).toFixed(1));
  const { proposed, comparable, expectedGain, relevantGain } = answer;
  const { from, to, gap } = proposed;
  const unit = traits.unit ? ` ${traits.unit}` : "";
  const raised =
    from && to
      ? `from ${show(Math.abs(from.quality))} (${from.version}) to ${show(Math.abs(to.quality))} (${to.version}) ${metric} (gap ${show(gap)}${unit})`
      : `by ${show(gap)}${unit} of ${metric}`;
  const found = expectedGain.beyondObserved
    ? `: no pair of versions differs by that much; the largest gap is ${show(expectedGain.largestGap)}${unit}`
    : comparable === null || comparable.share === null
      ? ": no pairs of versions are comparable"
      : ` gave better downstream ${metric} in ${percent(comparable.share)} of ${comparable.pairs} comparable pairs${percentEnds(comparable)}`;
  const [first] = answer.reliable;
  const smallest = first
    ? `; the smallest gap with at least ${percent(first.probability)} is ${reliableText(first, show, unit)}`
    : "";
  const relevant =
    relevantGain === null ? "" : `; smallest relevant gain ${(relevantGain * factor).toFixed(2)}`;
  const gain =
    expectedGain.gain === null
      ? ""
      : ` Expected gain ${signed(expectedGain.gain * factor)}${unit}${ends(expectedGain, factor)}${relevant}.`;
  return `Raising label quality ${raised}${found}${smallest}.${gain} ${verdict(answer)}`;
}

function verdict({ decision, relevantGain, expectedGain, permutation }: AnswerDraft): string {
  if (decision === "WORTH") return "Shown to be worth it.";
  if (decision === "NOT WORTH") {
    return relevantGain === null
      ? "Shown not to be worth it: downstream scores fall."
      : "Shown not to be worth it: the gain is below the smallest relevant one.";
  }
  if (expectedGain.noInterval !== null) return `Undecided: ${expectedGain.noInterval}.`;
  const unconfirmed = worthDecision(expectedGain, relevantGain, null);
  if (permutation !== null && unconfirmed !== "UNDECIDED") {
    const p = unconfirmed === "WORTH" ? permutation.pGreater : permutation.pLess;
    const few =
      permutation.versions < fewestToDecide ? `; fewer than ${fewestToDecide} versions never decide` : "";
    return `Undecided: the interval alone would say ${unconfirmed}, but the versions in another order do as well with p = ${p.toFixed(3)} (below ${permutationLevel} is needed${few}).`;
  }
  return relevantGain === null && expectedGain.low !== null && expectedGain.low > 0
    ? "A gain is shown; whether it is worth it depends on the smallest relevant gain, which was not given."
    : "Not shown to be worth it.";
}

function reliableText(
  { gap, low, high, notReached }: ReliableGap,
  show: (value: number | null) => string,
  unit: string,
): string {
  if (notReached === null) return gap === null ? "not reached" : `${show(gap)}${unit}`;
  if (low === null && high === null && gap === null) return "not reached";
  return `${show(gap)}${gap === null ? "" : unit} [${show(low)}, ${high === null ? "not reached" : show(high)}]`;
}

function percentEnds({ low, high }: GapBin): string {
  return low === null || high === null ? "" : ` [${Math.round(100 * low)}, ${Math.round(100 * high)}]`;
}

function ends({ low, high }: Pick<ExpectedGain, "low" | "high">, factor: number): string {
  return low === null || high === null ? "" : ` [${signed(low * factor)}, ${signed(high * factor)}]`;
}

function signed(value: number): string {
  const text = value.toFixed(2);
  return value > 0 ? `+${text}` : text.replace(/^-(0\.00)$/, "$1");
}
