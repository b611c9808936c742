import { type ConvolutionShape, leakySlope } from "../architecture.ts";
import type { Arena } from "../kernels/arena.ts";
import { FeatureMap } from "../kernels/feature-map.ts";
import type { Layer } from "./layer.ts";
import type { ConvolutionParameters, Parameters } from "./parameters.ts";

/** Convolution, instance normalisation and leaky ReLU. */
export class ConvolutionBlock implements Layer {
  readonly output: FeatureMap;
  readonly #convolved: FeatureMap;
  readonly #statistics: number;
  readonly #turned: number;
  readonly #parameters: ConvolutionParameters;

  constructor(
    private readonly arena: Arena,
    parameters: Parameters,
    private readonly shape: ConvolutionShape,
    private readonly input: FeatureMap,
    images: number,
  ) {
    const { height, width } = input;
    this.#convolved = new FeatureMap(arena, images, shape.outputs, height, width);
    this.output = new FeatureMap(arena, images, shape.outputs, height, width);
    this.#statistics = arena.allocateFloats(images * 2 * shape.outputs);
    this.#turned = arena.allocateFloats(shape.taps * shape.taps * shape.inputs * shape.outputs);
    this.#parameters = parameters.of(shape);
  }

  forward(image: number): void {
    const { inputs, outputs, taps } = this.shape;
    const { height, width } = this.input;
    const { weights, affine } = this.#parameters;
    const y = this.#convolved.of(image);
    const { kernels } = this.arena;
    kernels.convolve(this.input.of(image), inputs, weights, 0, y, outputs, height, width, taps);
    const statistics = this.#statisticsOf(image);
    kernels.normalize(y, affine, leakySlope, statistics, this.output.of(image), outputs, height, width);
  }

  backward(image: number): void {
    const { inputs, outputs, taps } = this.shape;
    const { height, width } = this.input;
    const { weights, affine, dWeights, dAffine } = this.#parameters;
    const { kernels } = this.arena;
    const dy = this.#convolved.gradient;
    kernels.normalize_backward(
      this.#convolved.of(image),
      affine,
      leakySlope,
      this.#statisticsOf(image),
      this.output.of(image),
      this.output.gradient,
      dAffine,
      dy,
      outputs,
      height,
      width,
    );
    kernels.add_weight_gradient(this.input.of(image), inputs, dy, outputs, dWeights, height, width, taps);
    // Nobody asks for the gradient of the image itself.
    if (inputs === 1) return;
    if (image === 0) kernels.turn_taps(weights, inputs, outputs, taps, this.#turned);
    kernels.convolve(dy, outputs, this.#turned, 0, this.input.gradient, inputs, height, width, taps);
  }

  #statisticsOf(image: number): number {
    return this.#statistics + image * 2 * this.shape.outputs * 4;
  }
}
