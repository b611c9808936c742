import { createRandom } from "@pgt/metrics";
import { beforeEach, describe, expect, it } from "vitest";
import {
  convolution,
  differences,
  type Features,
  features,
  joined,
  maxPool,
  normalization,
  probabilities,
  segmentationLoss,
} from "../../../test/oracles/network.ts";
import {
  blocked,
  KernelMaps,
  randomFeatures,
  randomNumbers,
  randomShapes,
  unblocked,
} from "./kernel-maps.ts";

let maps: KernelMaps;
beforeEach(async () => {
  maps = await KernelMaps.start();
});

/** Numbers near to each other: by `tolerance` of the largest that is expected. */
function expectNear(found: ArrayLike<number>, expected: ArrayLike<number>, tolerance = 3e-6): void {
  expect(found.length).toBe(expected.length);
  const scale = Math.max(1e-3, ...Array.from(expected, Math.abs));
  let worst = 0;
  for (let i = 0; i < expected.length; i++) {
    const apart = Math.abs(found[i] - expected[i]) / scale;
    if (!(apart <= worst)) worst = apart;
  }
  expect(worst).toBeLessThan(tolerance);
}

/** Sum of the products: a number whose derivatives a kernel's way back gives when `dy` comes in. */
function product(y: Features, dy: Features): number {
  return y.values.reduce((sum, value, i) => sum + value * dy.values[i], 0);
}

const differencesTolerance = 1e-5;

describe.each([{ taps: 3 }, { taps: 1 }])("convolution with $taps x $taps taps", ({ taps }) => {
  it.each([...randomShapes, { ...randomShapes[0], inputs: 1, height: 3, width: 6 }])(
    "of $inputs to $outputs channels on $height x $width",
    ({ random, inputs, outputs, height, width }) => {
      const { kernels } = maps;
      const x = randomFeatures(random, inputs, height, width);
      const weights = randomNumbers(random, taps * taps * inputs * outputs);
      const bias = randomNumbers(random, outputs);
      const dy = randomFeatures(random, outputs, height, width);
      const addresses = { x: maps.map(x), w: maps.floats(blocked(weights, outputs)), dy: maps.map(dy) };

      const y = maps.empty(outputs, height, width);
      for (const b of [undefined, bias]) {
        kernels.convolve(
          addresses.x,
          inputs,
          addresses.w,
          b ? maps.floats(b) : 0,
          y,
          outputs,
          height,
          width,
          taps,
        );
        const expected = convolution(x, weights, taps, outputs, b);
        expectNear(maps.read(y, outputs, height, width).values, expected.values);
      }

      const dw = maps.floats(new Float32Array(weights.length).fill(1));
      kernels.add_weight_gradient(addresses.x, inputs, addresses.dy, outputs, dw, height, width, taps);
      const places = [...weights.keys()].filter((place) => place % 5 === 0);
      const byWeights = differences(weights, (w) => product(convolution(x, w, taps, outputs), dy), 1, places);
      const foundWeights = unblocked(maps.arena.readFloats(dw, weights.length), outputs);
      expectNear(
        places.map((place) => foundWeights[place] - 1),
        byWeights,
      );

      const db = maps.floats(new Float32Array(outputs).fill(1));
      kernels.add_bias_gradient(addresses.dy, outputs, db, height, width);
      const byBias = differences(bias, (b) => product(convolution(x, weights, taps, outputs, b), dy), 1);
      expectNear(
        maps.arena.readFloats(db, outputs).map((value) => value - 1),
        byBias,
      );

      if (inputs === 1) return;
      const turned = maps.floats(weights);
      kernels.turn_taps(addresses.w, inputs, outputs, taps, turned);
      const dx = maps.empty(inputs, height, width);
      kernels.convolve(addresses.dy, outputs, turned, 0, dx, inputs, height, width, taps);
      const byInput = differences(
        x.values,
        (values) => product(convolution({ ...x, values }, weights, taps, outputs), dy),
        1,
      );
      expectNear(maps.read(dx, inputs, height, width).values, byInput);
    },
  );
});

