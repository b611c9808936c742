import { mean, sampleSd } from "../inference/descriptive.ts";
import { normalCdf } from "../inference/distributions.ts";
import type { QueueMode } from "./queue-modes.ts";
import type { RegionScore } from "./region-score.ts";

/** The first items of a queue, in which no patient stands twice while there are others. */
export const diverseItems = 10;

/** Minutes that an annotator is expected to take: placeholders for those of one's own team. */
export interface ItemMinutes {
  readonly perItem: number;
  readonly perSlice: number;
}

export const defaultItemMinutes: ItemMinutes = { perItem: 5, perSlice: 0 };

/** A region before it is ranked. */
export interface QueueCandidate extends RegionScore {
  readonly case: string;
  /** Patient; the case where none is known. */
  readonly cluster: string;
  readonly label: number;
  readonly mode: QueueMode;
  readonly volumeMl: number;
  readonly slices: readonly [number, number];
}

export interface RankedItem {
  readonly score: number;
  readonly minutes: number;
}

export interface RankingWeights {
  /** Weight of a label; 1 where there is none. */
  readonly labels: ReadonlyMap<number, number>;
  readonly minutes: ItemMinutes;
}

/**
 * Orders a queue: score = Φ(z) x label weight x volume / minutes, z being the raw score standardised among the regions of
 * the same mode and label. The first ten are of ten patients, if there are so many.
 */
export function rankQueue<Candidate extends QueueCandidate>(
  candidates: readonly Candidate[],
  { labels, minutes: { perItem, perSlice } }: RankingWeights,
): (Candidate & RankedItem)[] {
  const groups = new Map<string, number[]>();
  const keyOf = ({ mode, label }: Candidate) => `${mode} ${label}`;
  for (const one of candidates) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one.raw]);
  const scales = new Map([...groups].map(([key, raw]) => [key, { centre: mean(raw), sd: sampleSd(raw) }]));
  const ranked = candidates.map((one) => {
    const { centre, sd } = scales.get(keyOf(one))!;
    const z = sd > 0 ? (one.raw - centre) / sd : 0;
    const minutes = perItem + perSlice * (one.slices[1] - one.slices[0] + 1);
    const impact = (labels.get(one.label) ?? 1) * one.volumeMl;
    return { ...one, minutes, score: (normalCdf(z) * impact) / minutes };
  });
  return diverse(ranked.sort(byScore));
}

function byScore(a: QueueCandidate & RankedItem, b: QueueCandidate & RankedItem): number {
  const byPlace = a.case < b.case ? -1 : a.case > b.case ? 1 : a.label - b.label || a.slices[0] - b.slices[0];
  return b.score - a.score || b.volumeMl - a.volumeMl || byPlace;
}

function diverse<Item extends QueueCandidate>(items: readonly Item[]): Item[] {
  const first: Item[] = [];
  const clusters = new Set<string>();
  for (const item of items) {
    if (first.length === diverseItems || clusters.has(item.cluster)) continue;
    clusters.add(item.cluster);
    first.push(item);
  }
  const taken = new Set(first);
  return [...first, ...items.filter((item) => !taken.has(item))];
}

/** Items in their order as long as a budget lasts; one that is too long is left out, and shorter ones behind it go in. */
export function planQueue<Item extends RankedItem>(
  items: readonly Item[],
  budgetMinutes: number,
): { readonly items: readonly Item[]; readonly minutes: number } {
  let minutes = 0;
  const fitting = items.filter((item) => {
    const fits = minutes + item.minutes <= budgetMinutes + 1e-9;
    if (fits) minutes += item.minutes;
    return fits;
  });
  return { items: fitting, minutes };
}
