import { exp, log } from "@pgt/metrics";

/** Ratios between these are searched on a logarithmic grid; below the smallest stands 0. */
const smallestRatio = 1e-6;
const largestRatio = 1e10;
const gridStep = 2.5;
const goldenSection = (3 - Math.sqrt(5)) / 2;
/** Precision of the place of the minimum, in logarithms. */
const precision = 1e-7;
const mostRounds = 60;

export interface Minimum {
  readonly ratio: number;
  readonly value: number;
}

/** Smallest value of a function of a ratio of variances, which may be 0: a grid, then Brent's method around its best. */
export function minimiseRatio(valueAt: (ratio: number) => number): Minimum {
  const at = (logRatio: number) => valueAt(exp(logRatio));
  const [from, to] = [log(smallestRatio), log(largestRatio)];
  let [best, bestPlace] = [at(from), from];
  for (let place = from + gridStep; place <= to; place += gridStep) {
    const found = at(place);
    if (found < best) [best, bestPlace] = [found, place];
  }
  const inside = brent(at, bestPlace - gridStep, bestPlace, bestPlace + gridStep, best);
  const zero = { ratio: 0, value: valueAt(0) };
  return inside.value < zero.value ? { ratio: exp(inside.place), value: inside.value } : zero;
}

interface Point {
  readonly place: number;
  readonly value: number;
}

/**
 * Minimum between two places from a start between them (Brent 1973, chapter 5): the vertex of the parabola through the
 * three best points, and a golden section where that would not shrink fast enough.
 */
function brent(
  valueAt: (place: number) => number,
  from: number,
  start: number,
  to: number,
  startValue: number,
): Point {
  let [low, high] = [from, to];
  let best: Point = { place: start, value: startValue };
  let [second, third] = [best, best];
  let [step, lastStep] = [0, 0];
  for (let round = 0; round < mostRounds; round++) {
    const middle = (low + high) / 2;
    if (Math.abs(best.place - middle) + (high - low) / 2 <= 2 * precision) break;
    const vertex = vertexStep(best, second, third);
    const isGood =
      Math.abs(lastStep) > precision &&
      Math.abs(vertex) < Math.abs(lastStep) / 2 &&
      best.place + vertex > low &&
      best.place + vertex < high;
    const towards = best.place < middle ? high - best.place : low - best.place;
    [lastStep, step] = isGood ? [step, vertex] : [towards, goldenSection * towards];
    const place = best.place + (Math.abs(step) >= precision ? step : Math.sign(step) * precision);
    const found = { place, value: valueAt(place) };
    if (found.value <= best.value) {
      if (place < best.place) high = best.place;
      else low = best.place;
      [best, second, third] = [found, best, second];
    } else {
      if (place < best.place) low = place;
      else high = place;
      if (found.value <= second.value || second === best) [second, third] = [found, second];
      else if (found.value <= third.value || third === best || third === second) third = found;
    }
  }
  return best;
}

/** Step from the first point to the vertex of the parabola through three; NaN where there is none. */
function vertexStep(best: Point, second: Point, third: Point): number {
  const r = (best.place - second.place) * (best.value - third.value);
  const q = (best.place - third.place) * (best.value - second.value);
  return ((best.place - second.place) * r - (best.place - third.place) * q) / (2 * (q - r));
}