describe("instance normalisation and leaky ReLU", () => {
  it.each(randomShapes)("of $outputs channels on $height x $width", ({ random, outputs, height, width }) => {
    const { kernels, arena } = maps;
    // Far from zero, where a difference of squares would lose its digits.
    const y = features(outputs, height, width, (c) => Math.fround(300 * c + (1 + c) * random.normal()));
    const gain = randomNumbers(random, outputs);
    const bias = randomNumbers(random, outputs);
    const da = randomFeatures(random, outputs, height, width);
    const affine = maps.floats([...gain, ...bias]);
    const statistics = maps.floats(new Float32Array(2 * outputs));
    const a = maps.empty(outputs, height, width);
    const at = maps.map(y);
    kernels.normalize(at, affine, 0.01, statistics, a, outputs, height, width);
    const expected = normalization(y, gain, bias, 0.01);
    expectNear(maps.read(a, outputs, height, width).values, expected.values, 1e-4);

    const dAffine = maps.floats(new Float32Array(2 * outputs).fill(1));
    const dy = maps.empty(outputs, height, width);
    kernels.normalize_backward(
      at,
      affine,
      0.01,
      statistics,
      a,
      maps.map(da),
      dAffine,
      dy,
      outputs,
      height,
      width,
    );
    const found = arena.readFloats(dAffine, 2 * outputs).map((value) => value - 1);
    const byAffine = differences([...gain, ...bias], (values) =>
      product(normalization(y, values.subarray(0, outputs), values.subarray(outputs), 0.01), da),
    );
    expectNear(found, byAffine, 2e-4);
    const byInput = differences(y.values, (values) =>
      product(normalization({ ...y, values }, gain, bias, 0.01), da),
    );
    expectNear(maps.read(dy, outputs, height, width).values, byInput, 2e-4);
  });
});

describe("pooling and joining", () => {
  it.each(randomShapes)("$inputs and $outputs channels on $height x $width", (shape) => {
    const { random, inputs, outputs, height, width } = shape;
    const { kernels } = maps;
    const x = randomFeatures(random, inputs, height, width);
    const at = maps.map(x);
    const y = maps.empty(inputs, height / 2, width / 2);
    kernels.pool(at, y, inputs, height, width);
    expect(maps.read(y, inputs, height / 2, width / 2)).toEqual(maxPool(x));

    const dy = randomFeatures(random, inputs, height / 2, width / 2);
    const dx = maps.map(features(inputs, height, width, () => 1));
    kernels.add_pool_gradient(at, y, maps.map(dy), dx, inputs, height, width);
    const byInput = differences(x.values, (values) => product(maxPool({ ...x, values }), dy), 1e-7);
    expectNear(
      maps.read(dx, inputs, height, width).values.map((value) => value - 1),
      byInput,
    );

    const skip = randomFeatures(random, outputs, height, width);
    const low = randomFeatures(random, inputs, height / 2, width / 2);
    const both = maps.empty(inputs + outputs, height, width);
    kernels.join(maps.map(low), inputs, maps.map(skip), outputs, both, height, width);
    expect(maps.read(both, inputs + outputs, height, width)).toEqual(joined(low, skip));

    const dBoth = randomFeatures(random, inputs + outputs, height, width);
    const dLow = maps.empty(inputs, height / 2, width / 2);
    const dSkip = maps.empty(outputs, height, width);
    kernels.join_backward(maps.map(dBoth), dLow, inputs, dSkip, outputs, height, width);
    const byLow = differences(low.values, (values) => product(joined({ ...low, values }, skip), dBoth), 1);
    const bySkip = differences(skip.values, (values) => product(joined(low, { ...skip, values }), dBoth), 1);
    expectNear(maps.read(dLow, inputs, height / 2, width / 2).values, byLow);
    expectNear(maps.read(dSkip, outputs, height, width).values, bySkip);
  });

  it("gives the gradient of equal pixels to the first of them", () => {
    const { kernels } = maps;
    const x = maps.map(features(8, 2, 2, (_, row, column) => (row + column > 0 ? 5 : 4)));
    const y = maps.empty(8, 1, 1);
    kernels.pool(x, y, 8, 2, 2);
    const dx = maps.empty(8, 2, 2);
    kernels.add_pool_gradient(x, y, maps.map(features(8, 1, 1, () => 3)), dx, 8, 2, 2);
    expect(maps.read(dx, 8, 2, 2)).toEqual(
      features(8, 2, 2, (_, row, column) => (row === 0 && column === 1 ? 3 : 0)),
    );
  });
});

