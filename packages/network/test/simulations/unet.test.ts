import { createRandom } from "@pgt/metrics";
import { expect, it } from "vitest";
import { differences, features, segmentationLoss, unetScores } from "../../../../test/oracles/network.ts";
import { networkSizes, parameterTensors, valueCount } from "../../src/architecture.ts";
import { SegmentationLoss } from "../../src/layers/segmentation-loss.ts";
import { Unet } from "../../src/layers/unet.ts";
import { initialValues } from "../../src/training/initial-values.ts";
import { KernelMaps } from "../kernel-maps.ts";

const [height, width, images] = [16, 16, 2];
const pixels = height * width;

it("has the loss of plain loops and the gradient of its differences, for the steepest parameter of every array", async () => {
  const { arena } = await KernelMaps.start();
  const random = createRandom(21, 0);
  const classes = [2, 5];
  const unet = new Unet(arena, { size: "S", classes: 2, images, height, width });
  const loss = new SegmentationLoss(arena, unet.scores, 3, images);
  const { parameters } = unet;
  // Gains and biases away from 1 and 0, which would hide a mistake.
  const values = initialValues("S", classes, 4).map((value) => value + 0.05 * random.normal());
  parameters.write(parameters.values, values);
  const batch = [0, 1].map(() => ({
    pixels: Float32Array.from({ length: pixels }, () => random.normal()),
    labels: Uint8Array.from({ length: pixels }, () => random.nextBelow(3)),
  }));
  loss.clear();
  for (const [image, one] of batch.entries()) {
    unet.input.write(arena, image, one.pixels);
    loss.writeLabels(image, one.labels);
    unet.forward(image);
    loss.addImage(image);
  }
  const measured = loss.measure();
  parameters.clearGradients();
  for (const image of batch.keys()) {
    loss.backward(image);
    unet.backward(image);
  }
  const gradient = parameters.read(parameters.gradients);

  const expectedLoss = (changed: ArrayLike<number>) =>
    segmentationLoss(
      batch.map((one) =>
        unetScores(
          changed,
          networkSizes.S,
          3,
          features(1, height, width, (_, row, column) => one.pixels[row * width + column]),
        ),
      ),
      batch.map(({ labels }) => labels),
    );
  expect(measured.loss).toBeCloseTo(expectedLoss(values), 5);
  expect([...measured.pixelsOfClass].reduce((sum, n) => sum + n)).toBe(images * pixels);

  let start = 0;
  for (const tensor of parameterTensors("S", 2)) {
    const n = valueCount(tensor);
    const ofTensor = gradient.subarray(start, start + n);
    const largest = Math.max(...ofTensor.map(Math.abs));
    const place = start + ofTensor.findIndex((value) => Math.abs(value) === largest);
    const [expected] = differences(values, expectedLoss, 1e-6, [place]);
    expect(Math.abs(gradient[place] / expected - 1), tensor.name).toBeLessThan(1e-4);
    start += n;
  }
  expect(start).toBe(values.length);
}, 120_000);
