import { differingPairs, levelsOf, mostDifferingPairs } from "../maps/votes.ts";
import { type Colour, colourAt, colourOf, disagreementRamp, markerColours, votesRamp } from "./colours.ts";

/** Keys of the two maps in the list of what is shown; outlines have their own. */
export const votesKey = "votes";
export const disagreementKey = "disagreement";

/** Label of an outline, by the place of its maker; colours repeat, and so do labels. */
export function outlineLabel(place: number, voters: number): number {
  return levelsOf(voters) + 1 + (place % markerColours.length);
}

/**
 * The colours of all labels, four bytes each: votes over disagreement, then outlines.
 *
 * @param isOverImage maps let it through; on black they are opaque.
 */
export function labelColours(
  voters: number,
  shown: ReadonlySet<string>,
  isOverImage: boolean,
): Uint8ClampedArray<ArrayBuffer> {
  const table = new Uint8ClampedArray(4 * 256);
  const levels = levelsOf(voters);
  for (let k = 1; k <= levels; k++) {
    const differing = differingPairs(k, levels) / Math.max(1, mostDifferingPairs(levels));
    const below = shown.has(disagreementKey) ? colourAt(disagreementRamp, differing) : clear;
    const above = shown.has(votesKey) ? colourAt(votesRamp, k / levels) : clear;
    const [red, green, blue, opacity] = over(above, below);
    table.set([red, green, blue, isOverImage || opacity === 0 ? opacity : 255], 4 * k);
  }
  for (const place of markerColours.keys()) {
    table.set([...colourOf(place), 255], 4 * outlineLabel(place, voters));
  }
  return table;
}

const clear: Colour = [0, 0, 0, 0];

function over(above: Colour, below: Colour): Colour {
  const [a, b] = [above[3] / 255, (below[3] / 255) * (1 - above[3] / 255)];
  const alpha = a + b;
  if (alpha === 0) return clear;
  const mixed = (channel: 0 | 1 | 2) => (above[channel] * a + below[channel] * b) / alpha;
  return [mixed(0), mixed(1), mixed(2), 255 * alpha];
}