describe("softmax and loss", () => {
  it.each([2, 3, 8, 11])("of %d classes", (classes) => {
    const { kernels, arena } = maps;
    const random = createRandom(3, classes);
    const [height, width, images] = [4, 6, 2];
    const pixels = height * width;
    const stride = Math.ceil(classes / 8) * 8;
    const scores = [0, 1].map(() =>
      features(stride, height, width, (c) => (c < classes ? Math.fround(3 * random.normal()) : 7)),
    );
    const labels = [0, 1].map(() => Uint8Array.from({ length: pixels }, () => random.nextBelow(classes)));
    const cut = (one: Features): Features => ({
      ...one,
      channels: classes,
      values: one.values.slice(0, classes * pixels),
    });
    const sums = arena.allocate((1 + 3 * classes) * 8);
    const at = scores.map((one) => maps.map(one));
    const labelsAt = labels.map((one) => maps.bytes(one));
    for (const image of [0, 1]) {
      kernels.softmax(at[image], stride, classes, labelsAt[image], sums, height, width);
    }
    for (const image of [0, 1]) {
      const found = maps.read(at[image], stride, height, width);
      expectNear(cut(found).values, probabilities(cut(scores[image])).values, 1e-6);
      expect([...new Set(found.values.slice(classes * pixels))]).toEqual(stride > classes ? [7] : []);
    }

    const [entropy, ...perClass] = arena.readDoubles(sums, 1 + 3 * classes);
    const slopes = new Float32Array(2 * classes);
    let dice = 0;
    for (let c = 1; c < classes; c++) {
      const overlap = 2 * perClass[c] + 1;
      const size = perClass[classes + c] + perClass[2 * classes + c] + 1;
      dice += overlap / size / (classes - 1);
      slopes[c] = -2 / size / (classes - 1);
      slopes[classes + c] = overlap / size ** 2 / (classes - 1);
    }
    const loss = segmentationLoss(scores.map(cut), labels);
    expect(entropy / pixels / images + 1 - dice).toBeCloseTo(loss, 5);

    for (const image of [0, 1]) {
      const dz = maps.empty(stride, height, width);
      const slopesAt = maps.floats(slopes);
      kernels.loss_gradient(
        at[image],
        stride,
        classes,
        labelsAt[image],
        1 / pixels / images,
        slopesAt,
        dz,
        height,
        width,
      );
      const byScores = differences(cut(scores[image]).values, (values) =>
        segmentationLoss(
          scores.map((one, other) => (other === image ? { ...cut(one), values } : cut(one))),
          labels,
        ),
      );
      const found = maps.read(dz, stride, height, width);
      expectNear(cut(found).values, byScores, differencesTolerance);
      expect(found.values.slice(classes * pixels).every((value) => value === 0)).toBe(true);
    }
  });

  it("of scores so far apart that the less probable vanish", () => {
    const { kernels, arena } = maps;
    const scores = maps.map(features(8, 1, 2, (c, _, column) => (c === column ? 500 : -500)));
    const sums = arena.allocate(7 * 8);
    kernels.softmax(scores, 8, 2, maps.bytes(Uint8Array.of(1, 1)), sums, 1, 2);
    expect(arena.readDoubles(sums, 7)).toEqual(Float64Array.of(1000, 0, 1, 1, 1, 0, 2));
  });
});

describe("a step of", () => {
  it.each([
    { kind: "Adam", decay: 0, penalty: 0.02 },
    { kind: "AdamW", decay: 0.02, penalty: 0 },
  ])("$kind", ({ decay, penalty }) => {
    const random = createRandom(8, 0);
    const n = 12;
    const [beta1, beta2, epsilon, rate] = [0.9, 0.999, 1e-8, 0.01];
    const p = randomNumbers(random, n);
    const state = { p: Float64Array.from(p), m: new Float64Array(n), v: new Float64Array(n) };
    const at = {
      p: maps.floats(p),
      m: maps.floats(new Float32Array(n)),
      v: maps.floats(new Float32Array(n)),
    };
    for (let step = 1; step <= 5; step++) {
      const g = randomNumbers(random, n);
      for (let i = 0; i < n; i++) {
        state.p[i] -= rate * decay * state.p[i];
        const gradient = g[i] + penalty * state.p[i];
        state.m[i] = beta1 * state.m[i] + (1 - beta1) * gradient;
        state.v[i] = beta2 * state.v[i] + (1 - beta2) * gradient ** 2;
        const [mean, square] = [state.m[i] / (1 - beta1 ** step), state.v[i] / (1 - beta2 ** step)];
        state.p[i] -= (rate * mean) / (Math.sqrt(square) + epsilon);
      }
      maps.kernels.adam_step(
        at.p,
        maps.floats(g),
        at.m,
        at.v,
        n,
        rate / (1 - beta1 ** step),
        1 / Math.sqrt(1 - beta2 ** step),
        1 - rate * decay,
        penalty,
        beta1,
        beta2,
        epsilon,
      );
    }
    expectNear(maps.arena.readFloats(at.p, n), state.p, 1e-6);
    expectNear(maps.arena.readFloats(at.m, n), state.m, 1e-6);
    // 1 - beta2 as f32 has four digits.
    expectNear(maps.arena.readFloats(at.v, n), state.v, 5e-5);
  });
});
