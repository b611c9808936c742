import { normalized } from "../images/intensity.ts";
import { eachPixel, type Slices, slicesOf, type Window } from "../images/slices.ts";
import { Arena } from "../kernels/arena.ts";
import { startKernels } from "../kernels/kernels.ts";
import { Unet } from "../layers/unet.ts";
import { checkImage, checkWeights } from "../training/check-options.ts";
import type { NetworkImage } from "../training-options.ts";
import type { NetworkWeights } from "../weights/weights.ts";
import { windowStarts, windowWeights } from "./windows.ts";

export type PredictedLabels = Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

/** The most probable label of each voxel; the first of equals. */
export async function predict(
  module: WebAssembly.Module,
  weights: NetworkWeights,
  image: NetworkImage,
): Promise<PredictedLabels> {
  const probabilities = await predictProbabilities(module, weights, image);
  const voxels = image.image.length;
  const numbers = [0, ...weights.classes];
  const largest = numbers[numbers.length - 1];
  const labels = new (largest < 256 ? Uint8Array : largest < 65536 ? Uint16Array : Uint32Array)(voxels);
  for (let voxel = 0; voxel < voxels; voxel++) {
    let best = 0;
    for (let c = 1; c < numbers.length; c++) {
      if (probabilities[c * voxels + voxel] > probabilities[best * voxels + voxel]) best = c;
    }
    labels[voxel] = numbers[best];
  }
  return labels;
}

/** Probabilities of every voxel, of the background first and then class after class. */
export async function predictProbabilities(
  module: WebAssembly.Module,
  weights: NetworkWeights,
  image: NetworkImage,
): Promise<Float32Array<ArrayBuffer>> {
  checkImage(image, "image");
  checkWeights(weights, "weights");
  const predictor = new Predictor(new Arena(await startKernels(module)), weights);
  const slices = slicesOf(image.shape);
  const voxels = image.image.length;
  const sums = new Float32Array((weights.classes.length + 1) * voxels);
  const weightOfVoxel = new Float32Array(voxels);
  for (let slice = 0; slice < slices.count; slice++) {
    predictor.addSlice(image.image, slices, slice, sums, weightOfVoxel);
  }
  return sums.map((sum, i) => sum / weightOfVoxel[i % voxels]);
}

class Predictor {
  readonly #unet: Unet;
  readonly #weightOfPixel: Float32Array;

  constructor(
    private readonly arena: Arena,
    private readonly weights: NetworkWeights,
  ) {
    const { size, classes, patch } = weights;
    const [height, width] = patch;
    this.#unet = new Unet(arena, { size, classes: classes.length, images: 1, height, width });
    const { parameters } = this.#unet;
    parameters.write(parameters.values, weights.values);
    this.#weightOfPixel = windowWeights(height, width);
  }

  /** Adds the windows over each pixel of a slice, weighted by how far it lies from their edges, and the weights. */
  addSlice(
    image: Float32Array,
    slices: Slices,
    slice: number,
    sums: Float32Array,
    weightOfVoxel: Float32Array,
  ): void {
    const [height, width] = this.weights.patch;
    const { channels } = this.#unet.scores;
    for (const top of windowStarts(slices.height, height)) {
      for (const left of windowStarts(slices.width, width)) {
        const window = { slice, left, top, width, height };
        const found = this.#probabilitiesOf(image, slices, window);
        eachPixel(slices, window, (voxel, pixel) => {
          const weight = this.#weightOfPixel[pixel];
          weightOfVoxel[voxel] += weight;
          for (let c = 0; c <= this.weights.classes.length; c++) {
            sums[c * image.length + voxel] += weight * found[pixel * channels + c];
          }
        });
      }
    }
  }

  /** Probabilities of a window's pixels, with the channels of the scores. */
  #probabilitiesOf(image: Float32Array, slices: Slices, window: Window): Float32Array {
    const pixels = new Float32Array(window.width * window.height);
    eachPixel(slices, window, (voxel, pixel) => {
      pixels[pixel] = normalized(image[voxel], this.weights.normalization);
    });
    const { input, scores } = this.#unet;
    input.write(this.arena, 0, pixels);
    this.#unet.forward(0);
    const { kernels } = this.arena;
    const classes = this.weights.classes.length + 1;
    kernels.softmax(scores.of(0), scores.channels, classes, 0, 0, scores.height, scores.width);
    return scores.read(this.arena, 0);
  }
}
