import type { ScoreRow } from "@pgt/metrics";
import type { Interval } from "../inference/interval-options.ts";
import type { Warning } from "../interval/warnings/warning.ts";
import type { MetricTraits } from "../scores/metric-traits.ts";
import type { OrganVoxels } from "./organ-voxels.ts";
import type { QualityChoices } from "./quality-options.ts";

export interface QualityLabel {
  readonly label: number;
  readonly name: string;
}

/** Scores of the generators of one dataset against its reference. */
export interface QualityInput {
  readonly dataset: string;
  readonly generators: readonly string[];
  /** All cases of the reference. */
  readonly cases: readonly string[];
  /** The patient of a case, if cases share one. */
  readonly clusterOf?: (caseId: string) => string;
  readonly metrics: readonly MetricTraits[];
  /** The common labels of equation 3. */
  readonly labels: readonly QualityLabel[];
  /** Labels of the reference that equation 3 dropped, and the generators that have them. */
  readonly dropped?: readonly (QualityLabel & { readonly generators: readonly string[] })[];
  /** Rows with `a` the reference and `b` the generator. */
  readonly rows: readonly ScoreRow[];
  readonly voxelsOf?: (row: ScoreRow) => OrganVoxels | undefined;
  readonly worstCaseMm?: (caseId: string) => number | undefined;
  readonly contrasts?: readonly ContrastRequest[];
}

/** Weights of generators that add up to 0; or an order, whose steps are contrasts. */
export type ContrastRequest =
  | { readonly weights: Readonly<Record<string, number>>; readonly name?: string }
  | { readonly order: readonly string[] };

interface Counted {
  /** Values that entered, of those expected. */
  readonly n: number;
  readonly expected: number;
  /** Number of the `n` values that stand for an organ that the generator missed (distances). */
  readonly substituted: number;
  /** Values that are undefined, by reason; those substituted are counted here too. */
  readonly undefined: Readonly<Record<string, number>>;
}

/** Equation 2: one organ of one generator. */
export interface OrganQuality extends QualityLabel, Counted {
  readonly dataset: string;
  readonly generator: string;
  readonly metric: string;
  readonly unit: string;
  /** True if it enters the mean over organs. */
  readonly common: boolean;
  readonly mean: number | null;
  /** Null for fewer than two values. */
  readonly sd: number | null;
  /** Cases whose reference has the organ, by all that is known of the reference; null if nothing tells. */
  readonly inReference: number | null;
  /** Cases of which it is known whether the reference has the organ. */
  readonly referenceKnown: number;
}

/** Equation 4: one generator of one dataset. Fractions for metrics from 0 to 1. */
export interface QualityCell extends Counted {
  readonly dataset: string;
  readonly generator: string;
  readonly metric: string;
  readonly unit: string;
  readonly mean: number | null;
  /** Root mean square of the organs' standard deviations; see `rmsSdMeaning`. */
  readonly rmsSd: number | null;
  /** Standard deviation over cases of a case's mean over organs. */
  readonly caseMeanSd: number | null;
  /** 95 % interval of the mean, cases being random; none, with its reason, if an organ has a value in one case only. */
  readonly interval: Interval & {
    readonly method: "bca" | "t" | null;
    readonly reason: "TOO_FEW_CASES" | "UNDEFINED_RESAMPLES" | null;
  };
  /** Organs that entered. */
  readonly organs: number;
  /** 1 for the most similar; generators with the same mean share the better rank. */
  readonly rank: number | null;
  readonly best: boolean;
}

/**
 * A linear combination of the generators' means (of `QualityCell`), in whose interval the same cases are drawn for all of
 * them: an organ that a case has from one generator only enters that one's mean, as it does in the table.
 */
export interface TestedDifference {
  readonly dataset: string;
  readonly metric: string;
  readonly unit: string;
  readonly difference: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Two-sided, t test on the cases' influences; for complete scores the paired t test of case means. */
  readonly p: number | null;
  readonly degreesOfFreedom: number | null;
  /** Adjusted by Holm within its family: all pairs, or all contrasts, of a dataset and metric. */
  readonly pHolm: number | null;
  /** Cases (patients, if cases share one) with a value of any of the generators: all that bear on the difference. */
  readonly n: number;
  /** Cases of `n` with a value of every one of the generators. */
  readonly paired: number;
  readonly expected: number;
}

/** `a` minus `b`. */
export interface GeneratorComparison extends TestedDifference {
  readonly a: string;
  readonly b: string;
  /** The more similar one if the adjusted p is below 0.05. */
  readonly better: string | null;
}

export interface GeneratorContrast extends TestedDifference {
  readonly name: string;
  readonly weights: Readonly<Record<string, number>>;
}

/** Effect of dropping labels on a generator that has some of them. */
export interface DroppedSensitivity {
  readonly dataset: string;
  readonly generator: string;
  readonly metric: string;
  /** Mean over the common labels. */
  readonly mean: number | null;
  /** Mean over them and the dropped ones that this generator has. */
  readonly withDropped: number | null;
  readonly added: readonly QualityLabel[];
}

export interface QualityWarning extends Warning {
  readonly dataset: string;
  readonly generator: string | null;
}

export interface LabelQuality {
  readonly choices: QualityChoices;
  readonly cells: readonly QualityCell[];
  readonly organs: readonly OrganQuality[];
  readonly comparisons: readonly GeneratorComparison[];
  readonly contrasts: readonly GeneratorContrast[];
  readonly sensitivity: readonly DroppedSensitivity[];
  readonly warnings: readonly QualityWarning[];
}
