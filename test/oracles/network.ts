/*
 * The network in plain loops and doubles, one function a layer: the obvious reading of the formulas, for small
 * images. Gradients are differences of these functions.
 */

/** Channels of an image, each row after row. */
export interface Features {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly values: Float64Array;
}

export function features(
  channels: number,
  height: number,
  width: number,
  value: (channel: number, row: number, column: number) => number,
): Features {
  const values = new Float64Array(channels * height * width);
  for (let i = 0; i < values.length; i++) {
    values[i] = value(Math.floor(i / height / width), Math.floor(i / width) % height, i % width);
  }
  return { channels, height, width, values };
}

/** 0 outside of the image. */
export function valueAt(
  { height, width, values }: Features,
  channel: number,
  row: number,
  column: number,
): number {
  if (row < 0 || row >= height || column < 0 || column >= width) return 0;
  return values[(channel * height + row) * width + column];
}

/** Weights `[row of taps, column of taps, input, output]`. */
export function convolution(
  x: Features,
  weights: ArrayLike<number>,
  taps: number,
  outputs: number,
  bias?: ArrayLike<number>,
): Features {
  const reach = (taps - 1) / 2;
  return features(outputs, x.height, x.width, (output, row, column) => {
    let sum = bias?.[output] ?? 0;
    for (let i = 0; i < taps; i++) {
      for (let j = 0; j < taps; j++) {
        for (let input = 0; input < x.channels; input++) {
          const weight = weights[((i * taps + j) * x.channels + input) * outputs + output];
          sum += weight * valueAt(x, input, row + i - reach, column + j - reach);
        }
      }
    }
    return sum;
  });
}

/** Instance normalisation, then leaky ReLU. */
export function normalization(
  y: Features,
  gain: ArrayLike<number>,
  bias: ArrayLike<number>,
  slope: number,
): Features {
  const pixels = y.height * y.width;
  const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / pixels;
  const moments = Array.from({ length: y.channels }, (_, c) => {
    const channel = y.values.subarray(c * pixels, (c + 1) * pixels);
    const centre = mean(channel);
    return { centre, variance: mean(channel.map((value) => (value - centre) ** 2)) };
  });
  return features(y.channels, y.height, y.width, (c, row, column) => {
    const { centre, variance } = moments[c];
    const z = (gain[c] * (valueAt(y, c, row, column) - centre)) / Math.sqrt(variance + 1e-5) + bias[c];
    return z > 0 ? z : slope * z;
  });
}

export function maxPool(x: Features): Features {
  return features(x.channels, x.height / 2, x.width / 2, (c, row, column) =>
    Math.max(...[0, 1].flatMap((i) => [0, 1].map((j) => valueAt(x, c, 2 * row + i, 2 * column + j)))),
  );
}

/** The doubled low map's channels, then the skipped one's. */
export function joined(low: Features, skip: Features): Features {
  return features(low.channels + skip.channels, skip.height, skip.width, (c, row, column) =>
    c < low.channels
      ? valueAt(low, c, Math.floor(row / 2), Math.floor(column / 2))
      : valueAt(skip, c - low.channels, row, column),
  );
}

export function probabilities(scores: Features): Features {
  return features(scores.channels, scores.height, scores.width, (c, row, column) => {
    const power = (channel: number) => Math.exp(valueAt(scores, channel, row, column));
    let sum = 0;
    for (let channel = 0; channel < scores.channels; channel++) sum += power(channel);
    return power(c) / sum;
  });
}

/** Cross-entropy, the mean over all pixels, plus 1 - soft Dice with 1 added, the mean over the classes but the first. */
export function segmentationLoss(scores: readonly Features[], labels: readonly ArrayLike<number>[]): number {
  const { channels, height, width } = scores[0];
  const pixels = height * width;
  const overlap = new Float64Array(channels);
  const size = new Float64Array(channels);
  let entropy = 0;
  for (const [image, one] of scores.entries()) {
    const { values } = probabilities(one);
    for (let pixel = 0; pixel < pixels; pixel++) {
      const label = labels[image][pixel];
      entropy -= Math.log(values[label * pixels + pixel]);
      overlap[label] += values[label * pixels + pixel];
      size[label]++;
      for (let c = 0; c < channels; c++) size[c] += values[c * pixels + pixel];
    }
  }
  const dice = Array.from(overlap, (both, c) => (2 * both + 1) / (size[c] + 1)).slice(1);
  return entropy / pixels / scores.length + 1 - dice.reduce((sum, one) => sum + one, 0) / dice.length;
}

/** Scores of the U-Net with parameters in the order of `NetworkWeights.values`. */
export function unetScores(
  values: ArrayLike<number>,
  firstChannels: number,
  outputs: number,
  image: Features,
): Features {
  const all = Float64Array.from(values);
  let used = 0;
  const take = (n: number) => all.subarray(used, (used += n));
  const block = (x: Features, channels: number) => {
    const convolved = convolution(x, take(9 * x.channels * channels), 3, channels);
    return normalization(convolved, take(channels), take(channels), 0.01);
  };
  const channels = [1, 2, 2, 4].map((factor) => factor * firstChannels);
  const level1 = block(block(image, channels[0]), channels[0]);
  const level2 = block(block(maxPool(level1), channels[1]), channels[1]);
  const level3 = block(block(maxPool(level2), channels[2]), channels[2]);
  const level4 = block(block(maxPool(level3), channels[3]), channels[3]);
  const up3 = block(joined(level4, level3), channels[2]);
  const up2 = block(joined(up3, level2), channels[1]);
  const up1 = block(joined(up2, level1), channels[0]);
  return convolution(up1, take(channels[0] * outputs), 1, outputs, take(outputs));
}

/** Derivatives of a function by each of its arguments, by central differences. */
export function differences(
  values: ArrayLike<number>,
  of: (values: Float64Array) => number,
  step = 1e-5,
  places: Iterable<number> = Array.from(values, (_, i) => i),
): number[] {
  return Array.from(places, (place) => {
    const moved = Float64Array.from(values);
    moved[place] = values[place] + step;
    const above = of(moved);
    moved[place] = values[place] - step;
    return (above - of(moved)) / (2 * step);
  });
}
