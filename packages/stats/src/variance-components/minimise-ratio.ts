import { exp, log } from "@pgt/metrics";

/** Ratios between these are searched on a logarithmic grid; below the smallest stands 0. */
const smallestRatio = 1e-6;
const largestRatio = 1e10;
const gridStep = 1.5;
const goldenSection = (3 - Math.sqrt(5)) / 2;
/** Width of the last bracket, in logarithms. */
const precision = 1e-7;

export interface Minimum {
  readonly ratio: number;
  readonly value: number;
}

/** Smallest value of a function of a ratio of variances, which may be 0: a grid, then golden sections. */
export function minimiseRatio(valueAt: (ratio: number) => number): Minimum {
  const at = (logRatio: number): Minimum => {
    const ratio = exp(logRatio);
    return { ratio, value: valueAt(ratio) };
  };
  const [from, to] = [log(smallestRatio), log(largestRatio)];
  let [best, bestPlace]: [Minimum, number] = [at(from), from];
  for (let place = from + gridStep; place <= to; place += gridStep) {
    const found = at(place);
    if (found.value < best.value) [best, bestPlace] = [found, place];
  }
  const inside = betweenPlaces(at, bestPlace - gridStep, bestPlace + gridStep);
  const zero = { ratio: 0, value: valueAt(0) };
  return [zero, best, inside].reduce((least, one) => (one.value < least.value ? one : least));
}

function betweenPlaces(at: (place: number) => Minimum, from: number, to: number): Minimum {
  let [low, high] = [from, to];
  let [left, right] = [low + goldenSection * (high - low), high - goldenSection * (high - low)];
  let [atLeft, atRight] = [at(left), at(right)];
  while (high - low > precision) {
    if (atLeft.value < atRight.value) {
      [high, right, atRight] = [right, left, atLeft];
      left = low + goldenSection * (high - low);
      atLeft = at(left);
    } else {
      [low, left, atLeft] = [left, right, atRight];
      right = high - goldenSection * (high - low);
      atRight = at(right);
    }
  }
  return atLeft.value < atRight.value ? atLeft : atRight;
}
