import type { OrganQuality, QualityCell } from "@pgt/stats";
import { shownMetric } from "../quality/shown-metric.ts";
import type { WorthPageInput } from "../worth/worth-page-input.ts";

/** Input of a page about an experiment: the document of `pgt study`. Shares are fractions. */
export interface StudyPageInput {
  readonly title?: string;
  readonly version: string;
  readonly settings: {
    readonly name: string;
    readonly metrics: readonly string[];
    readonly runs: number;
    readonly seed: number;
    readonly engine: string;
    readonly engineSettings: Readonly<Record<string, string | number | boolean>>;
  };
  readonly versions: readonly StudyVersion[];
  readonly quality: readonly (QualityCell & WithTruth)[];
  readonly organs: readonly (OrganQuality & WithTruth)[];
  /** The labels as they came against the truth. */
  readonly original: { readonly cells: readonly QualityCell[]; readonly organs: readonly OrganQuality[] };
  readonly inDomain: readonly StudyCell[];
  readonly finetuned: readonly StudyCell[];
  readonly organScores: readonly StudyOrganScore[];
  readonly spread: readonly StudySpread[];
  readonly agreement: readonly StudyAgreement[];
  /** Statements on experiments of this kind, and what this one shows. */
  readonly statements?: readonly StudyStatement[];
  readonly statementsNote?: string;
  readonly worth: WorthPageInput | null;
  readonly noAnswer: string | null;
  readonly status: readonly StudyTask[];
}

interface WithTruth {
  /** Quality against the truth; null where it is not known. */
  readonly truth: number | null;
}

export interface StudyVersion {
  readonly base: string;
  readonly version: string;
  readonly kind: "original" | "engine" | "masks" | "degrade";
  readonly prompted: boolean;
  readonly degraded: { readonly sigmaMm: number; readonly biasMm: number; readonly drop: number } | null;
}

export interface StudyCell {
  readonly task: string;
  readonly base: string;
  readonly version: string;
  readonly metric: string;
  readonly mean: number | null;
  readonly runSd: number | null;
  readonly runs: number;
  readonly expectedRuns: number;
  readonly class: number | null;
  readonly letters: string | null;
  readonly status: string;
}

export interface StudyOrganScore {
  readonly base: string;
  readonly version: string;
  readonly label: string;
  readonly metric: string;
  readonly quality: number | null;
  readonly score: number;
  readonly runSd: number | null;
  readonly runs: number;
}

export interface StudySpread {
  readonly task: string;
  readonly metric: string;
  readonly sd: number | null;
  readonly cells: number;
  readonly limit: number | null;
  readonly pairs: number;
  readonly within: number | null;
}

export interface AgreementValue {
  readonly estimate: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number;
  readonly pairs: number;
}

export interface StudyAgreement {
  readonly dataset: string;
  readonly name: string;
  readonly metric: string;
  readonly inter: AgreementValue;
  readonly intra: AgreementValue | null;
}

export interface StudyStatement {
  readonly id: string;
  readonly statement: string;
  readonly holds: boolean | null;
  readonly value: number | null;
  /** What the value is, with its unit. */
  readonly measure: string;
  readonly interval?: { readonly low: number | null; readonly high: number | null } | null;
  readonly n: number;
}

export interface StudyTask {
  readonly id: string;
  readonly stage: string;
  readonly subject: {
    readonly base?: string;
    readonly version?: string;
    readonly downstream?: string;
    readonly run?: number;
  };
  readonly status: "done" | "failed" | "not_converged" | "pending";
  readonly message: string | null;
}

/** The version whose labels are those of the data set, and to which quality is measured. */
export const originalVersion = "original";

/** Versions in the order of colours and shapes, which is that of the answer's sections where there are any. */
export function versionOrder({ versions, worth }: StudyPageInput): string[] {
  const named = versions.map(({ version }) => version).filter((version) => version !== originalVersion);
  return [...new Set([...(worth?.versions ?? []), ...named])];
}

/** Place of a version in legends; a star for the labels as they came. */
export function seriesOf(input: StudyPageInput, version: string): number | "star" {
  return version === originalVersion ? "star" : versionOrder(input).indexOf(version);
}

export const scoresOf = ({ inDomain, finetuned }: StudyPageInput) => [...inDomain, ...finetuned];

/** Tasks of the networks, `in-domain` first. */
export function tasksOf(input: StudyPageInput): string[] {
  return [...new Set(scoresOf(input).map(({ task }) => task))];
}

export const basesOf = ({ versions }: StudyPageInput) => [...new Set(versions.map(({ base }) => base))];

/** `± 0.4`, nothing where there is no spread. */
export function spreadText(sd: number | null, metric: string): string {
  return sd === null ? "" : `± ${shownMetric(metric).text(sd)}`;
}
