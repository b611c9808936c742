import type { ImageHeader } from "./image-header.ts";

/** Grey values as 16 bit numbers, and those between which they are shown. */
export interface ShownRange {
  readonly data: Int16Array<ArrayBuffer>;
  readonly black: number;
  readonly white: number;
}

const lowest = -32768;
const steps = 65535;
/** Share of the values that are darker than black, and of those brighter than white. */
const tail = 0.02;

/** Chooses black and white. @param values NaN where there is no image, which becomes the lowest. */
export function toShownRange(
  values: Float32Array,
  { shownFrom, shownTo }: Pick<ImageHeader, "shownFrom" | "shownTo">,
): ShownRange {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (!Number.isFinite(value)) continue;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const scale = most > least ? steps / (most - least) : 0;
  const stored = (value: number) => lowest + Math.round((value - least) * scale);
  const data = new Int16Array(values.length).fill(lowest);
  const histogram = new Uint32Array(steps + 1);
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) continue;
    data[i] = stored(values[i]);
    histogram[data[i] - lowest]++;
  }
  const isNamed = shownTo > shownFrom && shownFrom >= least && shownTo <= most;
  if (isNamed) return { data, black: stored(shownFrom), white: stored(shownTo) };
  const total = histogram.reduce((sum, one) => sum + one, 0);
  const black = quantile(histogram, tail * total);
  return { data, black, white: Math.max(black + 1, quantile(histogram, (1 - tail) * total)) };
}

function quantile(histogram: Uint32Array, rank: number): number {
  let below = 0;
  const step = histogram.findIndex((one) => (below += one) > rank);
  return lowest + Math.max(0, step);
}
