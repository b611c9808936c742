import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parameterTensors, valueCount } from "../../packages/network/src/architecture.ts";
import { Arena } from "../../packages/network/src/kernels/arena.ts";
import { startKernels } from "../../packages/network/src/kernels/kernels.ts";
import { SegmentationLoss } from "../../packages/network/src/layers/segmentation-loss.ts";
import { Unet } from "../../packages/network/src/layers/unet.ts";
import { Adam } from "../../packages/network/src/training/adam.ts";
import { cosineShare } from "../../packages/network/src/training/cosine.ts";
import { moduleBytes } from "../properties/wasm-modules.ts";

interface GoldenNetwork {
  readonly torch: string;
  readonly loss: number;
  readonly scores: readonly number[];
  readonly gradients: readonly { readonly first: readonly number[]; readonly norm: number }[];
  readonly optimizers: Readonly<
    Record<"adam" | "adamw", { weightDecay: number; losses: readonly number[]; norms: readonly number[] }>
  >;
}

const golden: GoldenNetwork = JSON.parse(
  readFileSync(new URL("./network/torch-unet.json", import.meta.url), "utf8"),
);
const module = new WebAssembly.Module(moduleBytes("network"));
// As in network/torch_unet.py.
const [classes, images, height, width, rate] = [3, 2, 24, 16, 0.01];
const pixels = height * width;
const tensors = parameterTensors("S", classes - 1);

function noise(n: number, stream: number): Float32Array {
  return Float32Array.from({ length: n }, (_, i) => {
    const hash = Math.imul((stream << 20) + i, 2654435761) >>> 0;
    const mixed = Math.imul(hash ^ (hash >>> 15), 2246822519) >>> 0;
    return ((mixed ^ (mixed >>> 13)) >>> 0) / 2 ** 31 - 1;
  });
}

function parameterValues(): Float32Array {
  const values = tensors.flatMap(({ name, shape }, stream) => {
    const numbers = noise(
      shape.reduce((product, size) => product * size),
      stream,
    );
    const [rows, columns, inputs] = shape;
    if (name.endsWith(".weight"))
      return [...numbers].map((x) => x * Math.sqrt(3 / (rows * columns * inputs)));
    return [...numbers].map((x) => (name.endsWith(".gain") ? 1 : 0) + x / 4);
  });
  return Float32Array.from(values);
}

/** The network on the golden batch. */
async function goldenNetwork() {
  const arena = new Arena(await startKernels(module));
  const unet = new Unet(arena, { size: "S", classes: classes - 1, images, height, width });
  const loss = new SegmentationLoss(arena, unet.scores, classes, images);
  const { parameters } = unet;
  parameters.write(parameters.values, parameterValues());
  const image = noise(images * pixels, 100);
  const labels = Uint8Array.from(noise(images * pixels, 101), (x) =>
    Math.min(Math.floor(((x + 1) * classes) / 2), classes - 1),
  );
  for (let i = 0; i < images; i++) {
    unet.input.write(arena, i, image.subarray(i * pixels, (i + 1) * pixels));
    loss.writeLabels(i, labels.subarray(i * pixels, (i + 1) * pixels));
  }
  const step = () => {
    loss.clear();
    parameters.clearGradients();
    for (let i = 0; i < images; i++) {
      unet.forward(i);
      loss.addImage(i);
    }
    const measured = loss.measure();
    for (let i = 0; i < images; i++) {
      loss.backward(i);
      unet.backward(i);
    }
    return measured.loss;
  };
  return { arena, unet, parameters, step };
}

function norms(values: Float32Array): number[] {
  let start = 0;
  return tensors.map((tensor) => {
    const part = values.subarray(start, (start += valueCount(tensor)));
    return Math.sqrt(part.reduce((sum, value) => sum + value * value, 0));
  });
}

describe(`the U-Net as torch ${golden.torch} computes it`, () => {
  it("has its scores", async () => {
    const { arena, unet } = await goldenNetwork();
    const middle = [0, 1].flatMap((image) => {
      unet.forward(image);
      const scores = unet.scores.read(arena, image);
      const { channels } = unet.scores;
      return Array.from({ length: classes * width }, (_, i) => {
        const [channel, column] = [Math.floor(i / width), i % width];
        return scores[((height / 2) * width + column) * channels + channel];
      });
    });
    expect(middle).toHaveLength(golden.scores.length);
    for (const [i, score] of golden.scores.entries()) expect(middle[i]).toBeCloseTo(score, 4);
  });

  it("has its loss and gradients", async () => {
    const { parameters, step } = await goldenNetwork();
    expect(step()).toBeCloseTo(golden.loss, 6);
    const gradients = parameters.read(parameters.gradients);
    let start = 0;
    for (const [k, norm] of norms(gradients).entries()) {
      const { name } = tensors[k];
      expect(Math.abs(norm / golden.gradients[k].norm - 1), name).toBeLessThan(1e-4);
      for (const [i, value] of golden.gradients[k].first.entries()) {
        expect(Math.abs(gradients[start + i] - value), `${name} ${i}`).toBeLessThan(2e-4 * norm);
      }
      start += valueCount(tensors[k]);
    }
  });

  it.each(["adam", "adamw"] as const)("takes its steps of %s along the cosine", async (kind) => {
    const { arena, parameters, step } = await goldenNetwork();
    const { weightDecay, losses, norms: expected } = golden.optimizers[kind];
    const adam = new Adam(arena, parameters, kind, weightDecay);
    for (const [k, loss] of losses.entries()) {
      expect(Math.abs(step() - loss)).toBeLessThan(k === 0 ? 1e-6 : 1e-3);
      adam.step(rate * cosineShare(k / losses.length));
    }
    const found = norms(parameters.read(parameters.values));
    for (const [k, norm] of expected.entries()) {
      expect(Math.abs(found[k] / norm - 1), tensors[k].name).toBeLessThan(5e-3);
    }
  });
});
