import type { Random } from "@pgt/metrics";

/** Angles at which a star-shaped outline is held (docs/methods/simulation.md). A multiple of 4. */
export const angleCount = 128;

const quarter = angleCount / 4;

/** Overwrites `into` (one value per angle) with a fresh draw of standard deviation `sd`. */
export type DrawField = (random: Random, sd: number, into: Float64Array) => void;

/**
 * Gaussian field of zero mean and unit variance on the circle: white noise smoothed by a Gaussian of sd
 * `correlationRad`, as a Fourier series, a_k = exp(-(k l)^2 / 2), cut where less than 1e-5 of the variance is
 * left. Even and odd harmonics are summed apart for a quarter of the circle, from which the rest follows.
 */
export function circleField(correlationRad: number): DrawField {
  const order = Math.min(angleCount / 2 - 1, Math.ceil(3.2 / correlationRad));
  const amplitudes = harmonicAmplitudes(order, correlationRad);
  const waves = quarterWaves(order);
  const xs = new Float64Array(order + 1);
  const ys = new Float64Array(order + 1);
  return (random, sd, into) => {
    xs[0] = sd * amplitudes[0] * random.normal();
    for (let k = 1; k <= order; k++) {
      xs[k] = sd * amplitudes[k] * random.normal();
      ys[k] = sd * amplitudes[k] * random.normal();
    }
    sumHarmonics(xs, ys, waves, into);
  };
}

/** The constant term counts once, each harmonic twice (cosine and sine), and all variances add up to 1. */
function harmonicAmplitudes(order: number, correlationRad: number): number[] {
  const power = Array.from({ length: order + 1 }, (_, k) => Math.exp(-((k * correlationRad) ** 2)));
  const total = power.reduce((sum, one, k) => sum + (k === 0 ? one : 2 * one), 0);
  return power.map((one, k) => Math.sqrt((k === 0 ? one : 2 * one) / total));
}

interface Waves {
  readonly cosines: Float64Array;
  readonly sines: Float64Array;
}

/** cos(k t_j) and sin(k t_j) at [k + (order + 1) j] for the angles of the first quarter, its end included. */
function quarterWaves(order: number): Waves {
  const length = (order + 1) * (quarter + 1);
  const cosines = new Float64Array(length);
  const sines = new Float64Array(length);
  for (let j = 0, i = 0; j <= quarter; j++) {
    for (let k = 0; k <= order; k++, i++) {
      const angle = (2 * Math.PI * j * k) / angleCount;
      cosines[i] = Math.cos(angle);
      sines[i] = Math.sin(angle);
    }
  }
  return { cosines, sines };
}

/** Uses cos k(pi - t) = (-1)^k cos kt and sin k(pi - t) = -(-1)^k sin kt. */
function sumHarmonics(
  xs: Float64Array,
  ys: Float64Array,
  { cosines, sines }: Waves,
  into: Float64Array,
): void {
  const terms = xs.length;
  for (let j = 0, first = 0; j <= quarter; j++, first += terms) {
    let [evenCosine, oddCosine, evenSine, oddSine] = [0, 0, 0, 0];
    for (let k = 0; k < terms; k += 2) {
      evenCosine += xs[k] * cosines[first + k];
      evenSine += ys[k] * sines[first + k];
    }
    for (let k = 1; k < terms; k += 2) {
      oddCosine += xs[k] * cosines[first + k];
      oddSine += ys[k] * sines[first + k];
    }
    into[j] = evenCosine + oddCosine + evenSine + oddSine;
    into[2 * quarter - j] = evenCosine - oddCosine - evenSine + oddSine;
    into[2 * quarter + j] = evenCosine - oddCosine + evenSine - oddSine;
    into[(angleCount - j) % angleCount] = evenCosine + oddCosine - evenSine - oddSine;
  }
}
