import { exp, type Random } from "../../packages/metrics/src/index.ts";
import { angleCount, circleField } from "../../packages/stats/src/simulation/circle-field.ts";

/** Pixels along an edge of an image. */
export const edge = 48;
export const pixels = edge * edge;

const shape = circleField(0.35);
const noise = circleField(0.25);
const shapeSd = 0.15;
const radii = [9, 13] as const;
const edgePx = 1.5;
const ramp = 0.15;
const imageNoise = 0.25;

export type Mask = Uint8Array<ArrayBuffer>;

/** One image with a star-shaped object in its middle, and what annotators of it draw. */
export interface StageNCase {
  readonly image: Float32Array<ArrayBuffer>;
  readonly truth: Mask;
  /** The true outline moved outwards, with noise of its own. */
  readonly annotate: (biasPx: number, sigmaPx: number) => Mask;
}

/** Draws a case: sigmoid(s / 1.5) + 0.15 ramp + N(0, 0.25²), s the signed radial distance in pixels. */
export function drawCase(random: Random): StageNCase {
  const radius = radii[0] + (radii[1] - radii[0]) * random.next();
  const outline = new Float64Array(angleCount);
  shape(random, shapeSd, outline);
  const direction = 2 * Math.PI * random.next();
  const errors = new Float64Array(angleCount);
  const distance = (pixel: number, shiftPx: number, moved: Float64Array | null) => {
    const { angle, r } = places[pixel];
    return radius * (1 + at(outline, angle)) + shiftPx + (moved ? at(moved, angle) : 0) - r;
  };
  const maskOf = (shiftPx: number, moved: Float64Array | null) =>
    Uint8Array.from({ length: pixels }, (_, pixel) => (distance(pixel, shiftPx, moved) > 0 ? 1 : 0));
  const image = Float32Array.from({ length: pixels }, (_, pixel) => {
    const { angle, r } = places[pixel];
    const along = (r * Math.cos((2 * Math.PI * angle) / angleCount - direction)) / (edge / 2);
    return 1 / (1 + exp(-distance(pixel, 0, null) / edgePx)) + ramp * along + imageNoise * random.normal();
  });
  return {
    image,
    truth: maskOf(0, null),
    annotate: (biasPx, sigmaPx) => {
      noise(random, sigmaPx, errors);
      return maskOf(biasPx, errors);
    },
  };
}

/** Polar place of each pixel: angle in steps of the outline. */
const places = Array.from({ length: pixels }, (_, pixel) => {
  const [x, y] = [(pixel % edge) + 0.5 - edge / 2, Math.floor(pixel / edge) + 0.5 - edge / 2];
  const turn = Math.atan2(y, x) / (2 * Math.PI);
  return { r: Math.hypot(x, y), angle: (turn < 0 ? turn + 1 : turn) * angleCount };
});

/** Value of a field on the circle between two of its angles. */
function at(field: Float64Array, angle: number): number {
  const below = Math.floor(angle) % angleCount;
  const share = angle - Math.floor(angle);
  return (1 - share) * field[below] + share * field[(below + 1) % angleCount];
}

export function dice(a: Mask, b: Mask): number {
  let [both, sum] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    both += a[i] & b[i];
    sum += a[i] + b[i];
  }
  return sum === 0 ? 1 : (2 * both) / sum;
}

export function areaOf(mask: Mask): number {
  return mask.reduce((sum, value) => sum + value, 0);
}

/** Drawn by most. */
export function majority(masks: readonly Mask[]): Mask {
  return masks[0].map((_, i) => (2 * masks.reduce((sum, mask) => sum + mask[i], 0) > masks.length ? 1 : 0));
}
