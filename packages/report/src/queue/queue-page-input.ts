import type { CaseSlices, Note } from "@pgt/metrics";
import type { QueueMode } from "@pgt/stats";

/** A region of the list. */
export interface QueuePageItem {
  readonly rank: number;
  readonly case: string;
  readonly label: number;
  readonly name: string;
  readonly mode: QueueMode;
  readonly score: number;
  readonly slices: readonly [number, number];
  readonly axis: string;
  readonly volumeMl: number;
  readonly reason: string;
  readonly expectedGain: number;
  readonly minutes: number;
}

/** Input of a page about a queue: the document of `pgt queue`, and slices of its first regions. */
export interface QueuePageInput {
  readonly title?: string;
  readonly version: string;
  readonly raters: readonly string[];
  readonly models: readonly string[];
  readonly cases: number;
  readonly settings: {
    readonly modes: readonly string[];
    readonly entropyAbove: number;
    readonly thicknessMm: number;
    readonly minimumMl: number;
    readonly weights: Readonly<Record<string, number>>;
    readonly labelWeights: Readonly<Record<string, number>>;
    readonly minutes: number;
    readonly sliceMinutes: number;
  };
  readonly items: readonly QueuePageItem[];
  readonly small: { readonly regions: number; readonly volumeMl: number };
  readonly missingModes: readonly { readonly mode: string; readonly needs: string }[];
  readonly plan: {
    readonly budget: number;
    readonly minutes: number;
    readonly ranks: readonly number[];
    readonly expectedGain: number;
  } | null;
  readonly notes: readonly Note[];
  readonly failures: readonly { readonly case: string; readonly message: string }[];
  /** Slices of the first regions, by rank. */
  readonly pictures?: readonly (CaseSlices & { readonly rank: number })[];
  readonly picturesMissing?: readonly Note[];
}

const drawnAtMost = 10;

/** The regions whose slices are drawn. */
export function drawnItems({ items }: Pick<QueuePageInput, "items">): readonly QueuePageItem[] {
  return items.slice(0, drawnAtMost);
}
